import type { Entry } from "@souk/core/aws/event-bus";
import { Random } from "../random.ts";
import type { World } from "./world.ts";

/** Who is told of what: `consumer(name, { events })` in infra/, which a test compares. */
export const rules: Record<string, readonly string[]> = {
  Order: ["order.paid", "order.fulfilled"],
  Payment: ["order.canceled", "order.fulfilled"],
  Hold: ["order.placed"],
  Inventory: ["order.canceled", "order.fulfilled", "order.refunded"],
  Customer: ["order.placed"],
  Notification: ["order.paid", "order.fulfilled", "order.canceled", "payment.refunded"],
};

const hour = 3_600_000;
const nearlyADay = 24 * hour - 60_000;
const fortnight = 14 * 24 * hour;

/** Gives an entry to each queue whose rule it matches: at least once, in any order, up to a day late. */
export function publish(world: World, entry: Entry): void {
  const detail = JSON.parse(entry.Detail ?? "{}") as { id: string; data: Record<string, unknown> };
  world.check.published(detail.id);
  for (const [name, types] of Object.entries(rules)) {
    if (!types.includes(entry.DetailType ?? "")) continue;
    const place = `bus:${detail.id}:${name}`;
    const strikes = (fault: "F1" | "F2" | "F3" | "F21", weight: number) => world.faults.strikes(fault, place, name, weight);
    const told = strikes("F21", 3) ? skewed(detail, world.faults.size("F21", place)) : detail;
    const body = JSON.stringify({ version: "0", id: place, "detail-type": entry.DetailType, source: entry.Source, detail: told });
    const deliver = (milliseconds: number) => world.scheduler.after(milliseconds, () => world.queue(name).send(body, detail.id));
    const random = new Random(`${world.seed}/${place}`);
    const late = strikes("F3", 2)
      ? world.faults.size("F3", place).spread(60_000, 24 * hour)
      : strikes("F2", 4)
        ? random.spread(100, 120_000)
        : 0;
    deliver(random.spread(1, 50) + late);
    if (!strikes("F1", 3)) continue;
    const size = world.faults.size("F1", place);
    for (let copies = size.int(1, 4); copies > 0; copies -= 1)
      deliver(size.pick([1, 1000, 30_000, hour, nearlyADay, fortnight]) + size.next() * 100);
  }
}

/** What a newer producer sends has fields that this consumer has never heard of: in its data, in its envelope, or both. */
function skewed<T extends { data: Record<string, unknown> }>(detail: T, size: Random): T {
  const where = size.pick(["data", "envelope", "both"] as const);
  const later = { addedLater: { by: "a newer version" } };
  const data = where === "envelope" ? detail.data : { ...detail.data, ...later };
  return { ...detail, ...(where === "data" ? {} : later), data };
}
