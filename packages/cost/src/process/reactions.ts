import { consumer, type Reaction } from "@souk/core/consumer";
import type { CloudEvent, Context } from "@souk/core";
import { reactions as customer } from "@souk/customer/consumer";
import { reactions as inventory } from "@souk/inventory/consumer";
import { reactionsWith as notificationWith } from "@souk/notification/consumer";
import { reactions as order } from "@souk/order/consumer";
import { reactions as payment } from "@souk/payment/consumer";
import { reactionsWith as holdWith } from "@souk/payment/hold";

type ContextOf = (name: string) => Context;

/** Every consuming domain with what it reacts to. Media is left out: it fetches pictures. */
export function consumersWith(contextOf: ContextOf, mailed: () => void) {
  const all: Record<string, Reaction[]> = {
    customer,
    inventory,
    order,
    payment,
    notification: notificationWith(async () => {
      mailed();
      return "mail-counted";
    }),
    hold: holdWith(async () => {}),
  };
  const handlers = Object.entries(all).map(([name, reactions]) => ({
    name,
    wants: new Set(reactions.map(({ definition }) => definition.name)),
    handle: consumer(name, reactions, () => contextOf(name)),
  }));

  /** Hands an event to all that want it; says to how many. */
  return async function deliver(event: CloudEvent, later: (name: string) => boolean): Promise<number> {
    const wanting = handlers.filter(({ name, wants }) => wants.has(event.type) && !later(name));
    for (const { name, handle } of wanting) {
      const record = { messageId: event.id, body: JSON.stringify({ detail: event }), attributes: { ApproximateReceiveCount: "1" } };
      const { batchItemFailures } = await handle({ Records: [record] } as never);
      if (batchItemFailures.length > 0) throw new Error(`${name} failed on ${event.type}`);
    }
    return wanting.length;
  };
}
