import { defineEvent, Money } from "@souk/core";
import * as z from "zod";

const domain = "payment";
const ids = { paymentId: z.string(), orderId: z.string() };
const example = { paymentId: "pay_01h455vb4pex5vsknk084sn02q", orderId: "order_01h455vb4pex5vsknk084sn02q" };
const amount = { amount: 4290, currency: "EUR" };

export const AttemptDeclined = defineEvent({
  name: "payment.attempt_declined",
  version: 1,
  domain,
  summary: "One attempt to pay failed; the payment stays open while attempts are left.",
  data: z.strictObject({ ...ids, attemptId: z.string(), declineCode: z.string(), attemptsLeft: z.int() }),
  example: { ...example, attemptId: "att_01h455vb4pex5vsknk084sn02q", declineCode: "insufficient_funds", attemptsLeft: 4 },
});

export const PaymentAuthorized = defineEvent({
  name: "payment.authorized",
  version: 1,
  domain,
  summary: "The amount is held on the card and captured at the first shipment.",
  data: z.strictObject({ ...ids, amount: Money }),
  example: { ...example, amount },
});

export const PaymentCaptured = defineEvent({
  name: "payment.captured",
  version: 1,
  domain,
  summary: "The amount was charged. `late`: after the order was canceled, so that it is refunded by itself.",
  data: z.strictObject({ ...ids, amount: Money, late: z.boolean() }),
  example: { ...example, amount, late: false },
});

export const PaymentFailed = defineEvent({
  name: "payment.failed",
  version: 1,
  domain,
  summary: "An authorized amount can no longer be captured, although the order stands: somebody must look.",
  data: z.strictObject({ ...ids, amount: Money }),
  example: { ...example, amount },
});

export const PaymentVoided = defineEvent({
  name: "payment.voided",
  version: 1,
  domain,
  summary: "The payment was closed with nothing charged.",
  data: z.strictObject({ ...ids, amount: Money }),
  example: { ...example, amount },
});

export const PaymentRefunded = defineEvent({
  name: "payment.refunded",
  version: 1,
  domain,
  summary: "Some or all of what was captured was given back. `tax` is the refund's share of tax; `automatic`: not asked for by staff.",
  data: z.strictObject({ ...ids, refundId: z.string(), amount: Money, tax: Money, totalRefunded: Money, automatic: z.boolean() }),
  example: {
    ...example,
    refundId: "ref_01h455vb4pex5vsknk084sn02q",
    amount,
    tax: { amount: 685, currency: "EUR" },
    totalRefunded: amount,
    automatic: false,
  },
});

export const paymentEvents = [AttemptDeclined, PaymentAuthorized, PaymentCaptured, PaymentFailed, PaymentVoided, PaymentRefunded];
