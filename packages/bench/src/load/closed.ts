import { median, short, table } from "../figure.ts";
import { cpuOf } from "./cpu.ts";
import { drive } from "./drive.ts";
import type { Operation } from "./operation.ts";
import { aims, bestPeer } from "./peer.ts";
import type { Rig } from "./rig.ts";

interface Measured {
  perSecond: number;
  /** As often as it goes on for ever: with the time until everything that it set off was done. */
  sustained: number;
  p50: number;
  p99: number;
  serverMilliseconds: number;
  storeMilliseconds: number;
}

interface Length {
  runs: number;
  seconds: number;
}

/** So many clients, each with one request under way at a time; CPU with that of all that follows. Medians of the runs. */
async function measure(rig: Rig, operation: Operation, clients: number, { runs, seconds }: Length): Promise<Measured> {
  const { stage, pids } = rig;
  const all: Measured[] = [];
  for (let run = 0; run < runs; run += 1) {
    const [server, store, began] = [cpuOf(pids.server), cpuOf(pids.store), performance.now()];
    const result = await drive(stage.api, operation, clients, seconds, clients * 100 + run);
    await stage.settled(300);
    const whole = (performance.now() - began) / 1000;
    all.push({
      ...result,
      sustained: result.count / whole,
      serverMilliseconds: (cpuOf(pids.server) - server) / result.count,
      storeMilliseconds: (cpuOf(pids.store) - store) / result.count,
    });
  }
  const of = (key: keyof Measured) => median(all.map((one) => one[key]));
  return {
    perSecond: of("perSecond"),
    sustained: of("sustained"),
    p50: of("p50"),
    p99: of("p99"),
    serverMilliseconds: of("serverMilliseconds"),
    storeMilliseconds: of("storeMilliseconds"),
  };
}

export interface ClosedOptions extends Length {
  clients: number[];
}

/** Each operation with each number of clients, warm; a table, and the best of each operation in requests a second. */
export async function measureClosed(rig: Rig, operations: [string, Operation][], { clients, ...length }: ClosedOptions) {
  const rows: string[][] = [];
  const bests: Record<string, number> = {};
  for (const [name, operation] of operations) {
    await rig.warm(operation, Math.max(...clients));
    const measured: [number, Measured][] = [];
    for (const count of clients) measured.push([count, await measure(rig, operation, count, length)]);
    const best = Math.max(...measured.map(([, { perSecond }]) => perSecond));
    bests[name] = best;
    for (const [count, { perSecond, sustained, p50, p99, serverMilliseconds, storeMilliseconds }] of measured) {
      const ratio = perSecond === best ? `${short(best / bestPeer(name))} of ${aims[name]}` : "";
      const cpu = [serverMilliseconds, storeMilliseconds, serverMilliseconds + storeMilliseconds];
      rows.push([name, String(count), ...[perSecond, sustained, p50, p99, ...cpu].map(short), ratio]);
    }
  }
  const head = ["operation", "clients", "a second", "with what follows", "p50 ms", "p99 ms", "CPU ms server", "store", "all"];
  return { text: table([...head, "x the best peer"], rows), bests };
}
