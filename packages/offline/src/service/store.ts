import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";

/** The one SQLite file of the stage and its one writer. A transaction that has returned survives the death of the process. */
export interface Store {
  readonly database: DatabaseSync;
  /** Runs `work` in one transaction; a call inside another joins it. */
  transaction<T>(work: () => T): T;
  close(): void;
}

const schema = `
CREATE TABLE IF NOT EXISTS message (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  queue TEXT NOT NULL,
  id TEXT NOT NULL,
  body TEXT NOT NULL,
  attributes TEXT NOT NULL,
  sent_at INTEGER NOT NULL,
  visible_at INTEGER NOT NULL,
  delayed INTEGER NOT NULL,
  receives INTEGER NOT NULL DEFAULT 0,
  first_received_at INTEGER,
  receipt TEXT,
  polled INTEGER NOT NULL DEFAULT 0,
  last_error TEXT,
  source TEXT
) STRICT;
CREATE INDEX IF NOT EXISTS message_due ON message (queue, visible_at, seq);
CREATE TABLE IF NOT EXISTS event (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL, at INTEGER NOT NULL, bus TEXT NOT NULL, source TEXT NOT NULL, detail_type TEXT NOT NULL,
  detail TEXT NOT NULL, rules TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS mail (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL, at INTEGER NOT NULL, sender TEXT NOT NULL, recipients TEXT NOT NULL, subject TEXT NOT NULL,
  text TEXT NOT NULL, html TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS object (
  id INTEGER PRIMARY KEY,
  bucket TEXT NOT NULL, key TEXT NOT NULL, size INTEGER NOT NULL, etag TEXT NOT NULL, modified_at INTEGER NOT NULL,
  headers TEXT NOT NULL, body BLOB NOT NULL, UNIQUE (bucket, key)
) STRICT;
CREATE TABLE IF NOT EXISTS row (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
`;

/** SQLITE_FULL */
const full = 13;

export function openStore(file: string): Store {
  const database = open(file);
  const begin = database.prepare("BEGIN IMMEDIATE");
  const commit = database.prepare("COMMIT");
  const rollback = database.prepare("ROLLBACK");

  function transaction<T>(work: () => T): T {
    if (database.isTransaction) return work();
    begin.run();
    try {
      const result = work();
      commit.run();
      return result;
    } catch (error) {
      // A full disk may have ended the transaction already.
      if (database.isTransaction) rollback.run();
      if ((error as { errcode?: number }).errcode !== full) throw error;
      throw new Error(`The disk that holds ${file} is full: make room, the stage then goes on by itself.`, { cause: error });
    }
  }

  return { database, transaction, close: () => database.isOpen && database.close() };
}

function open(file: string): DatabaseSync {
  try {
    mkdirSync(dirname(file), { recursive: true });
    const database = new DatabaseSync(file);
    // WAL without a sync per commit: nothing is lost by kill -9, the last moments may be by a power cut.
    database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 2000;");
    database.exec(schema);
    return database;
  } catch (cause) {
    throw new Error(`The stage cannot keep its state in ${file}: ${(cause as Error).message}.`, { cause });
  }
}
