import type { Context } from "@souk/core";
import { commitOnce, consumer, on } from "@souk/core/consumer";
import { OrderCanceled, OrderFulfilled, OrderRefunded } from "@souk/order/event";
import { summed, type Quantity } from "./inventory.model.ts";
import { findLevels, moving } from "./inventory.store.ts";

const name = "inventory";

interface Step {
  onHand: 0 | 1 | -1;
  available: 0 | 1;
}

/** Moves all levels of an event and its inbox record in one transaction. A SKU that is tracked no more is left out. */
async function move(ctx: Context, eventId: string, lines: Quantity[], step: Step): Promise<void> {
  const known = await findLevels(
    ctx,
    lines.map(({ sku }) => sku),
  );
  const motions = summed(lines)
    .filter(({ sku }) => known.has(sku))
    .map(({ sku, quantity }) => ({ sku, onHand: step.onHand * quantity, available: step.available * quantity }));
  if (motions.length > 0) await commitOnce(ctx, name, eventId, moving(ctx, motions));
}

export const reactions = [
  on(OrderCanceled, (ctx, event) => move(ctx, event.id, event.data.reservations, { onHand: 0, available: 1 })),
  on(OrderFulfilled, (ctx, event) =>
    move(
      ctx,
      event.id,
      event.data.lines.filter((line) => line.tracked),
      { onHand: -1, available: 0 },
    ),
  ),
  on(OrderRefunded, (ctx, event) => move(ctx, event.id, event.data.restock, { onHand: 1, available: 1 })),
];

export const handler = consumer(name, reactions);
