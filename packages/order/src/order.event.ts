import { Currency, defineEvent, Money } from "@souk/core";
import * as z from "zod";
import { FulfillmentStatus, PaymentStatus, Reservation, Totals, Tracking } from "./order.model.ts";

const domain = "order";
const orderId = "order_01h455vb4pex5vsknk084sn02q";
const paymentId = "pay_01h455vb4pex5vsknk084sn02q";
const reservation = { sku: "MUG-BLUE", location: "main", quantity: 2 };

export const OrderPlaced = defineEvent({
  name: "order.placed",
  version: 1,
  domain,
  summary: "A cart became an order; its stock is reserved until `holdUntil`, its payment is still to come.",
  data: z.strictObject({
    orderId: z.string(),
    number: z.string(),
    paymentId: z.string(),
    cartId: z.string(),
    currency: Currency,
    country: z.string(),
    totals: Totals,
    lines: z.array(z.strictObject({ sku: z.string(), quantity: z.int(), net: z.int(), tax: z.int(), gross: z.int() })),
    reservations: z.array(Reservation),
    customerId: z.string().optional(),
    holdUntil: z.string(),
  }),
  example: {
    orderId,
    number: "261121-4SN02QK",
    paymentId,
    cartId: "cart_01h455vb4pex5vsknk084sn02q",
    currency: "EUR",
    country: "DE",
    totals: {
      items: 3800,
      discounts: 0,
      shipping: 490,
      tax: 685,
      total: 4290,
      taxIncluded: true,
      taxLines: [{ rate: 1900, net: 3605, tax: 685 }],
    },
    lines: [{ sku: "MUG-BLUE", quantity: 2, net: 3193, tax: 607, gross: 3800 }],
    reservations: [reservation],
    holdUntil: "2026-11-21T10:15:00.000Z",
  },
});

export const OrderAuthorized = defineEvent({
  name: "order.authorized",
  version: 1,
  domain,
  summary: "The whole amount is authorized and captured later.",
  data: z.strictObject({ orderId: z.string(), paymentId: z.string(), amount: Money }),
  example: { orderId, paymentId, amount: { amount: 4290, currency: "EUR" } },
});

export const OrderPaid = defineEvent({
  name: "order.paid",
  version: 1,
  domain,
  summary: "The whole amount is captured. `fulfillmentStatus` is how far it was shipped at that moment.",
  data: z.strictObject({
    orderId: z.string(),
    paymentId: z.string(),
    amount: Money,
    fulfillmentStatus: FulfillmentStatus.optional(),
  }),
  example: { orderId, paymentId, amount: { amount: 4290, currency: "EUR" } },
});

export const OrderFulfilled = defineEvent({
  name: "order.fulfilled",
  version: 1,
  domain,
  summary: "Some or all of what is left of the order was shipped; `complete` when nothing is left.",
  data: z.strictObject({
    orderId: z.string(),
    paymentId: z.string(),
    fulfillmentId: z.string(),
    lines: z.array(z.strictObject({ ...Reservation.shape, tracked: z.boolean() })),
    tracking: Tracking.optional(),
    complete: z.boolean(),
  }),
  example: {
    orderId,
    paymentId,
    fulfillmentId: "ful_01h455vb4pex5vsknk084sn02q",
    lines: [{ ...reservation, tracked: true }],
    tracking: { carrier: "DHL", number: "00340434161094042557" },
    complete: true,
  },
});

export const OrderCanceled = defineEvent({
  name: "order.canceled",
  version: 1,
  domain,
  summary:
    "The order ends here: `reservations` go back to stock, and what `paymentStatus` (as it was before) says was taken is voided or refunded.",
  data: z.strictObject({
    orderId: z.string(),
    paymentId: z.string(),
    reason: z.string(),
    reservations: z.array(Reservation),
    paymentStatus: PaymentStatus,
  }),
  example: { orderId, paymentId, reason: "hold_expired", reservations: [reservation], paymentStatus: "unpaid" },
});

export const OrderRefunded = defineEvent({
  name: "order.refunded",
  version: 1,
  domain,
  summary: "Some or all of the money was given back; `restock` are goods that came back with it. `tax` is the refund's share of tax.",
  data: z.strictObject({
    orderId: z.string(),
    paymentId: z.string(),
    refundId: z.string(),
    amount: Money,
    tax: Money,
    totalRefunded: Money,
    restock: z.array(Reservation),
  }),
  example: {
    orderId,
    paymentId,
    refundId: "ref_01h455vb4pex5vsknk084sn02q",
    amount: { amount: 1900, currency: "EUR" },
    tax: { amount: 303, currency: "EUR" },
    totalRefunded: { amount: 1900, currency: "EUR" },
    restock: [{ ...reservation, quantity: 1 }],
  },
});

export const OrderCompleted = defineEvent({
  name: "order.completed",
  version: 1,
  domain,
  summary: "The order is paid and wholly shipped.",
  data: z.strictObject({ orderId: z.string() }),
  example: { orderId },
});

export const orderEvents = [OrderPlaced, OrderAuthorized, OrderPaid, OrderFulfilled, OrderCanceled, OrderRefunded, OrderCompleted];
