/**
 * The offline stage, server and database, on one core and its load on the other. Prints tables in Markdown; fails when the load left the
 * shop in a state that may not be.
 *
 * `npm run bench:load [-- --seconds 2] [--runs 3] [--clients 1,8,32] [--only product,checkout]`: as fast as so many clients go
 * `npm run bench:load -- --rate [--seconds 4] [--only product]`: arrivals at given rates, and the highest that is held
 * `npm run bench:load -- --events [--seconds 4]`: how long events take from their commit until all their consumers are done
 * `--state DIR` keeps the filled shop for the next time.
 */
import os from "node:os";
import { parseArgs } from "node:util";
import { short } from "../figure.ts";
import { measureClosed } from "./closed.ts";
import { measureEvents } from "./event-latency.ts";
import { repeats } from "./client.ts";
import { checkInvariants, readBooks } from "./invariant.ts";
import { measureKept } from "./kept.ts";
import { operations, tally } from "./operation.ts";
import { measureRates } from "./rate.ts";
import { openRig, type Rig } from "./rig.ts";
import { handleOf } from "./shop.ts";

const { values } = parseArgs({
  options: {
    seconds: { type: "string" },
    runs: { type: "string", default: "3" },
    clients: { type: "string", default: "1,8,32" },
    warm: { type: "string", default: "12" },
    only: { type: "string" },
    state: { type: "string" },
    rate: { type: "boolean", default: false },
    events: { type: "boolean", default: false },
  },
});
const only = values.only?.split(",") ?? [];
const runs = Number(values.runs);

async function closed(rig: Rig): Promise<void> {
  const chosen = Object.entries(operations).filter(([name]) => only.length === 0 || only.includes(name));
  const [seconds, clients] = [Number(values.seconds ?? 2), values.clients.split(",").map(Number)];
  const { text, bests } = await measureClosed(rig, chosen, { runs, seconds, clients });
  console.log(`Medians of ${runs} runs of ${seconds} s each, warm.\n\n${text}\n`);
  if (bests["product"] !== undefined) await kept(rig, seconds, bests["product"]);
}

async function kept({ stage, pids }: Rig, seconds: number, product: number): Promise<void> {
  const url = new URL(`/v1/catalog/products/${handleOf(1)}?country=DE`, stage.web?.replace("localhost", "127.0.0.1"));
  const { throughput, cpu, router, bare, bytes } = await measureKept(url, pids.server, { pairs: Math.max(7, runs), seconds });
  console.log(
    `A product of ${bytes} bytes that the router keeps, 8 connections, medians of pairs: ${short(router.perSecond)} a second at ${short(router.cpuMilliseconds)} CPU ms; bare node:http with the same bytes and headers ${short(bare.perSecond)} at ${short(bare.cpuMilliseconds)}. ${short(throughput)} of its throughput, ${short(cpu)} by CPU, of the 0.7 aimed at. Asked of the function and the table, a product read is ${short(product / bare.perSecond)} of it.`,
  );
}

const rig = await openRig(values.state, Number(values.warm));
try {
  console.log(
    `${os.cpus()[0]?.model ?? ""}, Node ${process.version}, ${new Date().toISOString().slice(0, 10)}; load of the machine before it ${os.loadavg()[0]?.toFixed(1)}.`,
  );
  const idle = rig.memory();
  const sells = !values.events && (only.length === 0 || only.includes("checkout"));
  const before = sells ? await readBooks(rig.stage) : undefined;
  if (values.rate) console.log(await measureRates(rig, only, Number(values.seconds ?? 4)));
  if (values.events) console.log(await measureEvents(rig, Number(values.seconds ?? 4)));
  if (!values.rate && !values.events) await closed(rig);
  console.log(
    `Ready after ${short(rig.startSeconds)} s, filled in ${short(rig.fillSeconds)} s; memory ${short(idle)} MiB with the catalog in, ${short(rig.memory())} after the load.`,
  );
  if (repeats.count > 0)
    console.log(`${repeats.count} requests were answered 503, in flight or contended, and sent again under their key.`);
  console.log(before ? checkInvariants(before, await readBooks(rig.stage), tally.placed) : "No orders were placed.");
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
} finally {
  await rig.stop();
}
