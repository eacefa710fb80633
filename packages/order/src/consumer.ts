import { consumer, on } from "@souk/core/consumer";
import { OrderFulfilled, OrderPaid } from "./order.event.ts";
import { complete } from "./order.ts";

/** Completion follows whichever comes last; the order's own state, not an inbox, makes it happen once. */
export const reactions = [
  on(OrderPaid, (ctx, event) => complete(ctx, event.data.orderId)),
  on(OrderFulfilled, (ctx, event) => complete(ctx, event.data.orderId)),
];

export const handler = consumer("order", reactions);
