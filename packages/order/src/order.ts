import { type CloudEvent, Contended, type Context, listEvents, proves, retryConflicts, transact, TransactionRefused } from "@souk/core";
import { NotCancelable, NotFulfillable, OrderNotFound, OverFulfilled } from "./order.error.ts";
import { OrderFulfilled } from "./order.event.ts";
import { canceling, completing, fulfilling } from "./order.fragment.ts";
import { type Detail, type Fulfillment, type Head, type Quantity, remaining, summed, type Tracking } from "./order.model.ts";
import { allows } from "./order.move.ts";
import * as Store from "./order.store.ts";

export * from "./order.error.ts";
export { authorizing, canceling, completing, draft, fulfilling, type NewOrder, paying, placing, refunding } from "./order.fragment.ts";
export * from "./order.model.ts";
export { allows, type Command, leads, moves } from "./order.move.ts";
export { erasing, joining, listByCustomer } from "./order.customer.ts";
export { listPlaced, type PlacedPage } from "./order.placed.ts";
export { findDetail, findHead, partitionOf } from "./order.store.ts";

/** Guests are known by the order's token, customers by their id; whoever may not see an order is told that there is none. */
function admit(ctx: Context, head: Head | undefined, orderId: string): asserts head is Head {
  const { actor } = ctx;
  const known = head !== undefined && actor.type !== "public";
  const own = actor.type === "customer" && head?.customerId === actor.customerId;
  const foreign = (actor.type === "guest" || actor.type === "customer") && !own && !proves(ctx, "order", orderId);
  if (!known || foreign) throw OrderNotFound({ orderId });
}

/** Throws `order.not_found` when it is absent or another's. */
export async function get(ctx: Context, orderId: string): Promise<{ head: Head; detail: Detail }> {
  const { head, detail } = await Store.findWhole(ctx, orderId);
  admit(ctx, head, orderId);
  if (!detail) throw new Error(`order ${orderId} has a head and no detail`);
  return { head, detail };
}

/** As `get`, perhaps as it was a second ago, at half the price: for who needs only what never changes. */
export async function getSoon(ctx: Context, orderId: string): Promise<{ head: Head; detail: Detail }> {
  const { head, detail } = await Store.findWhole(ctx, orderId, { consistent: false });
  if (!head || !detail) return get(ctx, orderId);
  admit(ctx, head, orderId);
  return { head, detail };
}

/** An order as a page shows it, with its shipments. Throws `order.not_found`. */
export async function view(ctx: Context, orderId: string) {
  const { head, detail } = await get(ctx, orderId);
  const { restocked: _restocked, fulfilled, ...shown } = head;
  const { shards: _shards, ...sold } = detail;
  const lines = detail.lines.map((line) => ({ ...line, fulfilled: fulfilled[line.sku] ?? 0 }));
  const fulfillments = head.fulfillmentStatus === "unfulfilled" ? [] : await fulfillmentsOf(ctx, orderId);
  return { ...shown, ...sold, lines, fulfillments };
}

/** The events are the record of what was shipped: there is no second copy to disagree with them. */
async function fulfillmentsOf(ctx: Context, orderId: string): Promise<Fulfillment[]> {
  const found: Fulfillment[] = [];
  let after = 0;
  for (;;) {
    const events = await listEvents(ctx, Store.partitionOf(ctx, orderId), after);
    const last = events.at(-1);
    if (!last) return found;
    for (const event of events) if (event.type === OrderFulfilled.name) found.push(fulfillmentOf(event));
    after = last.sequence;
  }
}

function fulfillmentOf(event: CloudEvent): Fulfillment {
  const { fulfillmentId, lines, tracking } = OrderFulfilled.data.strip().parse(event.data);
  return { fulfillmentId, fulfilledAt: event.time, lines: lines.map(({ sku, quantity }) => ({ sku, quantity })), tracking };
}

/** A day's orders, newest first, for staff. The next page begins after the last one's position. */
export async function list(ctx: Context, page: Store.DayPage): Promise<{ items: Head[]; before: string | undefined }> {
  const items = await Store.listDay(ctx, page);
  const last = items.length === page.limit ? items.at(-1) : undefined;
  return { items, before: last && Store.positionOf(last) };
}

export interface HistoryPage {
  items: { sequence: number; type: string; time: string; data: Record<string, unknown> }[];
  /** Sequence of the last event that the caller has now. */
  last: number;
}

/**
 * The order's events after a sequence number. Asks for the event at `after` too: one query, half a read unit when nothing is new,
 * says both that the order is there and that nothing happened. Throws `order.not_found`.
 */
export async function history(ctx: Context, orderId: string, after: number): Promise<HistoryPage> {
  const proven = proves(ctx, "order", orderId);
  if (ctx.actor.type === "guest" && !proven) throw OrderNotFound({ orderId });
  const events = await listEvents(ctx, Store.partitionOf(ctx, orderId), Math.max(0, after - 1));
  if (events.length === 0 || ctx.actor.type === "public" || (ctx.actor.type === "customer" && !proven))
    admit(ctx, await Store.findHead(ctx, orderId), orderId);
  const items = events.filter((event) => event.sequence > after).map(({ sequence, type, time, data }) => ({ sequence, type, time, data }));
  return { items, last: items.at(-1)?.sequence ?? after };
}

/** Decides anew while others move the order between the reading and the writing; then `request.contended`. */
async function decide<T>(ctx: Context, run: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await retryConflicts(ctx, run);
    } catch (error) {
      // While a third holds the order, only the event's place shows that another has moved it.
      const moved = error instanceof TransactionRefused && !error.failed("idempotency") && (error.failed("order") ?? error.failed("event"));
      if (!moved) throw error;
      if (attempt === 5) throw Contended({}, { cause: error });
    }
  }
}

const stateOf = ({ orderId, status, paymentStatus, fulfillmentStatus, version }: Head) => ({
  orderId,
  status,
  paymentStatus,
  fulfillmentStatus,
  version,
});
export type State = ReturnType<typeof stateOf>;

/**
 * Cancels an order and gives its stock back: buyers while it is unpaid, staff until the first shipment (what was captured is refunded
 * in reaction), and after it when all was refunded. Throws `order.not_found`, `order.not_cancelable`.
 */
export function cancel(ctx: Context, { orderId, reason }: { orderId: string; reason?: string | undefined }): Promise<State> {
  return decide(ctx, async () => {
    const { head, detail } = await get(ctx, orderId);
    const buyer = ctx.actor.type === "guest" || ctx.actor.type === "customer";
    if (!(allows(head, "cancel") || allows(head, "drop")) || (buyer && head.paymentStatus !== "unpaid")) throw NotCancelable(stateOf(head));
    const writes = canceling(ctx, head, detail, buyer ? "customer" : (reason ?? ctx.actor.type));
    const paymentStatus = head.paymentStatus === "unpaid" || head.paymentStatus === "authorized" ? "voided" : head.paymentStatus;
    const answer = stateOf({ ...head, status: "canceled", paymentStatus, version: head.version + 1 });
    await transact(ctx, writes, answer);
    return answer;
  });
}

export interface Fulfill {
  orderId: string;
  /** All that is left when absent. */
  lines?: Quantity[] | undefined;
  tracking?: Tracking | undefined;
}

/** Ships some or all of what is left. Throws `order.not_found`, `order.not_fulfillable`, `order.over_fulfilled`. */
export function fulfill(ctx: Context, { orderId, lines, tracking }: Fulfill): Promise<State & { fulfillmentId: string }> {
  return decide(ctx, async () => {
    const { head, detail } = await get(ctx, orderId);
    if (!allows(head, "fulfill")) throw NotFulfillable(stateOf(head));
    const left = remaining(head, detail);
    const shipped = lines ? summed(lines) : [...left].map(([sku, quantity]) => ({ sku, quantity }));
    const over = shipped.filter(({ sku, quantity }) => quantity > (left.get(sku) ?? 0));
    if (over.length > 0)
      throw OverFulfilled({ lines: over.map(({ sku, quantity }) => ({ sku, requested: quantity, left: left.get(sku) ?? 0 })) });
    const fulfillmentId = ctx.id("ful");
    const whole = shipped.every(({ sku, quantity }) => left.get(sku) === quantity) && shipped.length === left.size;
    const answer = {
      fulfillmentId,
      ...stateOf({ ...head, fulfillmentStatus: whole ? "fulfilled" : "partially_fulfilled", version: head.version + 1 }),
    };
    await transact(ctx, fulfilling(ctx, head, detail, { fulfillmentId, lines: shipped, tracking }), answer);
    return answer;
  });
}

/** Closes an order that is paid and wholly shipped; for any other, and for one that is gone, it does nothing. */
export function complete(ctx: Context, orderId: string): Promise<void> {
  return decide(ctx, async () => {
    const head = await Store.findHead(ctx, orderId);
    if (head && allows(head, "complete")) await transact(ctx, completing(ctx, head));
  });
}
