import { consumer, on } from "@souk/core/consumer";
import { OrderCanceled, OrderFulfilled } from "@souk/order/event";
import { captureShipped, release } from "./release.ts";

export const reactions = [
  on(OrderCanceled, (ctx, event) => release(ctx, event.data, event.id)),
  on(OrderFulfilled, (ctx, event) => captureShipped(ctx, event.data)),
];

export const handler = consumer("payment", reactions);
