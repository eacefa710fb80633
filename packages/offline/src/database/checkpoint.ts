import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";

/** How far each mapping has read each shard. A stream made anew has another ARN, so that an old position is never applied to it. */
export interface Checkpoints {
  get(mappingId: string, streamArn: string, shardId: string): string | undefined;
  set(mappingId: string, streamArn: string, shardId: string, sequence: string): void;
  close(): void;
}

export function openCheckpoints(file: string): Checkpoints {
  mkdirSync(dirname(file), { recursive: true });
  const database = new DatabaseSync(file, { timeout: 5_000 });
  // With NORMAL a committed row survives the end of the process, which is what this stage promises, at a tenth of the price.
  database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
    CREATE TABLE IF NOT EXISTS checkpoint (mapping TEXT, stream TEXT, shard TEXT, sequence TEXT NOT NULL, PRIMARY KEY (mapping, stream, shard)) STRICT`);
  const get = database.prepare("SELECT sequence FROM checkpoint WHERE mapping = ? AND stream = ? AND shard = ?");
  const set = database.prepare("INSERT OR REPLACE INTO checkpoint VALUES (?, ?, ?, ?)");
  return {
    get(mappingId, streamArn, shardId) {
      const sequence = get.get(mappingId, streamArn, shardId)?.sequence;
      return typeof sequence === "string" ? sequence : undefined;
    },
    set: (mappingId, streamArn, shardId, sequence) => void set.run(mappingId, streamArn, shardId, sequence),
    close: () => database.close(),
  };
}
