import type { Context } from "@souk/core";
import { commitOnce, consumer, on } from "@souk/core/consumer";
import { OrderCanceled, OrderFulfilled, OrderRefunded } from "@souk/order/event";
import { summed, type Quantity } from "./inventory.model.ts";
import { findLevels, moving } from "./inventory.store.ts";

export const name = "inventory";

interface Step {
  onHand: 0 | 1 | -1;
  available: 0 | 1;
}

/** Moves all levels of an event and its inbox record in one transaction. A SKU that is tracked no more is left out. False: done before. */
async function move(ctx: Context, eventId: string, lines: Quantity[], step: Step): Promise<boolean> {
  const skus = lines.map(({ sku }) => sku);
  const seen = await findLevels(ctx, skus);
  const missing = skus.filter((sku) => !seen.has(sku));
  // A read that lags does not show a level that was just made: only one that is surely not there is left out.
  const known = missing.length === 0 ? seen : new Map([...seen, ...(await findLevels(ctx, missing, { consistent: true }))]);
  const motions = summed(lines)
    .filter(({ sku }) => known.has(sku))
    .map(({ sku, quantity }) => ({ sku, onHand: step.onHand * quantity, available: step.available * quantity }));
  return motions.length > 0 && commitOnce(ctx, name, eventId, moving(ctx, motions));
}

/** What a canceled order had reserved is available again. */
export const giveBack = (ctx: Context, eventId: string, reservations: Quantity[]): Promise<boolean> =>
  move(ctx, eventId, reservations, { onHand: 0, available: 1 });

export const reactions = [
  on(OrderCanceled, async (ctx, event) => void (await giveBack(ctx, event.id, event.data.reservations))),
  on(OrderFulfilled, async (ctx, event) => {
    const tracked = event.data.lines.filter((line) => line.tracked);
    await move(ctx, event.id, tracked, { onHand: -1, available: 0 });
  }),
  on(OrderRefunded, async (ctx, event) => void (await move(ctx, event.id, event.data.restock, { onHand: 1, available: 1 }))),
];

export const handler = consumer(name, reactions);
