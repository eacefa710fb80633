import { setTimeout as sleep } from "node:timers/promises";
import type { Mapping, Table } from "../graph.ts";
import { compilePattern, type Matcher } from "../service/pattern.ts";
import { sentenceOf } from "../stage/stage-error.ts";
import type { Checkpoints } from "./checkpoint.ts";
import type { DynamoClient } from "./client.ts";
import { deliver, type DeliveryContext } from "./delivery.ts";
import {
  apiCursor,
  asLambdaSees,
  changesNothing,
  type Cursor,
  iteratorAt,
  pageRecords,
  type Shard,
  shardsOf,
  type StreamRecord,
} from "./stream.ts";
import type { StreamFile } from "./stream-file.ts";
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
  /** The engine's own file, where the stage runs it: read instead of asking the engine. */
  streamFile?: StreamFile | undefined;
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
      if (cursors.every((cursor) => cursor.ended)) cursors = await openCursors(options, progress);
      let more = false;
      for (const cursor of cursors) more = (await advance({ options, progress, stopped, matchers }, cursor)) || more;
      if (more) continue;
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

async function openCursors(options: PumpOptions, progress: Progress): Promise<Cursor[]> {
  const { client, table, mapping, checkpoints, streamFile } = options;
  const cursors: Cursor[] = [];
  const shards = await shardsOf(client, table);
  // The file has one sequence, whatever shards the engine divides it into.
  for (const shard of streamFile ? shards.slice(-1) : shards) {
    const after = checkpoints.get(mapping.id, shard.streamArn, shard.id);
    const from = mapping.startingPosition ?? "TRIM_HORIZON";
    if (after !== undefined) progress.position = Math.max(progress.position ?? 0, Number(after));
    if (streamFile) {
      const begin = from === "LATEST" ? streamFile.tip(table.name) : 0;
      cursors.push(streamFile.cursor(table.name, shard, after === undefined ? begin : Number(after)));
      continue;
    }
    cursors.push(apiCursor(client, shard, await iteratorAt(client, shard, after === undefined ? { from } : { after })));
  }
  return cursors;
}

interface Reading {
  options: PumpOptions;
  progress: Progress;
  stopped: AbortSignal;
  matchers: Matcher[];
}

/** Reads and deals with one page. True when there may be more than it had: what the file had was all, and the next write wakes. */
async function advance(reading: Reading, cursor: Cursor): Promise<boolean> {
  const { options, progress } = reading;
  let records = await cursor.read();
  if (records.length === 0) {
    cursor.pass();
    return false;
  }
  progress.resting = false;
  if (options.mapping.windowSeconds > 0 && records.length < options.mapping.batchSize) {
    await sleep(options.mapping.windowSeconds * 1_000, undefined, { signal: reading.stopped });
    records = await cursor.read();
  }
  await handOn(reading, cursor.shard, records);
  cursor.pass();
  return !options.streamFile || records.length >= pageRecords;
}

/** A record that the filters drop moves the position but costs no checkpoint: after a restart it is only dropped again. */
async function handOn({ options, progress, stopped, matchers }: Reading, shard: Shard, records: StreamRecord[]): Promise<void> {
  const { mapping, checkpoints, table, region } = options;
  let batch: StreamRecord[] = [];
  for (const [index, record] of records.entries()) {
    const seen = asLambdaSees(record, table, shard, region);
    if ((matchers.length === 0 || matchers.some((matches) => matches(seen))) && !changesNothing(record)) batch.push(seen);
    if (batch.length > 0 && (batch.length >= mapping.batchSize || index === records.length - 1)) {
      await deliver({ ...options, stopped }, batch);
      checkpoints.set(mapping.id, shard.streamArn, shard.id, record.dynamodb.SequenceNumber);
      batch = [];
    }
    if (batch.length === 0) progress.position = Number(record.dynamodb.SequenceNumber);
  }
}
