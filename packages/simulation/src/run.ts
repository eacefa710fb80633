import { shop } from "./actor/shopper.ts";
import { intrude } from "./actor/intruder.ts";
import { keepStock, reprice, splitStock, tend } from "./actor/staff.ts";
import { allSkus, baseRows, start, trackedSkus } from "./base.ts";
import type { DeadLetter, Evidence, Violation } from "./check/evidence.ts";
import { judgeEnd } from "./check/final.ts";
import { type Fault, type Fired, type Profile, profileOf } from "./fault.ts";
import { open } from "./open.ts";
import { Random } from "./random.ts";
import { repair } from "./repair.ts";
import { patched } from "./world/platform.ts";
import { finishJobs, startJobs } from "./world/jobs.ts";
import { rules } from "./world/bus.ts";
import { sabotage } from "./world/sabotage.ts";
import { World } from "./world/world.ts";

export interface RunOptions {
  seed: number;
  /** Faults by their ids and actions by their names that this run leaves out. */
  denied?: ReadonlySet<string>;
  /** Other than the seed's own. */
  profile?: Profile;
  /** Faults by their ids that strike, and no others. */
  only?: ReadonlySet<string>;
  keepTrace?: number;
}

export interface Outcome {
  seed: number;
  violations: Violation[];
  trace: string;
  lines: string[];
  /** What functions logged as errors. */
  logs: string[];
  steps: number;
  simulatedMilliseconds: number;
  fired: Fired[];
  profile: Profile;
  /** What the run did: orders placed, paid, and so on. */
  counts: Record<string, number>;
  /** Names of shoppers, staff and acts that may be left out. */
  actions: string[];
  /** With `only`: every place at which a fault could have struck. */
  places: string[];
}

export interface Observed {
  outcome: Outcome;
  evidence: Evidence;
}

const mostSteps = 60_000;
/** How long things go wrong. Dead letters are sent again after it, well before they or the inbox's records are gone. */
const troubleMilliseconds = 48 * 3_600_000;

/** Faults under which an answer may be 5xx: a function dies, or what it needs refuses for longer than it may wait. */
const troubling: Fault[] = ["F4", "F5", "F6", "F7", "F9", "F12", "F14", "F18", "F15"];

const excusing = new Set<Fault>(["F7", "F9", "F12", "F14"]);

/** One run of the whole shop from a seed, from its opening to when nothing happens any more. */
export const run = async (options: RunOptions): Promise<Outcome> => (await observe(options)).outcome;

/** A run with all that it left behind. */
export async function observe({ seed, denied = new Set(), profile: given, only, keepTrace = 0 }: RunOptions): Promise<Observed> {
  const name = `seed ${seed}`;
  const random = new Random(name);
  const drawn = profileOf(random);
  const profile = given ?? drawn;
  const rows = (await baseRows()).copy();
  const slowest = random.pick([5, 60, 800]);
  const haste = random.pick([1, 1, 1, 0.001]);
  const world = new World({ seed: name, start, rows, profile, denied, only, slowest, haste, keepTrace });
  return patched(world, async () => {
    await open(world, random, { capture: random.chance(0.35) ? "manual" : "automatic", mostStock: 7 });
    populate(world, random);
    sabotage(world);
    startJobs(world);
    let settled = await world.scheduler.run({ mostSteps, until: start + troubleMilliseconds });
    const parked = deadLetters(world).filter(({ poison }) => !poison);
    // From here on nothing fails: whatever is left over must come right, dead letters too.
    world.faults.heal();
    const purged = repair(world);
    finishJobs(world);
    settled = settled && (await world.scheduler.run({ mostSteps: 2 * mostSteps }));
    if (!settled)
      world.check.violations.push({
        invariant: "I17",
        message: `did not settle in ${world.scheduler.steps} steps`,
        step: world.scheduler.steps,
      });
    const evidence = evidenceOf(world, profile, { parked, purged });
    const violations = [...world.check.violations, ...judgeEnd(evidence, world.scheduler.steps)];
    const outcome: Outcome = {
      seed,
      violations,
      trace: world.trace.digest(),
      lines: world.trace.lines,
      logs: world.check.logs,
      steps: world.scheduler.steps,
      simulatedMilliseconds: world.scheduler.now - start,
      fired: world.faults.fired,
      profile,
      counts: countsOf(world),
      actions: [...world.asked],
      places: world.faults.places,
    };
    return { outcome, evidence };
  });
}

function populate(world: World, random: Random): void {
  const shoppers = Array.from({ length: random.int(1, 5) }, (_, index) => `shopper${index + 1}`);
  const rush = random.pick([100, 10_000, 600_000]);
  let orders = 0;
  for (const name of shoppers) {
    if (!world.wants(name)) continue;
    void shop(world, name, {
      skus: allSkus,
      rush,
      placed: (order, paid) => {
        const staff = `staff${(orders += 1)}:${name}`;
        if (world.wants(staff)) void tend(world, staff, order, paid);
        const intruder = `intruder${orders}:${name}`;
        if (new Random(`${world.seed}/${intruder}`).chance(0.25) && world.wants(intruder)) void intrude(world, intruder, order);
      },
    });
  }
  if (random.chance(0.4) && world.wants("merchant")) void reprice(world, productsOf(world), rush);
  if (world.wants("keeper")) void keepStock(world, trackedSkus, rush);
  if (world.wants("splitter")) void splitStock(world, trackedSkus, rush);
}

const deadLetters = (world: World): DeadLetter[] =>
  world.queues().flatMap((queue) => queue.dead.map(({ about, receives, poison }) => ({ queue: queue.name, about, receives, poison })));

const productsOf = (world: World) =>
  [
    ...Map.groupBy(
      world.twin.items().filter(({ sk }) => sk === "variant"),
      ({ productId }) => String(productId),
    ),
  ].map(([productId, variants]) => ({
    productId,
    skus: variants.map(({ sku }) => String(sku)),
  }));

function evidenceOf(world: World, profile: Profile, gone: Pick<Evidence, "parked" | "purged">): Evidence {
  const queues = world.queues();
  return {
    shopId: world.shopId,
    items: world.twin.items(),
    commits: world.check.commits,
    told: world.check.told,
    deliveries: world.check.deliveries,
    published: world.check.announced,
    ledger: world.provider.ledger(),
    mails: world.mails,
    dead: deadLetters(world),
    ...gone,
    waiting: [
      ...queues.flatMap((queue) => [...queue.waiting.values()].map(({ about }) => `${queue.name} ${about}`)),
      ...(world.relay.idle ? [] : ["the relay"]),
    ],
    gauges: world.check.gauges,
    relayDead: world.relay.dead.length,
    rules,
    receives: Object.fromEntries(queues.map((queue) => [queue.name, queue.receives])),
    excused: placesOf(world, (fault) => excusing.has(fault)),
    skewed: placesOf(world, (fault) => fault === "F15"),
    troubled: troubling.some((fault) => (profile[fault] ?? 0) > 0) || world.faults.fired.some(({ fault }) => troubling.includes(fault)),
  };
}

const placesOf = (world: World, wanted: (fault: Fault) => boolean) =>
  new Set(world.faults.fired.filter(({ fault }) => wanted(fault)).map(({ id }) => id.slice(id.indexOf("@") + 1, id.lastIndexOf("#"))));

function countsOf(world: World): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { kind, status, text } of world.check.told) {
    const code = status >= 400 ? (/"code":"([^"]+)"/.exec(text)?.[1] ?? "") : "";
    const key = `${kind} ${status}${code ? ` ${code}` : ""}`;
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}
