import { randomUUID } from "node:crypto";
import type { StoredMessage } from "../contract.ts";
import type { Store } from "./store.ts";

export interface MessageAttribute {
  DataType: string;
  StringValue?: string;
  BinaryValue?: string;
}
export interface Message {
  seq: number;
  queue: string;
  id: string;
  body: string;
  attributes: Record<string, MessageAttribute>;
  sentAt: number;
  visibleAt: number;
  receives: number;
  firstReceivedAt: number;
  /** Names this receive; only the latest one may delete the message. */
  receipt: string;
  lastError: string | null;
  /** The queue it was parked from. */
  source: string | null;
}
export interface NewMessage {
  queue: string;
  id: string;
  body: string;
  attributes?: Record<string, MessageAttribute>;
  sentAt: number;
  visibleAt: number;
  /** A delay that was asked for, unlike one that a fault made: the stage may be idle while it lasts. */
  delayed: boolean;
}
export interface Counts {
  visible: number;
  inFlight: number;
  delayed: number;
}
export type Messages = ReturnType<typeof createMessages>;

type Row = Omit<Message, "attributes"> & { attributes: string };
const columns = `seq, queue, id, body, attributes, sent_at AS sentAt, visible_at AS visibleAt, receives,
  first_received_at AS firstReceivedAt, receipt, last_error AS lastError, source`;
const waiting = "delayed = 1 AND receives = 0";

/**
 * Messages of all queues. Whoever calls takes care of the transaction.
 *
 * | question                        | answered by                          |
 * |---------------------------------|--------------------------------------|
 * | what is due in a queue          | index (queue, visible_at, seq)       |
 * | when is the next one due        | the same                             |
 * | the message of a receipt handle | seq, which the handle carries        |
 */
export function createMessages({ database }: Store) {
  const sql = (text: string) => database.prepare(text);
  const insert = sql("INSERT INTO message (queue, id, body, attributes, sent_at, visible_at, delayed) VALUES (?, ?, ?, ?, ?, ?, ?)");
  const due = sql(`SELECT ${columns} FROM message WHERE queue = ? AND visible_at <= ? ORDER BY visible_at, seq LIMIT ?`);
  const take = sql(
    `UPDATE message SET receives = receives + 1, visible_at = ?, receipt = ?, polled = ?,
     first_received_at = coalesce(first_received_at, ?) WHERE seq = ?`,
  );
  const remove = sql("DELETE FROM message WHERE seq = ? AND receipt = ?");
  const hide = sql("UPDATE message SET visible_at = ?, last_error = coalesce(?, last_error), polled = 0 WHERE seq = ? AND receipt = ?");
  const inFlight = sql("SELECT 1 FROM message WHERE seq = ? AND receipt = ? AND visible_at > ?");
  const park = sql(
    `UPDATE message SET source = queue, queue = ?, visible_at = ?, delayed = 0, receipt = NULL, polled = 0,
     last_error = coalesce(?, last_error) WHERE seq = ?`,
  );
  const back = sql(
    `UPDATE message SET queue = coalesce(source, ?1), source = NULL, visible_at = ?2, sent_at = ?2, receives = 0,
     delayed = 0, first_received_at = NULL, receipt = NULL WHERE queue = ?3 AND coalesce(source, ?1) IS NOT NULL`,
  );
  const release = sql(
    `UPDATE message SET polled = 0, visible_at = min(visible_at, ?1 + 1000 * (1 << min(max(receives - 1, 0), 20))) WHERE polled = 1`,
  );
  const next = sql("SELECT min(visible_at) AS at FROM message WHERE queue = ?");
  const count = sql(
    `SELECT count(*) AS total, coalesce(sum(visible_at <= ?1), 0) AS visible,
     coalesce(sum(visible_at > ?1 AND ${waiting}), 0) AS delayed FROM message WHERE queue = ?2`,
  );
  const dueCount = sql("SELECT count(*) AS total FROM (SELECT 1 FROM message WHERE queue = ? AND visible_at <= ? LIMIT ?)");
  const busy = sql(`SELECT 1 FROM message WHERE queue = ? AND (visible_at <= ? OR NOT (${waiting})) LIMIT 1`);
  const list = sql(`SELECT ${columns} FROM message WHERE queue = ? ORDER BY seq LIMIT ?`);
  const purge = sql("DELETE FROM message WHERE queue = ?");
  const expire = sql("DELETE FROM message WHERE queue = ? AND sent_at < ?");

  return {
    insert(message: NewMessage): void {
      const attributes = JSON.stringify(message.attributes ?? {});
      insert.run(message.queue, message.id, message.body, attributes, message.sentAt, message.visibleAt, Number(message.delayed));
    },
    due(queue: string, now: number, limit: number): Message[] {
      return (due.all(queue, now, limit) as unknown as Row[]).map(toMessage);
    },
    /** Hides the message until `until` under a new receipt. */
    take(message: Message, now: number, until: number, polled: boolean): Message {
      const receipt = randomUUID();
      take.run(until, receipt, Number(polled), now, message.seq);
      const firstReceivedAt = message.firstReceivedAt ?? now;
      return { ...message, receives: message.receives + 1, visibleAt: until, receipt, firstReceivedAt };
    },
    remove: (seq: number, receipt: string) => Number(remove.run(seq, receipt).changes) > 0,
    hide: (seq: number, receipt: string, until: number, error?: string) => Number(hide.run(until, error ?? null, seq, receipt).changes) > 0,
    inFlight: (seq: number, receipt: string, now: number) => inFlight.get(seq, receipt, now) !== undefined,
    park: (seq: number, to: string, now: number, error?: string) => void park.run(to, now, error ?? null, seq),
    /** Everything parked in `queue` returns to where it came from, or to `fallback` when that was not recorded. */
    back: (queue: string, fallback: string | undefined, now: number) => Number(back.run(fallback ?? null, now, queue).changes),
    /** What the workers of a dead process held comes back as after a failure, not after the whole visibility time-out. */
    release: (now: number) => void release.run(now),
    nextAt: (queue: string) => (next.get(queue) as { at: number | null }).at ?? undefined,
    counts(queue: string, now: number): Counts {
      const row = count.get(now, queue) as { total: number; visible: number; delayed: number };
      return { visible: row.visible, delayed: row.delayed, inFlight: row.total - row.visible - row.delayed };
    },
    /** Counts no further than `limit`. */
    dueCount: (queue: string, now: number, limit: number) => (dueCount.get(queue, now, limit) as { total: number }).total,
    busy: (queue: string, now: number) => busy.get(queue, now) !== undefined,
    list(queue: string, limit: number): StoredMessage[] {
      return (list.all(queue, limit) as unknown as Row[]).map((row) => ({
        id: row.id,
        body: row.body,
        receives: row.receives,
        sentAt: row.sentAt,
        visibleAt: row.visibleAt,
        ...(row.lastError === null ? {} : { lastError: row.lastError }),
      }));
    },
    purge: (queue: string) => void purge.run(queue),
    expire: (queue: string, sentBefore: number) => void expire.run(queue, sentBefore),
  };
}

function toMessage(row: Row): Message {
  return { ...row, attributes: JSON.parse(row.attributes) as Message["attributes"] };
}
