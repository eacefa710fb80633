import type { Context } from "@souk/core";
import { run as giveBack } from "@souk/inventory/sweep";
import { run as reconcile } from "@souk/payment/reconcile";
import { run as sweep } from "@souk/payment/sweep";
import { Random } from "../random.ts";
import { traceOf } from "./gateway.ts";
import { invoke } from "./invocation.ts";
import type { World } from "./world.ts";

/** What runs by the clock, as `infra/` declares it. */
const jobs: Record<string, (ctx: Context) => Promise<Record<string, number>>> = {
  Reconcile: reconcile,
  Sweep: sweep,
  InventorySweep: giveBack,
};

const timeoutMilliseconds = 120_000;
const hour = 3_600_000;

async function run(world: World, kind: string, number: number): Promise<void> {
  const label = `${kind}~${number}`;
  const work = jobs[kind];
  if (!work) throw new Error(`there is no job ${kind}`);
  const ended = await invoke(world, { label, kind, timeoutMilliseconds }, async (invocation) =>
    work(invocation.ctx({ type: "system", name: kind }, label, traceOf(label))),
  );
  if (ended.kind === "failed") world.trace.add(`${world.scheduler.now} ${label} error: ${String(ended.error)}`);
  if (ended.kind === "done") world.check.counted(kind, ended.value);
}

/**
 * Jobs run every few minutes for months; here a few of those runs happen, at instants that chance picks: where nothing is wrong the rest
 * would only take time.
 */
export function startJobs(world: World): void {
  if (!world.swept) return;
  const random = new Random(`${world.seed}/jobs`);
  for (const kind of Object.keys(jobs))
    for (let number = random.int(1, 6); number > 0; number -= 1)
      world.scheduler.after(random.spread(60_000, 47 * hour), () => void run(world, kind, number));
}

/** When nothing fails any more: often enough to come to all that is left, and to look at it twice. */
export function finishJobs(world: World): void {
  if (!world.swept) return;
  for (const kind of Object.keys(jobs))
    for (let number = 101; number <= 103; number += 1)
      world.scheduler.after((number - 100) * 2 * hour, () => void run(world, kind, number));
}
