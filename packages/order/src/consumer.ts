import { consumer, on } from "@souk/core/consumer";
import { OrderFulfilled, OrderPaid } from "./order.event.ts";
import { complete } from "./order.ts";

/**
 * Completion follows whichever comes last; the order's own state, not an inbox, makes it happen once. An order that was paid before it
 * was shipped is completed by its shipment, and need not be read now.
 */
export const reactions = [
  on(OrderPaid, async (ctx, { data }) => {
    if (data.fulfillmentStatus === undefined || data.fulfillmentStatus === "fulfilled") await complete(ctx, data.orderId);
  }),
  on(OrderFulfilled, (ctx, event) => complete(ctx, event.data.orderId)),
];

export const handler = consumer("order", reactions);
