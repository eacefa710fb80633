import { short, table } from "../figure.ts";
import { createClient } from "./client.ts";
import { cpuOf } from "./cpu.ts";
import { driveOpen, findHighest, held, type OpenRun } from "./open.ts";
import { type Operation, operations } from "./operation.ts";
import type { Rig } from "./rig.ts";

interface Goal {
  name: string;
  operation: Operation;
  origin: string;
  /** Requests, or whole checkouts, a second; and what the 99th of a hundred may take. */
  rate: number;
  p99Milliseconds: number;
  clients: number;
}

interface Tried extends OpenRun {
  /** Of the one core that server and store share, how much was used. */
  busy: number;
  storeShare: number;
}

const goalsOf = ({ stage }: Rig): Goal[] => {
  const product = operations["product"] as Operation;
  const checkout = operations["checkout"] as Operation;
  const shop = (stage.web ?? stage.api).replace("localhost", "127.0.0.1");
  return [
    { name: "product, at the shop's address", operation: product, origin: shop, rate: 1000, p99Milliseconds: 10, clients: 64 },
    { name: "product, asked of the table", operation: product, origin: stage.api, rate: 1000, p99Milliseconds: 10, clients: 64 },
    { name: "checkout", operation: checkout, origin: stage.api, rate: 200, p99Milliseconds: 50, clients: 64 },
  ];
};

/** Arrivals at a given rate: whether the goal's is held, and the highest that is. */
export async function measureRates(rig: Rig, only: string[], seconds: number): Promise<string> {
  const rows: string[][] = [];
  for (const goal of goalsOf(rig).filter(({ name }) => only.length === 0 || only.some((word) => name.startsWith(word)))) {
    const clients = Array.from({ length: goal.clients }, () => createClient(goal.origin));
    try {
      const steps = await Promise.all(clients.map((client, index) => goal.operation(client, index)));
      await rig.warm(goal.operation, 8);
      const attempt = async (rate: number) => {
        const run = await tryRate(rig, steps, rate, seconds);
        return { ok: held(run, goal.p99Milliseconds), run };
      };
      const { highest, tries } = await findHighest(goal.rate, attempt);
      for (const { ok, run } of tries) rows.push(rowOf(goal, run, ok, run.rate === highest));
    } finally {
      for (const client of clients) client.close();
    }
  }
  const head = [
    "arrivals",
    "a second",
    "goal",
    "p50 ms",
    "p99 ms",
    "goal",
    "not answered",
    "driver late, p99 ms",
    "core busy",
    "of it store",
    "",
  ];
  return table(head, rows);
}

async function tryRate({ stage, pids }: Rig, steps: (() => Promise<void>)[], rate: number, seconds: number): Promise<Tried> {
  const [server, store, began] = [cpuOf(pids.server), cpuOf(pids.store), performance.now()];
  const run = await driveOpen(steps, { rate, seconds, graceSeconds: 2 });
  const [spentServer, spentStore] = [cpuOf(pids.server) - server, cpuOf(pids.store) - store];
  const busy = (spentServer + spentStore) / (performance.now() - began);
  await stage.settled(300);
  return { ...run, busy, storeShare: spentStore / (spentServer + spentStore) };
}

function rowOf(goal: Goal, run: Tried, ok: boolean, highest: boolean): string[] {
  return [
    goal.name,
    short(run.rate),
    String(goal.rate),
    short(run.p50),
    short(run.p99),
    String(goal.p99Milliseconds),
    run.unanswered === 0 ? "none" : `${run.unanswered} of ${run.due}`,
    short(run.driverP99),
    `${Math.round(run.busy * 100)} %`,
    `${Math.round(run.storeShare * 100)} %`,
    highest ? "**held, the highest**" : ok ? "held" : "not held",
  ];
}
