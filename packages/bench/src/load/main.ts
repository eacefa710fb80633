/**
 * `npm run bench:load [-- --seconds 2] [--runs 3] [--clients 1,8,32] [--only checkout] [--stage-only]`: the offline stage, server and
 * database, on one core and its load on the other. Prints a table in Markdown; fails when the load left the shop in a state that may not be.
 */
import { spawn } from "node:child_process";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { dropState, startStage } from "@souk/testing";
import { median, short, table } from "../figure.ts";
import { createClient } from "./client.ts";
import { cpuOf, memoryOf, pin, processesOf } from "./cpu.ts";
import { drive, type Run } from "./drive.ts";
import { checkInvariants } from "./invariant.ts";
import { type Operation, operations } from "./operation.ts";
import { aims, bestPeer } from "./peer.ts";
import { fillShop, handleOf } from "./shop.ts";

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "2" },
    runs: { type: "string", default: "3" },
    clients: { type: "string", default: "1,8,32" },
    only: { type: "string" },
  },
});
const seconds = Number(values.seconds);
const chosen = Object.entries(operations).filter(([name]) => values.only === undefined || values.only.split(",").includes(name));

interface Measured extends Run {
  serverMilliseconds: number;
  storeMilliseconds: number;
}

const began = performance.now();
const stage = await startStage({ under: ["taskset", "-c", "0"] });
const startSeconds = (performance.now() - began) / 1000;
const pids = processesOf(stage.pid);
const rows: string[][] = [];
let seed = 0;
let placed = 0;

async function measure(origin: string, name: string, operation: Operation, clients: number): Promise<Measured> {
  const runs: Measured[] = [];
  const warm = await drive(origin, operation, clients, Math.min(1, seconds), (seed += 1));
  if (name === "checkout") placed += warm.count;
  for (let run = 0; run < Number(values.runs); run += 1) {
    const [server, store] = [cpuOf(pids.server), cpuOf(pids.store)];
    const result = await drive(origin, operation, clients, seconds, (seed += 1));
    const spent = { server: cpuOf(pids.server) - server, store: cpuOf(pids.store) - store };
    if (name === "checkout") placed += result.count;
    runs.push({ ...result, serverMilliseconds: spent.server / result.count, storeMilliseconds: spent.store / result.count });
  }
  const of = (key: keyof Measured) => median(runs.map((run) => run[key]));
  return {
    perSecond: of("perSecond"),
    p50: of("p50"),
    p99: of("p99"),
    count: of("count"),
    seconds: of("seconds"),
    serverMilliseconds: of("serverMilliseconds"),
    storeMilliseconds: of("storeMilliseconds"),
  };
}

/** The same answer from a server that does nothing else, on the stage's core: requests per second of 8 clients. */
async function bare(bytes: number): Promise<number> {
  const child = spawn("taskset", ["-c", "0", process.execPath, path.join(import.meta.dirname, "bare.mjs"), String(bytes)]);
  try {
    const port = await new Promise<string>((resolve) => child.stdout.once("data", (chunk: Buffer) => resolve(chunk.toString().trim())));
    const ask: Operation = async (client) => async () => void (await client.send("GET", "/"));
    const runs = [];
    for (let run = 0; run < Number(values.runs) + 1; run += 1)
      runs.push((await drive(`http://127.0.0.1:${port}`, ask, 8, seconds, 0)).perSecond);
    return median(runs.slice(1));
  } finally {
    child.kill();
  }
}

try {
  pin(process.pid, 1);
  await fillShop(stage);
  const idle = memoryOf(pids.server) + memoryOf(pids.store);
  let product = 0;
  for (const [name, operation] of chosen) {
    const measured: [number, Measured][] = [];
    for (const clients of values.clients.split(",").map(Number))
      measured.push([clients, await measure(stage.api, name, operation, clients)]);
    const best = Math.max(...measured.map(([, { perSecond }]) => perSecond));
    if (name === "product") product = best;
    for (const [clients, { perSecond, p50, p99, serverMilliseconds, storeMilliseconds }] of measured) {
      const ratio = perSecond === best ? `${short(best / bestPeer(name))} of ${aims[name]}` : "";
      const cpu = [serverMilliseconds, storeMilliseconds, serverMilliseconds + storeMilliseconds].map(short);
      rows.push([name, String(clients), short(perSecond), short(p50), short(p99), ...cpu, ratio]);
    }
  }
  const head = ["operation", "clients", "a second", "p50 ms", "p99 ms", "CPU ms server", "store", "all", "x the best peer"];
  console.log(`${os.cpus()[0]?.model ?? ""}, Node ${process.version}; ${values.runs} runs of ${seconds} s each, medians.\n`);
  console.log(`${table(head, rows)}\n`);
  if (product > 0) {
    const client = createClient(stage.api);
    const { body } = await client.send("GET", `/v1/catalog/products/${handleOf(1)}?country=DE`);
    client.close();
    const least = await bare(Buffer.byteLength(body));
    console.log(
      `Bare node:http with the same ${Buffer.byteLength(body)} bytes: ${short(least)} a second; a product read is ${short(product / least)} of that.`,
    );
  }
  console.log(
    `Ready after ${short(startSeconds)} s; memory ${short(idle)} MiB with the catalog in, ${short(memoryOf(pids.server) + memoryOf(pids.store))} after the load.`,
  );
  console.log(placed > 0 ? await checkInvariants(stage, placed) : "No orders were placed.");
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
} finally {
  await stage.stop();
  dropState(stage.state);
}
