import type { Money } from "./money.ts";
import type { Order, OrderEvent } from "./order.ts";

/** How an order stands, as one tells it to the person who waits for it. */
export type OrderState = "awaiting" | "processing" | "paid" | "part" | "shipped" | "canceled" | "expired" | "refunded";

export function stateOf(
  order: Pick<Order, "status" | "paymentStatus" | "fulfillmentStatus" | "cancelReason">,
  processing: boolean,
): OrderState {
  if (order.status === "canceled") return order.cancelReason === "hold_expired" ? "expired" : "canceled";
  if (order.paymentStatus === "refunded") return "refunded";
  if (order.paymentStatus === "unpaid") return processing ? "processing" : "awaiting";
  if (order.fulfillmentStatus === "fulfilled") return "shipped";
  return order.fulfillmentStatus === "partially_fulfilled" ? "part" : "paid";
}

export interface Tracking {
  carrier: string;
  number: string;
  url?: string;
}

/** The parcel's number that a shipment may carry. */
export function trackingOf({ data }: Pick<OrderEvent, "data">): Tracking | undefined {
  const { tracking } = data;
  if (typeof tracking !== "object" || tracking === null) return undefined;
  const { carrier, number, url } = tracking as Record<string, unknown>;
  if (typeof carrier !== "string" || typeof number !== "string") return undefined;
  return { carrier, number, ...(typeof url === "string" && /^https?:\/\//.test(url) ? { url } : {}) };
}

/** How much a refund gave back. */
export function amountOf({ type, data }: Pick<OrderEvent, "type" | "data">): Money | undefined {
  const { amount, currency } = (data.amount ?? {}) as Record<string, unknown>;
  return type === "order.refunded" && typeof amount === "number" && typeof currency === "string" ? { amount, currency } : undefined;
}

interface Goods {
  sku: string;
  quantity: number;
}

/** What a shipment held, unless it held all of the order. */
export function goodsOf({ type, data }: Pick<OrderEvent, "type" | "data">, ordered: Goods[]): Goods[] {
  if (type !== "order.fulfilled" || !Array.isArray(data.lines)) return [];
  const shipped = data.lines as Goods[];
  const whole = ordered.every(({ sku, quantity }) => shipped.some((line) => line.sku === sku && line.quantity === quantity));
  return whole ? [] : shipped;
}

/** Steps that are still to come while nothing ended the order. */
export function stepsAhead({
  status,
  paymentStatus,
  fulfillmentStatus,
}: Pick<Order, "status" | "paymentStatus" | "fulfillmentStatus">): ("pay" | "ship")[] {
  if (status !== "open") return [];
  return [...(paymentStatus === "unpaid" ? (["pay"] as const) : []), ...(fulfillmentStatus === "fulfilled" ? [] : (["ship"] as const))];
}
