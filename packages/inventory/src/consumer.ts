import { type Context, TransactionRefused } from "@souk/core";
import { commitOnce, consumer, on } from "@souk/core/consumer";
import { OrderCanceled, OrderFulfilled, OrderRefunded } from "@souk/order/event";
import { type Draw, type Level, summed } from "./inventory.model.ts";
import { findLevels, moving } from "./inventory.store.ts";

export const name = "inventory";

interface Step {
  onHand: 0 | 1 | -1;
  available: 0 | 1;
}

/** A level that is missing from a read which may be stale is looked for again: what is left out of a movement is left out for good. */
async function levelsOf(ctx: Context, skus: string[], consistent: boolean): Promise<Map<string, Level>> {
  const levels = await findLevels(ctx, skus, { consistent });
  return consistent || skus.every((sku) => levels.has(sku)) ? levels : findLevels(ctx, skus, { consistent: true });
}

/** Moves all levels of an event and its inbox record in one transaction. A SKU that is tracked no more is left out. False: done before. */
async function move(ctx: Context, eventId: string, lines: Draw[], step: Step): Promise<boolean> {
  for (let tries = 1; ; tries += 1) {
    const known = await levelsOf(
      ctx,
      lines.map(({ sku }) => sku),
      tries > 1,
    );
    // A shard that was joined with the others since gave them what it had, and is given nothing back.
    const home = ({ sku, shard = 0 }: Draw) => (shard < (known.get(sku)?.parts.length ?? 1) ? shard : 0);
    const motions = summed(lines.map((line) => ({ ...line, shard: home(line) })))
      .filter(({ sku }) => known.has(sku))
      .map(({ sku, quantity, shard }) => ({ sku, shard, onHand: step.onHand * quantity, available: step.available * quantity }));
    try {
      return motions.length > 0 && (await commitOnce(ctx, name, eventId, moving(ctx, motions)));
    } catch (error) {
      const joined = error instanceof TransactionRefused && error.failedAll("shard:").length > 0;
      if (!joined || tries === 5) throw error;
    }
  }
}

/** What a canceled order had reserved is available again. */
export const giveBack = (ctx: Context, eventId: string, reservations: Draw[]): Promise<boolean> =>
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
