import { Random } from "../random.ts";
import type { World } from "./world.ts";

const hour = 3_600_000;

/** What strikes at an hour and not at a call: power cuts, poison, and whether what has expired is deleted. */
export function sabotage(world: World): void {
  const random = new Random(`${world.seed}/sabotage`);
  const { scheduler, faults } = world;
  for (let cut = 1; cut <= 8; cut += 1) {
    const at = random.spread(50, 2 * hour);
    if (faults.strikes("F18", `cut${cut}`, "everything", 8)) scheduler.after(at, () => world.powerCut());
  }
  for (const queue of world.queues()) {
    const at = random.spread(50, hour);
    if (!faults.strikes("F11", queue.name, queue.name, 5)) continue;
    const body = random.pick(["not json", "{}", JSON.stringify({ detail: { id: "evt_poison", type: "order.placed" } })]);
    scheduler.after(at, () => queue.send(body, `poison:${queue.name}`, 0, true));
  }
  if (!faults.has("F16")) for (const days of [0.5, 1.2, 3, 36]) scheduler.after(days * 24 * hour, () => expire(world));
}

/** DynamoDB deletes what has expired, some day. */
export function expire(world: World): void {
  for (const item of world.twin.items()) {
    const { pk, sk, expiresAt } = item;
    if (typeof expiresAt === "number" && expiresAt * 1000 <= world.scheduler.now)
      world.twin.rows.set(String(pk), String(sk), undefined, world.scheduler.now);
  }
}
