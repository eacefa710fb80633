import { DatabaseSync } from "node:sqlite";

/** The engine's own record of the stream, read and trimmed in its SQLite file while it serves. */
export interface StreamFile {
  /** The highest sequence number written so far; 0 when there is none. */
  tip(tableName: string): number;
  /** Deletes records up to and with this sequence number, a few at a time. */
  trim(tableName: string, sequence: number): number;
  close(): void;
}

/**
 * The engine takes MAX(sequence)+1 for each record it writes, over an unindexed table that it never trims: without the index and the
 * trimming every write costs more than the one before. The newest record must stay, or the numbers would start again at 1.
 */
export function openStreamFile(file: string): StreamFile {
  const database = new DatabaseSync(file, { timeout: 5_000 });
  database.exec("CREATE INDEX IF NOT EXISTS ix_stream_seq ON _stream_records(table_name, CAST(sequence_number AS INTEGER))");
  const tip = database.prepare("SELECT MAX(CAST(sequence_number AS INTEGER)) AS tip FROM _stream_records WHERE table_name = ?");
  const trim = database.prepare(
    `DELETE FROM _stream_records WHERE id IN (
       SELECT id FROM _stream_records WHERE table_name = ?1 AND CAST(sequence_number AS INTEGER) <= ?2
         AND CAST(sequence_number AS INTEGER) < (SELECT MAX(CAST(sequence_number AS INTEGER)) FROM _stream_records WHERE table_name = ?1)
       LIMIT 1000)`,
  );
  return {
    tip: (tableName) => Number(tip.get(tableName)?.tip ?? 0),
    trim: (tableName, sequence) => Number(trim.run(tableName, sequence).changes),
    close: () => database.close(),
  };
}
