import { isDeepStrictEqual } from "node:util";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Clock, Database, FaultName, Faults, Functions, Log, Services } from "../contract.ts";
import type { Graph, Mapping, Table } from "../graph.ts";
import { sentenceOf, StageError } from "../stage/stage-error.ts";
import { openCheckpoints } from "./checkpoint.ts";
import { createClient } from "./client.ts";
import { type Engine, startEngine } from "./engine.ts";
import { startFaultProxy } from "./fault-proxy.ts";
import { type Pump, startPump } from "./pump.ts";
import { openStreamFile, type StreamFile } from "./stream-file.ts";
import { startSweep } from "./sweep.ts";
import { applyTable } from "./table.ts";
import { createWaker } from "./waker.ts";

export interface DatabaseOptions {
  stateDir: string;
  clock: Clock;
  functions: () => Functions;
  services: () => Services;
  /** Undefined: functions talk to the engine directly, and no fault can be switched on later. */
  faults?: (() => Faults) | undefined;
  onFault?: (name: FaultName) => void;
  random: () => number;
  log: Log;
  /** An endpoint that somebody else runs, in place of the engine. */
  endpoint?: string | undefined;
  /** Called when the engine ends while nobody asked it to; the stage cannot go on. */
  onFailure?: (reason: string) => void;
}

const trimMilliseconds = 5_000;
/** Records of a table that nothing reads are kept so far back, for a look with other tools. */
const keptUnread = 1_000;

export async function createDatabase(options: DatabaseOptions): Promise<Database> {
  const { stateDir, clock, log } = options;
  mkdirSync(stateDir, { recursive: true });
  const engine = await openEngine(options);
  const client = createClient(engine.url);
  const streamFile = engine.file === undefined ? undefined : openStreamFile(engine.file);
  const checkpoints = openCheckpoints(join(stateDir, "stream.sqlite"));
  const waker = createWaker(engine.file, log);
  let tables: Table[] = [];
  let pumps: Pump[] = [];
  let closing: Promise<void> | undefined;
  const proxy = options.faults
    ? await startFaultProxy({
        target: engine.url,
        tables: () => tables,
        faults: options.faults,
        onFault: options.onFault,
        random: options.random,
      })
    : undefined;
  const stopSweep = startSweep({ client, tables: () => tables, clock, log });
  const trimmer = setInterval(() => trimAll(streamFile, tables, pumps, log), trimMilliseconds);

  async function apply(graph: Graph): Promise<void> {
    for (const table of graph.tables) await applyTable(client, table);
    tables = graph.tables;
    const wanted = graph.mappings.filter((mapping) => "tableId" in mapping.source);
    const [kept, dropped] = [pumps.filter((pump) => wanted.some((mapping) => isDeepStrictEqual(mapping, pump.mapping))), new Set(pumps)];
    for (const pump of kept) dropped.delete(pump);
    await Promise.all([...dropped].map((pump) => pump.stop()));
    const fresh = wanted.filter((mapping) => !kept.some((pump) => isDeepStrictEqual(mapping, pump.mapping)));
    pumps = [...kept, ...fresh.flatMap((mapping) => pumpOf(mapping, graph))];
  }

  function pumpOf(mapping: Mapping, graph: Graph): Pump[] {
    const table = tableOf(mapping, graph.tables);
    if (!table) return [];
    const { functions, services } = options;
    return [startPump({ mapping, table, region: graph.region, client, checkpoints, waker, functions, services, clock, log, streamFile })];
  }

  async function close(): Promise<void> {
    clearInterval(trimmer);
    stopSweep();
    await Promise.all(pumps.map((pump) => pump.stop()));
    waker.close();
    await proxy?.close();
    client.close();
    trimAll(streamFile, tables, pumps, log);
    streamFile?.close();
    checkpoints.close();
    await engine.close();
  }

  return {
    url: proxy?.url ?? engine.url,
    apply,
    idle: () => pumps.every((pump) => pump.resting() && caughtUp(pump, tables, streamFile)),
    close: () => (closing ??= close()),
  };
}

async function openEngine({ endpoint, stateDir, log, onFailure }: DatabaseOptions): Promise<Engine> {
  if (endpoint === undefined) return startEngine({ stateDir, log, onExit: onFailure ?? ((reason) => log.error(reason)) });
  const client = createClient(endpoint);
  try {
    await client.call("ListTables", {});
  } catch (error) {
    throw new StageError(`No DynamoDB answers at ${endpoint} (${sentenceOf(error)}): start it, or unset SOUK_DYNAMODB.`);
  } finally {
    client.close();
  }
  return { url: endpoint, close: async () => {} };
}

function tableOf(mapping: Mapping, tables: Table[]): Table | undefined {
  const { source } = mapping;
  return "tableId" in source ? tables.find((table) => table.id === source.tableId) : undefined;
}

/** A write that the pump has not looked for yet is seen in the file at once. */
function caughtUp(pump: Pump, tables: Table[], streamFile: StreamFile | undefined): boolean {
  const table = tableOf(pump.mapping, tables);
  if (!table || !streamFile) return true;
  // Started at the end of the stream and has seen nothing since.
  if (pump.position() === undefined && pump.mapping.startingPosition === "LATEST") return true;
  return streamFile.tip(table.name) <= (pump.position() ?? 0);
}

function trimAll(streamFile: StreamFile | undefined, tables: Table[], pumps: Pump[], log: Log): void {
  if (!streamFile) return;
  try {
    for (const table of tables) {
      const readers = pumps.filter((pump) => tableOf(pump.mapping, tables) === table);
      const consumed =
        readers.length > 0 ? Math.min(...readers.map((pump) => pump.position() ?? 0)) : streamFile.tip(table.name) - keptUnread;
      if (table.stream && consumed > 0) streamFile.trim(table.name, consumed);
    }
  } catch (error) {
    log.warn(`Read stream records could not be deleted: ${sentenceOf(error)}`);
  }
}
