import { type Context, divideRounded, emit, type EventDefinition, instant, type Money, type Write } from "@souk/core";
import type { Fact } from "@souk/core/event";
import { MoveRefused, OverRestocked } from "./order.error.ts";
import { OrderAuthorized, OrderCanceled, OrderCompleted, OrderFulfilled, OrderPaid, OrderPlaced, OrderRefunded } from "./order.event.ts";
import {
  type Detail,
  type Head,
  holdSeconds,
  location,
  moneyOf,
  numberOf,
  paymentIdOf,
  plus,
  type Quantity,
  remaining,
  heldBy,
  reservationsOf,
  summed,
  type Tracking,
} from "./order.model.ts";
import { type Command, leads, type State } from "./order.move.ts";
import { inserting, partitionOf, updating } from "./order.store.ts";

/**
 * The writes by which an order is placed and moved, for transactions that others commit. Each is the head's change (label `order`)
 * with its one event (label `event`); a move that the table of moves does not have throws `order.move_refused`.
 */

export type NewOrder = Detail & Pick<Head, "currency" | "country" | "totals" | "cartId" | "customerId">;

/** Head and detail of an order to be placed now: ids, number and the end of its hold. */
export function draft(ctx: Context, order: NewOrder): { head: Head; detail: Detail } {
  const { currency, country, totals, cartId, customerId, ...detail } = order;
  const orderId = ctx.id("order");
  const placedAt = instant(ctx);
  const head: Head = {
    orderId,
    number: numberOf(orderId, placedAt),
    status: "open",
    paymentStatus: "unpaid",
    fulfillmentStatus: "unfulfilled",
    currency,
    country,
    totals,
    refunded: 0,
    paymentId: paymentIdOf(orderId),
    cartId,
    ...(customerId === undefined ? {} : { customerId }),
    fulfilled: {},
    version: 1,
    placedAt,
    holdUntil: new Date(ctx.now().getTime() + holdSeconds * 1000).toISOString(),
  };
  return { head, detail };
}

/** Creates the order if absent (labels `order`, `order-detail`) and announces `order.placed` (label `event`). */
export function placing(ctx: Context, { head, detail }: { head: Head; detail: Detail }): Write[] {
  const { orderId, number, paymentId, cartId, currency, country, totals, customerId, holdUntil } = head;
  const lines = detail.lines.map(({ sku, quantity, net, tax, gross }) => ({ sku, quantity, net, tax, gross }));
  const data = {
    orderId,
    number,
    paymentId,
    cartId,
    currency,
    country,
    totals,
    lines,
    reservations: reservationsOf(detail),
    customerId,
    holdUntil,
  };
  return [
    ...inserting(ctx, head, detail),
    emit(ctx, OrderPlaced, { partition: partitionOf(ctx, orderId), subject: orderId, sequence: 1, data }),
  ];
}

type Change = Parameters<typeof updating>[3];
type DataOf<Definition> = Fact<Definition>["data"];

function moving<D extends EventDefinition>(
  ctx: Context,
  head: Head,
  command: Command,
  change: Change,
  definition: D,
  data: DataOf<D>,
): Write[] {
  const state: State = { status: head.status, paymentStatus: head.paymentStatus, fulfillmentStatus: head.fulfillmentStatus };
  if (!leads(command, state, { ...state, ...change })) throw MoveRefused({ command, ...state });
  const fact: Fact<D> = { partition: partitionOf(ctx, head.orderId), subject: head.orderId, sequence: head.version + 1, data };
  return [updating(ctx, head, command, change), emit(ctx, definition, fact)];
}

interface Settled {
  paymentId: string;
  amount: Money;
}

/** unpaid -> authorized, with `order.authorized`. */
export const authorizing = (ctx: Context, head: Head, { paymentId, amount }: Settled): Write[] =>
  moving(ctx, head, "authorize", { paymentStatus: "authorized" }, OrderAuthorized, { orderId: head.orderId, paymentId, amount });

/** unpaid or authorized -> paid, with `order.paid`. */
export const paying = (ctx: Context, head: Head, { paymentId, amount }: Settled): Write[] =>
  moving(ctx, head, "pay", { paymentStatus: "paid" }, OrderPaid, {
    orderId: head.orderId,
    paymentId,
    amount,
    fulfillmentStatus: head.fulfillmentStatus,
  });

/**
 * open -> canceled, with `order.canceled`: what was not captured counts as voided, what was stays to be refunded. Of a refunded order
 * that was shipped in part the rest is dropped; the event names what it still held.
 */
export function canceling(ctx: Context, head: Head, detail: Pick<Detail, "lines" | "shards">, reason: string): Write[] {
  const taken = head.paymentStatus !== "unpaid" && head.paymentStatus !== "authorized";
  const change: Change = { status: "canceled", paymentStatus: taken ? head.paymentStatus : "voided", cancelReason: reason };
  const { orderId, paymentId, paymentStatus } = head;
  const command = head.fulfillmentStatus === "unfulfilled" ? "cancel" : "drop";
  return moving(ctx, head, command, change, OrderCanceled, {
    orderId,
    paymentId,
    reason,
    reservations: heldBy(head, detail),
    paymentStatus,
  });
}

interface Refund {
  refundId: string;
  amount: Money;
  /** With this refund. */
  totalRefunded: Money;
  restock?: Quantity[];
}

/** paid -> partially_refunded or refunded, with `order.refunded`. Refuses to take back more than was shipped: `order.over_restocked`. */
export function refunding(ctx: Context, head: Head, { refundId, amount, totalRefunded, restock = [] }: Refund): Write[] {
  const back = summed(restock);
  const restocked = plus(head.restocked ?? {}, back);
  const over = back.filter(({ sku }) => (restocked[sku] ?? 0) > (head.fulfilled[sku] ?? 0)).map(({ sku }) => sku);
  if (over.length > 0) throw OverRestocked({ skus: over });
  const { orderId, paymentId, totals } = head;
  const paymentStatus = totalRefunded.amount >= totals.total ? "refunded" : "partially_refunded";
  const change: Change = { paymentStatus, refunded: totalRefunded.amount, ...(back.length > 0 ? { restocked } : {}) };
  const tax = moneyOf(head, taxShare(head, totalRefunded.amount) - taxShare(head, totalRefunded.amount - amount.amount));
  const goods = back.map(({ sku, quantity }) => ({ sku, location, quantity }));
  return moving(ctx, head, "refund", change, OrderRefunded, { orderId, paymentId, refundId, amount, tax, totalRefunded, restock: goods });
}

/** The order's tax in proportion; taken of running totals, so that the shares of all refunds add up to the whole tax. */
const taxShare = ({ totals }: Head, amount: number): number => (totals.total === 0 ? 0 : divideRounded(amount * totals.tax, totals.total));

interface Shipment {
  fulfillmentId: string;
  lines: Quantity[];
  tracking?: Tracking | undefined;
}

/** Ships lines, with `order.fulfilled`; the caller has seen to it that so much is left. */
export function fulfilling(ctx: Context, head: Head, detail: Pick<Detail, "lines">, { fulfillmentId, lines, tracking }: Shipment): Write[] {
  const fulfilled = plus(head.fulfilled, lines);
  const complete = remaining({ fulfilled }, detail).size === 0;
  const tracked = new Map(detail.lines.map((line) => [line.sku, line.tracked]));
  const goods = lines.map(({ sku, quantity }) => ({ sku, location, quantity, tracked: tracked.get(sku) ?? false }));
  const { orderId, paymentId } = head;
  const change: Change = { fulfilled, fulfillmentStatus: complete ? "fulfilled" : "partially_fulfilled" };
  return moving(ctx, head, "fulfill", change, OrderFulfilled, { orderId, paymentId, fulfillmentId, lines: goods, tracking, complete });
}

/** open -> completed, with `order.completed`. */
export const completing = (ctx: Context, head: Head): Write[] =>
  moving(ctx, head, "complete", { status: "completed" }, OrderCompleted, { orderId: head.orderId });
