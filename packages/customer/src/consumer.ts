import { consumer, on } from "@souk/core/consumer";
import { OrderPlaced } from "@souk/order/event";
import { noteGuestOrder } from "./join.ts";

/** What it writes is the same a second time, so no inbox is kept: it would cost every order a write. */
export const reactions = [
  on(OrderPlaced, async (ctx, { data }) => {
    if (data.customerId === undefined) await noteGuestOrder(ctx, data.orderId);
  }),
];

export const handler = consumer("customer", reactions);
