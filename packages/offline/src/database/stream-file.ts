import { DatabaseSync } from "node:sqlite";
import { type Cursor, pageRecords, type Shard, type StreamRecord } from "./stream.ts";

/** The engine's own record of the stream, read and trimmed in its SQLite file while it serves. */
export interface StreamFile {
  /** The highest sequence number written so far; 0 when there is none. */
  tip(tableName: string): number;
  /** Records after a sequence number, as the API gives them and without its two ways through HTTP. */
  cursor(tableName: string, shard: Shard, after: number): Cursor;
  /** Deletes records up to and with this sequence number, a few at a time. */
  trim(tableName: string, sequence: number): number;
  close(): void;
}

/** Kept between reads, with their images: a few writes, not a backlog. */
const sharedRecords = 100;

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
  const page = database.prepare(
    `SELECT event_name AS name, keys_json AS keys, new_image AS new, old_image AS old, sequence_number AS sequence, created_at AS at,
       (SELECT stream_view_type FROM _tables WHERE table_name = ?1) AS view
     FROM _stream_records
     WHERE table_name = ?1 AND CAST(sequence_number AS INTEGER) > ?2
     ORDER BY CAST(sequence_number AS INTEGER) LIMIT ${pageRecords}`,
  );
  const tipOf = (tableName: string) => Number(tip.get(tableName)?.tip ?? 0);
  /** What was read last of each table: who reads the same stream a moment later need not parse it again. */
  const latest = new Map<string, { after: number; tip: number; records: StreamRecord[] }>();

  function read(tableName: string, after: number): StreamRecord[] {
    const end = tipOf(tableName);
    if (end <= after) return [];
    const known = latest.get(tableName);
    if (known?.tip === end && known.after <= after) return known.records.filter((record) => sequenceOf(record) > after);
    const records = (page.all(tableName, after) as unknown as Row[]).map(recordOf);
    const last = records.at(-1);
    if (last && records.length <= sharedRecords) latest.set(tableName, { after, tip: sequenceOf(last), records });
    return records;
  }

  return {
    cursor(tableName, shard, after) {
      let [position, next] = [after, after];
      return {
        shard,
        read() {
          const records = read(tableName, position);
          const last = records.at(-1);
          next = last ? sequenceOf(last) : position;
          return Promise.resolve(records);
        },
        pass: () => void (position = next),
        ended: false,
      };
    },
    tip: tipOf,
    trim: (tableName, sequence) => Number(trim.run(tableName, sequence).changes),
    close: () => database.close(),
  };
}

const sequenceOf = (record: StreamRecord): number => Number(record.dynamodb.SequenceNumber);

interface Row {
  name: string;
  keys: string;
  new: string | null;
  old: string | null;
  sequence: string;
  at: number;
  view: string;
}

/** A row as GetRecords has it; a test holds the two side by side. */
function recordOf({ name, keys, new: after, old: before, sequence, at, view }: Row): StreamRecord {
  return {
    eventID: sequence,
    eventName: name,
    eventVersion: "1.1",
    eventSource: "aws:dynamodb",
    dynamodb: {
      Keys: JSON.parse(keys) as unknown,
      ...(after === null ? {} : { NewImage: JSON.parse(after) as unknown }),
      ...(before === null ? {} : { OldImage: JSON.parse(before) as unknown }),
      SequenceNumber: sequence,
      SizeBytes: keys.length + (after?.length ?? 0) + (before?.length ?? 0),
      StreamViewType: view,
      ApproximateCreationDateTime: at,
    },
  };
}
