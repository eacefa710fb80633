/**
 * `npm run bench:load [-- --seconds 2] [--runs 3] [--clients 1,8,32] [--only checkout] [--stage-only]`: the offline stage, server and
 * database, on one core and its load on the other. Prints a table in Markdown; fails when the load left the shop in a state that may not be.
 */
import os from "node:os";
import { parseArgs } from "node:util";
import { dropState, startStage } from "@souk/testing";
import { median, short, table } from "../figure.ts";
import { cpuOf, memoryOf, pin, processesOf } from "./cpu.ts";
import { drive, type Run } from "./drive.ts";
import { checkInvariants } from "./invariant.ts";
import { measureKept } from "./kept.ts";
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
const stage = await startStage({ web: true, under: ["taskset", "-c", "0"] });
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
    const url = new URL(`/v1/catalog/products/${handleOf(1)}?country=DE`, stage.web?.replace("localhost", "127.0.0.1"));
    const { throughput, cpu, router, bare, bytes } = await measureKept(url, pids.server, {
      pairs: Math.max(5, Number(values.runs)),
      seconds,
    });
    console.log(
      `A product of ${bytes} bytes that the router keeps, 8 connections: ${short(router.perSecond)} a second at ${short(router.cpuMilliseconds)} CPU ms; bare node:http with the same bytes and headers ${short(bare.perSecond)} at ${short(bare.cpuMilliseconds)}. ${short(throughput)} of its throughput, ${short(cpu)} by CPU. Asked of the function and the table, a product read is ${short(product / bare.perSecond)} of it.`,
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
