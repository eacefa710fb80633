import { short, table } from "../figure.ts";
import { createClient, expectOk, sendUntilTold } from "./client.ts";
import { cpuOf } from "./cpu.ts";
import { driveOpen, findHighest, held, type OpenRun } from "./open.ts";
import { type Operation, operations, productPath } from "./operation.ts";
import type { Rig } from "./rig.ts";
import { products } from "./shop.ts";

interface Goal {
  name: string;
  operation: Operation;
  origin: string;
  /** Requests, or whole checkouts, a second; and what the 99th of a hundred may take. */
  rate: number;
  p99Milliseconds: number;
  clients: number;
  /** What is asked for once before: answers that are kept are what is measured. */
  first?: string[];
}

interface Tried extends OpenRun {
  /** Of the one core that server and store share, how much was used. */
  busy: number;
  /** For each that was answered, with all that it set off. */
  cpuMilliseconds: number;
}

const goalsOf = ({ stage }: Rig): Goal[] => {
  const product = operations["product"] as Operation;
  const checkout = operations["checkout"] as Operation;
  const all = Array.from({ length: products }, (_, index) => productPath(index));
  const shop = (stage.web ?? stage.api).replace("localhost", "127.0.0.1");
  return [
    { name: "product, at the shop's address", operation: product, origin: shop, rate: 1000, p99Milliseconds: 10, clients: 64, first: all },
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
      const [client] = clients;
      if (client) for (const path of goal.first ?? []) expectOk(path, await sendUntilTold(client, "GET", path));
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
    "core had",
    "CPU ms each",
    "",
  ];
  return table(head, rows);
}

async function tryRate({ stage, pids }: Rig, steps: (() => Promise<void>)[], rate: number, seconds: number): Promise<Tried> {
  const spent = () => cpuOf(pids.server) + cpuOf(pids.store);
  const [before, began] = [spent(), performance.now()];
  const run = await driveOpen(steps, { rate, seconds, graceSeconds: 2 });
  const busy = (spent() - before) / (performance.now() - began);
  await stage.settled(300);
  return { ...run, busy, cpuMilliseconds: (spent() - before) / (run.due - run.unanswered) };
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
    short(run.cpuMilliseconds),
    highest ? "**held, the highest**" : ok ? "held" : "not held",
  ];
}
