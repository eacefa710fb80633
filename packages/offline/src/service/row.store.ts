import type { Rows } from "../contract.ts";
import type { Store } from "./store.ts";

/** JSON by key, for what the parts of the stage must remember: cron times, stream checkpoints, the drawn staff key. */
export function createRows({ database }: Store): Rows {
  const get = database.prepare("SELECT value FROM row WHERE key = ?");
  const put = database.prepare("INSERT INTO row (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value");
  const remove = database.prepare("DELETE FROM row WHERE key = ?");
  const list = database.prepare("SELECT key, value FROM row WHERE substr(key, 1, length(?1)) = ?1 ORDER BY key");
  return {
    get(key) {
      const row = get.get(key) as { value: string } | undefined;
      return row && JSON.parse(row.value);
    },
    put: (key, value) => void put.run(key, JSON.stringify(value)),
    delete: (key) => void remove.run(key),
    list(prefix) {
      const rows = list.all(prefix) as { key: string; value: string }[];
      return rows.map((row) => ({ key: row.key, value: JSON.parse(row.value) as unknown }));
    },
  };
}
