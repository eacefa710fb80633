import { Client } from "./actor/client.ts";
import { staffKey } from "./world/gateway.ts";
import type { World } from "./world/world.ts";

const hour = 3_600_000;

/** Whose messages may be lost for good, and of what: the sweepers find what they would have done. */
const swept = { Hold: /order\.placed/, HoldAgain: /./, Inventory: /order\.canceled/ };

/**
 * What operators and staff do after bad days: dead letters are sent again, and orders that nobody ended are ended. Where
 * sweepers run, what those do without is cleared away. Answers what was cleared away.
 */
export function repair(world: World): Set<string> {
  const purged = new Set<string>();
  if (world.swept)
    for (const [name, body] of Object.entries(swept))
      for (const { about } of world.queue(name).purge((message) => !message.poison && body.test(message.body)))
        purged.add(`${name} ${about}`);
  for (const queue of world.queues()) queue.redrive();
  world.scheduler.after(hour, () => void endWhatIsRefunded(world));
  return purged;
}

/** An order that was given back whole and shipped in part still holds stock: staff try all that there is to end it. */
async function endWhatIsRefunded(world: World): Promise<void> {
  const client = new Client(world, "closing");
  for (const { sk, orderId, status, paymentStatus, fulfillmentStatus } of world.twin.items()) {
    if (sk !== "order" || status !== "open" || paymentStatus !== "refunded" || fulfillmentStatus !== "partially_fulfilled") continue;
    const path = `/v1/orders/${String(orderId)}`;
    const canceled = await client.insist({ kind: "cancelOrder", method: "POST", path: `${path}/cancel`, key: client.key(), staffKey }, 5);
    if (canceled.status !== 200)
      await client.insist({ kind: "fulfillOrder", method: "POST", path: `${path}/fulfillments`, key: client.key(), staffKey, body: {} }, 5);
  }
}
