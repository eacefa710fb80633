import { setTimeout as sleep } from "node:timers/promises";
import type { Mapping, Table } from "../graph.ts";
import { compilePattern, type Matcher } from "../service/pattern.ts";
import { sentenceOf } from "../stage/stage-error.ts";
import type { Checkpoints } from "./checkpoint.ts";
import type { DynamoClient } from "./client.ts";
import { deliver, type DeliveryContext } from "./delivery.ts";
import { asLambdaSees, changesNothing, iteratorAt, type Position, readPage, type Shard, shardsOf, type StreamRecord } from "./stream.ts";
import type { Waker } from "./waker.ts";

export interface Pump {
  readonly mapping: Mapping;
  /** The last sequence number that is dealt with; undefined before the first. */
  position(): number | undefined;
  /** True when its last look found nothing and nothing is under way. */
  resting(): boolean;
  stop(): Promise<void>;
}

export interface PumpOptions extends Omit<DeliveryContext, "stopped"> {
  table: Table;
  region: string;
  client: DynamoClient;
  checkpoints: Checkpoints;
  waker: Waker;
}

interface Cursor {
  shard: Shard;
  /** Undefined when the shard is closed and read to its end. */
  iterator: string | undefined;
}

interface Progress {
  position: number | undefined;
  resting: boolean;
}

/** Reads a table's stream for one mapping, batch after batch, and stores the position after each. */
export function startPump(options: PumpOptions): Pump {
  const stop = new AbortController();
  const progress: Progress = { position: undefined, resting: false };
  const ended = run(options, progress, stop.signal);
  return {
    mapping: options.mapping,
    position: () => progress.position,
    resting: () => progress.resting,
    async stop() {
      stop.abort();
      options.waker.wake();
      // A handler that runs on is not waited for: its batch has no checkpoint yet and comes again.
      await Promise.race([ended, sleep(2_000, undefined, { ref: false })]);
    },
  };
}

async function run(options: PumpOptions, progress: Progress, stopped: AbortSignal): Promise<void> {
  const matchers = options.mapping.filters.map(compilePattern);
  let cursors: Cursor[] = [];
  while (!stopped.aborted) {
    // Asked for before reading: a write in between must not be slept through.
    const woken = options.waker.next();
    try {
      if (cursors.every((cursor) => cursor.iterator === undefined)) cursors = await openCursors(options, progress);
      let found = false;
      for (const cursor of cursors) found = (await advance({ options, progress, stopped, matchers }, cursor)) || found;
      if (found) continue;
      progress.resting = true;
      await woken;
    } catch (error) {
      if (stopped.aborted) return;
      options.log.warn(`The stream of ${options.table.id} could not be read on, and is tried again: ${sentenceOf(error)}`);
      cursors = [];
      await sleep(500, undefined, { ref: false });
    }
    progress.resting = false;
  }
}

async function openCursors({ client, table, mapping, checkpoints }: PumpOptions, progress: Progress): Promise<Cursor[]> {
  const cursors: Cursor[] = [];
  for (const shard of await shardsOf(client, table)) {
    const after = checkpoints.get(mapping.id, shard.streamArn, shard.id);
    const position: Position = after === undefined ? { from: mapping.startingPosition ?? "TRIM_HORIZON" } : { after };
    if (after !== undefined) progress.position = Math.max(progress.position ?? 0, Number(after));
    cursors.push({ shard, iterator: await iteratorAt(client, shard, position) });
  }
  return cursors;
}

interface Reading {
  options: PumpOptions;
  progress: Progress;
  stopped: AbortSignal;
  matchers: Matcher[];
}

/** Reads and deals with one page; false when there was nothing. */
async function advance(reading: Reading, cursor: Cursor): Promise<boolean> {
  const { options, progress } = reading;
  if (cursor.iterator === undefined) return false;
  let page = await readPage(options.client, cursor.iterator);
  if (page.records.length === 0) {
    cursor.iterator = page.next;
    return false;
  }
  progress.resting = false;
  if (options.mapping.windowSeconds > 0 && page.records.length < options.mapping.batchSize) {
    await sleep(options.mapping.windowSeconds * 1_000, undefined, { signal: reading.stopped });
    page = await readPage(options.client, cursor.iterator);
  }
  await handOn(reading, cursor.shard, page.records);
  cursor.iterator = page.next;
  return true;
}

/** A record that the filters drop moves the position but costs no checkpoint: after a restart it is only dropped again. */
async function handOn({ options, progress, stopped, matchers }: Reading, shard: Shard, records: StreamRecord[]): Promise<void> {
  const { mapping, checkpoints, table, region } = options;
  let batch: StreamRecord[] = [];
  for (const [index, record] of records.entries()) {
    const seen = asLambdaSees(record, table, shard, region);
    if (!changesNothing(record) && (matchers.length === 0 || matchers.some((matches) => matches(seen)))) batch.push(seen);
    if (batch.length > 0 && (batch.length >= mapping.batchSize || index === records.length - 1)) {
      await deliver({ ...options, stopped }, batch);
      checkpoints.set(mapping.id, shard.streamArn, shard.id, record.dynamodb.SequenceNumber);
      batch = [];
    }
    if (batch.length === 0) progress.position = Number(record.dynamodb.SequenceNumber);
  }
}
