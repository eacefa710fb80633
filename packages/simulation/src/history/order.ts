import type { Operation, Specification } from "./linearize.ts";

/** An order of some units of one SKU, as staff would describe it. */
export interface OrderState {
  status: "open" | "completed" | "canceled";
  paymentStatus: "unpaid" | "paid" | "voided" | "partially_refunded" | "refunded";
  fulfillmentStatus: "unfulfilled" | "partially_fulfilled" | "fulfilled";
  version: number;
}
export interface OrderBook extends OrderState {
  shipped: number;
  ordered: number;
}

export type OrderInput =
  | { act: "pay" }
  /** A shopper's: who asks for a second time is told of the first. */
  | { act: "confirm" }
  | { act: "ship"; quantity: number | "the rest" }
  | { act: "cancel" }
  /** What reactions do, some time later, where it applies. */
  | { act: "complete" }
  | { act: "refund" }
  | { act: "read" };

/** As much of the order as the answer showed, or the code of a refusal. */
export type OrderOutput = { state: Partial<OrderState> } | { code: string };
export type OrderOperation = Operation<OrderInput, OrderOutput>;

const charged = new Set(["paid", "partially_refunded", "refunded"]);

/** What the input makes of the order; undefined where it may not be done. */
function after(order: OrderBook, input: OrderInput): OrderBook | undefined {
  const { status, paymentStatus, fulfillmentStatus, shipped, ordered } = order;
  const moved = { ...order, version: order.version + 1 };
  switch (input.act) {
    case "read":
      return order;
    case "pay":
      return status === "open" && paymentStatus === "unpaid" ? { ...moved, paymentStatus: "paid" } : undefined;
    case "confirm":
      return charged.has(paymentStatus) ? order : after(order, { act: "pay" });
    case "cancel": {
      // What a wholly refunded order did not ship is dropped.
      const drops = paymentStatus === "refunded" && fulfillmentStatus === "partially_fulfilled";
      if (status !== "open" || (fulfillmentStatus !== "unfulfilled" && !drops)) return undefined;
      return { ...moved, status: "canceled", paymentStatus: paymentStatus === "unpaid" ? "voided" : paymentStatus };
    }
    case "ship": {
      const quantity = input.quantity === "the rest" ? ordered - shipped : input.quantity;
      const all = shipped + quantity === ordered;
      if (status !== "open" || (paymentStatus !== "paid" && paymentStatus !== "partially_refunded")) return undefined;
      if (quantity === 0 || shipped + quantity > ordered) return undefined;
      return { ...moved, shipped: shipped + quantity, fulfillmentStatus: all ? "fulfilled" : "partially_fulfilled" };
    }
    case "complete":
      return status === "open" && charged.has(paymentStatus) && fulfillmentStatus === "fulfilled"
        ? { ...moved, status: "completed" }
        : undefined;
    case "refund":
      return paymentStatus === "paid" ? { ...moved, paymentStatus: "refunded" } : undefined;
  }
}

const isOver = ({ shipped, ordered }: OrderBook, input: OrderInput) =>
  input.act === "ship" && typeof input.quantity === "number" && shipped + input.quantity > ordered;

/** Refusals that say something of the order: it must be so. */
const refusals: Record<string, (order: OrderBook, input: OrderInput) => boolean> = {
  "order.not_cancelable": (order, input) => after(order, input) === undefined,
  "order.not_fulfillable": (order, input) => after(order, input) === undefined,
  "order.over_fulfilled": isOver,
  "order.move_refused": (order, input) => after(order, input) === undefined,
  "payment.closed": (order) => order.status === "canceled",
  // Of others' haste: nothing was done.
  "payment.in_progress": () => true,
  "request.contended": () => true,
};

export const orderSpecification = (begin: OrderBook): Specification<OrderBook, OrderInput, OrderOutput> => ({
  begin,
  next(order, input, output) {
    if (output && "code" in output) return refusals[output.code]?.(order, input) ? order : undefined;
    const next = after(order, input);
    if (!next || !output) return next;
    return Object.entries(output.state).every(([name, value]) => next[name as keyof OrderState] === value) ? next : undefined;
  },
});
