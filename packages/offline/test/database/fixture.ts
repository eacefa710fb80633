import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { createClock } from "../../src/clock.ts";
import type { Database, Faults, Functions, InvokeResult, Log, Services } from "../../src/contract.ts";
import { createDatabase } from "../../src/database/index.ts";
import type { StreamRecord } from "../../src/database/stream.ts";
import type { Graph, Mapping, Table } from "../../src/graph.ts";

export const table: Table = {
  id: "Table",
  name: "souk-test-Table",
  arn: "arn:aws:dynamodb:local:000000000000:table/souk-test-Table",
  fields: { pk: "string", sk: "string", gsi1pk: "string", gsi1sk: "string" },
  primaryIndex: { hashKey: "pk", rangeKey: "sk" },
  globalIndexes: { gsi1: { hashKey: "gsi1pk", rangeKey: "gsi1sk", projection: "all" } },
  ttl: "expiresAt",
  stream: "new-and-old-images",
};

export const relay: Mapping = {
  id: "Relay",
  functionId: "Relay",
  source: { tableId: "Table" },
  filters: [],
  batchSize: 10,
  windowSeconds: 0,
  partialResponses: true,
  bisect: false,
  startingPosition: "TRIM_HORIZON",
  maximumRetryAttempts: 2,
  onFailureArn: "arn:aws:sqs:local:000000000000:dead",
};

export function graphOf(changes: Partial<Graph> = {}): Graph {
  return {
    app: { name: "souk", stage: "test" },
    region: "local",
    tables: [table],
    buckets: [],
    queues: [],
    buses: [],
    rules: [],
    mappings: [],
    apis: [],
    routes: [],
    crons: [],
    sites: [],
    routers: [],
    emails: [],
    secrets: [],
    functions: {},
    links: {},
    outputs: {},
    ...changes,
  };
}

export const silent: Log = { info() {}, warn() {}, error() {} };

export type Handler = (records: StreamRecord[]) => InvokeResult | Promise<InvokeResult>;
export const ok = (payload: unknown = null): InvokeResult => ({ ok: true, payload });
export const failed: InvokeResult = { ok: false, error: { type: "Unhandled", name: "Error", message: "no" } };

export interface Rig {
  stateDir: string;
  database: Database;
  client: DynamoDBClient;
  clock: ReturnType<typeof createClock>;
  /** The sequence numbers of every batch that was handed over. */
  batches: string[][];
  records: StreamRecord[];
  dead: { arn: string; body: string }[];
  /** Waits until every record was handed on, hurrying the pauses between tries. */
  settle(): Promise<void>;
}

const open = new Set<() => Promise<void>>();

const folders = new Set<string>();

export function newStateDir(): string {
  const folder = mkdtempSync(join(tmpdir(), "souk-database-"));
  folders.add(folder);
  return folder;
}

export async function start(
  options: { stateDir?: string; graph?: Graph; handler?: Handler; faults?: () => Faults; endpoint?: string } = {},
): Promise<Rig> {
  const stateDir = options.stateDir ?? newStateDir();
  const clock = createClock();
  const rig = { batches: [] as string[][], records: [] as StreamRecord[], dead: [] as Rig["dead"] };
  const functions: Functions = {
    async invoke(_id, event) {
      const { Records: records } = JSON.parse(JSON.stringify(event)) as { Records: StreamRecord[] };
      rig.records.push(...records);
      rig.batches.push(records.map((record) => record.dynamodb.SequenceNumber));
      return (await options.handler?.(records)) ?? ok();
    },
    reload() {},
    invocations: () => [],
    async close() {},
  };
  const services = { send: (arn: string, body: string) => void rig.dead.push({ arn, body }) } as unknown as Services;
  const database = await createDatabase({
    stateDir,
    clock,
    functions: () => functions,
    services: () => services,
    faults: options.faults,
    random: Math.random,
    log: silent,
    endpoint: options.endpoint,
  });
  open.add(() => database.close());
  await database.apply(options.graph ?? graphOf());
  const client = new DynamoDBClient({
    endpoint: database.url,
    region: "local",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    maxAttempts: 1,
  });
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 1_000 && !database.idle(); turn += 1) {
      await sleep(5);
      clock.advance(500);
    }
    if (!database.idle()) throw new Error("The stream does not come to rest");
  };
  return { stateDir, database, client, clock, ...rig, settle };
}

export async function closeAll(): Promise<void> {
  for (const close of open) await close();
  open.clear();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  folders.clear();
}

export async function until(condition: () => boolean): Promise<void> {
  for (let turn = 0; turn < 1_000 && !condition(); turn += 1) await sleep(5);
  if (!condition()) throw new Error("What was waited for did not happen");
}
