import { type Context, listEvents } from "@souk/core";
import { wasReceived } from "@souk/core/consumer";
import { job } from "@souk/core/job";
import { type Patrol, patrol } from "@souk/core/patrol";
import { Order } from "@souk/order";
import { OrderCanceled } from "@souk/order/event";
import { giveBack, name } from "./consumer.ts";

/** By then the hold, the shopper's time at the bank and the queue's own tries are over. */
const waitMilliseconds = 3_600_000;
const firstMilliseconds = 7 * 86_400_000;
const runSeconds = 10;

const instantBefore = (ctx: Context, milliseconds: number) => new Date(ctx.now().getTime() - milliseconds).toISOString();

/**
 * Every order an hour after it was placed: one that was canceled has given its stock back, or does so now, as by its event, once. Who
 * cancels later relies on the event and its dead letters.
 */
export const canceled: Patrol<undefined> = {
  name: "give-back",
  async next(ctx, position) {
    const after = position ?? instantBefore(ctx, firstMilliseconds);
    const page = await Order.listPlaced(ctx, { after, before: instantBefore(ctx, waitMilliseconds), limit: 100 });
    const ended = page.items.filter(({ status }) => status === "canceled");
    return { ...page, items: ended.map(({ orderId }) => ({ subject: orderId, item: undefined })) };
  },
  async check(ctx, orderId) {
    const events = await listEvents(ctx, Order.partitionOf(ctx, orderId));
    const event = events.find(({ type }) => type === OrderCanceled.name);
    if (!event || (await wasReceived(ctx, name, event.id))) return undefined;
    const { reservations } = OrderCanceled.data.strip().parse(event.data);
    if (await giveBack(ctx, event.id, reservations)) ctx.log.warn("stock of a canceled order was given back by the sweeper", { orderId });
    return undefined;
  },
};

export async function run(ctx: Context): Promise<{ StockNotGivenBack: number }> {
  const { stuck } = await patrol(ctx, canceled, runSeconds);
  return { StockNotGivenBack: stuck.length };
}

export const handler = job("inventory-sweep", run);
