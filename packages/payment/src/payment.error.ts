import { defineError } from "@souk/core";
import * as z from "zod";

export const PaymentNotFound = defineError({ code: "payment.not_found", kind: "not_found", message: "There is no such payment." });
export const PaymentClosed = defineError({
  code: "payment.closed",
  kind: "conflict",
  message: "The order takes no more payments: it was canceled, or its hold ended.",
});
export const PaymentDeclined = defineError({
  code: "payment.declined",
  kind: "rejected",
  status: 402,
  message: "The card was declined. The order stays open: pay with another one.",
  details: z.object({ declineCode: z.string(), attemptsLeft: z.int() }),
});
export const InProgress = defineError({
  code: "payment.in_progress",
  kind: "conflict",
  message: "Another attempt to pay this order is on its way. Ask again in a moment.",
  retryAfterSeconds: 2,
});
export const TooManyAttempts = defineError({
  code: "payment.too_many_attempts",
  kind: "conflict",
  message: "This payment was tried as often as is allowed. The order ends with its hold.",
});
export const MethodUnknown = defineError({
  code: "payment.method_unknown",
  kind: "rejected",
  message: "The provider knows no such payment method.",
});
export const ReturnUrlRefused = defineError({
  code: "payment.return_url_refused",
  kind: "rejected",
  message: "`returnUrl` is a path of the site, or an address on one of the shop's hosts.",
});
export const NoProvider = defineError({ code: "payment.no_provider", kind: "unavailable", message: "This stage has no payment provider." });
export const ProviderUnavailable = defineError({
  code: "payment.provider_unavailable",
  kind: "unavailable",
  message: "The payment provider cannot be reached. This request charged nothing; send it again.",
  retryAfterSeconds: 5,
});
export const NoSuchProvider = defineError({
  code: "payment.no_such_provider",
  kind: "not_found",
  message: "There is no such payment provider.",
});
export const WebhookRefused = defineError({
  code: "payment.webhook_refused",
  kind: "unauthenticated",
  message: "The webhook is not signed by the provider, or is older than five minutes.",
});
export const NotRefundable = defineError({
  code: "payment.not_refundable",
  kind: "conflict",
  message: "Only what was captured can be refunded.",
});
export const RefundTooLarge = defineError({
  code: "payment.refund_too_large",
  kind: "rejected",
  message: "More than is left of what was captured.",
  details: z.object({ refundable: z.int() }),
});
export const NothingToRefund = defineError({
  code: "payment.nothing_to_refund",
  kind: "rejected",
  message: "What is named costs nothing, or was refunded before.",
});
