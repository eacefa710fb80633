import { consumer, type Reaction } from "@souk/core/consumer";
import { reactions as customer } from "@souk/customer/consumer";
import { reactions as inventory } from "@souk/inventory/consumer";
import { reactionsWith as notificationWith } from "@souk/notification/consumer";
import { reactions as order } from "@souk/order/consumer";
import { reactions as payment } from "@souk/payment/consumer";
import { reactionsWith as holdWith } from "@souk/payment/hold";
import { current } from "./invocation.ts";
import { send as sendMail } from "./mail.ts";
import { Queue } from "./queue.ts";
import { deliverWebhook } from "./provider.ts";
import type { World } from "./world.ts";

const hold = holdWith(async (_ctx, event, delaySeconds) => {
  const invocation = current();
  const { id } = event as { id: string };
  await invocation.io("SendMessage HoldAgain", () => {
    if (invocation.strikes("F7")) throw new Error("ThrottlingException");
    invocation.world.queue("HoldAgain").send(JSON.stringify({ detail: event }), id, delaySeconds * 1000);
    if (invocation.strikes("F9")) throw new Error("the queue did not answer");
  });
});

const handled = (name: string, reactions: Reaction[]) =>
  consumer(name, reactions, ({ id, traceparent, shopid }) => current().ctx({ type: "system", name }, id, traceparent, shopid));

const handlers = {
  Order: handled("order", order),
  Payment: handled("payment", payment),
  Hold: handled("hold", hold),
  HoldAgain: handled("hold", hold),
  Inventory: handled("inventory", inventory),
  Customer: handled("customer", customer),
  Notification: handled("notification", notificationWith(sendMail)),
};

/** Every queue of the program with its consumer, as `infra/` declares them. */
export function createQueues(world: World): Map<string, Queue> {
  const queues = Object.entries(handlers).map(
    ([name, handler]) => new Queue(world, { name, delaySeconds: name === "Hold" ? 900 : 0, handler: (_world, batch) => handler(batch) }),
  );
  const webhooks = new Queue(world, { name: "SandboxWebhook", receives: 10, batch: 1, handler: deliverWebhook });
  return new Map([...queues, webhooks].map((queue) => [queue.name, queue]));
}
