import type { Stage } from "@souk/testing";
import { percentile, short, table } from "../figure.ts";
import { announcers, type Kind } from "./announce.ts";
import { cpuOf } from "./cpu.ts";
import { driveOpen, findHighest } from "./open.ts";
import type { Rig } from "./rig.ts";

/** From an event's own time, which is before its commit, to when the last of its consumers was done; at so many events a second. */
const goal = { rate: 500, p90: 80, p99: 250 };

interface Latency {
  id: string;
  at: number;
  takenAt: number;
  doneAt: number;
}

export interface EventRun {
  rate: number;
  count: number;
  /** Events that nobody says to be done. */
  missing: number;
  p50: number;
  p90: number;
  p99: number;
  /** Of it until the bus had it. */
  taken90: number;
}

/** What the stage tells of these events. */
export function eventRun(rate: number, ids: Set<string>, told: Latency[]): EventRun {
  const found = told.filter(({ id }) => ids.has(id));
  const whole = found.map(({ at, doneAt }) => doneAt - at);
  return {
    rate,
    count: ids.size,
    missing: ids.size - found.length,
    p50: percentile(whole, 50),
    p90: percentile(whole, 90),
    p99: percentile(whole, 99),
    taken90: percentile(
      found.map(({ at, takenAt }) => takenAt - at),
      90,
    ),
  };
}

export const soonEnough = ({ missing, p90, p99 }: EventRun): boolean => missing === 0 && p90 <= goal.p90 && p99 <= goal.p99;

const names: Record<Kind, string> = {
  initial: "its one consumer has nothing to do",
  counted: "its one consumer reads product, stock and index",
};

/** Event rows at given rates, whose way through stream, relay, bus, queue and consumer the stage has taken down. */
export async function measureEvents(rig: Rig, seconds: number): Promise<string> {
  const rows: string[][] = [];
  for (const kind of ["initial", "counted"] as const) {
    await runAt(rig, kind, 50, 3);
    const { highest, tries } = await findHighest(goal.rate, async (rate) => {
      const { run, busy } = await runAt(rig, kind, rate, seconds);
      return { ok: soonEnough(run), run: { ...run, busy } };
    });
    for (const { ok, run } of tries) {
      const times = [run.p50, run.taken90, run.p90, run.p99].map(short);
      const missing = run.missing === 0 ? "none" : `${run.missing} of ${run.count}`;
      const verdict = run.rate === highest ? "**held, the highest**" : ok ? "held" : "not held";
      rows.push([names[kind], short(run.rate), ...times, missing, `${Math.round(run.busy * 100)} %`, verdict]);
    }
  }
  const head = ["event", `a second, of ${goal.rate}`, "p50 ms", "until the bus, p90", `p90, of ${goal.p90}`, `p99, of ${goal.p99}`];
  return table([...head, "not done", "core busy", ""], rows);
}

async function runAt({ stage, pids }: Rig, kind: Kind, rate: number, seconds: number): Promise<{ run: EventRun; busy: number }> {
  const ids = new Set<string>();
  const { steps, close } = announcers(stage, kind, 32, (id) => void ids.add(id));
  const spent = () => cpuOf(pids.server) + cpuOf(pids.store);
  try {
    const [before, began] = [spent(), performance.now()];
    await driveOpen(steps, { rate, seconds, graceSeconds: 2 });
    const busy = (spent() - before) / (performance.now() - began);
    await stage.settled(300);
    return { run: eventRun(rate, ids, await latenciesOf(stage)), busy };
  } finally {
    close();
  }
}

export const latenciesOf = (stage: Stage): Promise<Latency[]> => stage.control<Latency[]>("/api/latencies");
