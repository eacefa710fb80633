import type { StoredEvent } from "../contract.ts";
import type { Store } from "./store.ts";

/** Enough for a console to look back on; queues hold what is still to be handled. */
const kept = 2_000;

type Row = Omit<StoredEvent, "detail" | "rules"> & { detail: string; rules: string };
export type Events = ReturnType<typeof createEvents>;

export function createEvents({ database }: Store) {
  const insert = database.prepare("INSERT INTO event (id, at, bus, source, detail_type, detail, rules) VALUES (?, ?, ?, ?, ?, ?, ?)");
  const trim = database.prepare("DELETE FROM event WHERE seq <= ?");
  const list = database.prepare(
    "SELECT id, at, bus, source, detail_type AS detailType, detail, rules FROM event ORDER BY seq DESC LIMIT ?",
  );
  return {
    insert(event: StoredEvent): void {
      const { id, at, bus, source, detailType, detail, rules } = event;
      const { lastInsertRowid } = insert.run(id, at, bus, source, detailType, JSON.stringify(detail), JSON.stringify(rules));
      trim.run(Number(lastInsertRowid) - kept);
    },
    /** Newest first. */
    list(limit: number): StoredEvent[] {
      return (list.all(limit) as unknown as Row[]).map((row) => ({
        ...row,
        detail: JSON.parse(row.detail) as unknown,
        rules: JSON.parse(row.rules) as string[],
      }));
    },
  };
}
