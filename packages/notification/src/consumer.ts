import { consumer, on } from "@souk/core/consumer";
import { OrderCanceled, OrderFulfilled, OrderPaid } from "@souk/order/event";
import { PaymentRefunded } from "@souk/payment/event";
import { type Send, sendBySes } from "./mail.sender.ts";
import type { Kind } from "./mail.model.ts";
import { type News, notify } from "./notification.ts";

type Told = { id: string; time: string; data: { orderId: string } };

const newsOf = (kind: Kind, event: Told, facts: News["facts"] = {}): News => ({
  eventId: event.id,
  time: event.time,
  orderId: event.data.orderId,
  kind,
  facts,
});

const charged = new Set(["paid", "partially_refunded"]);

/** One mail per event; nothing is mailed for an order that was merely placed. */
export const reactionsWith = (send: Send) => [
  on(OrderPaid, (ctx, event) => notify(ctx, send, newsOf("confirmed", event))),
  on(OrderFulfilled, (ctx, event) =>
    notify(ctx, send, newsOf("shipped", event, { shipment: { lines: event.data.lines, tracking: event.data.tracking } })),
  ),
  on(OrderCanceled, (ctx, event) =>
    notify(ctx, send, newsOf("canceled", event, { cancel: { reason: event.data.reason, paid: charged.has(event.data.paymentStatus) } })),
  ),
  on(PaymentRefunded, (ctx, event) =>
    notify(ctx, send, newsOf("refunded", event, { refund: { amount: event.data.amount, totalRefunded: event.data.totalRefunded } })),
  ),
];

export const handler = consumer("notification", reactionsWith(sendBySes));
