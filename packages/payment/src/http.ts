import { authenticate } from "@souk/auth/authenticate";
import { Contended, Money } from "@souk/core";
import { createApi, defineRoute, handle, outside } from "@souk/core/http";
import { Order } from "@souk/order";
import * as z from "zod";
import * as Payment from "./payment.ts";
import { receive } from "./webhook.ts";

const tags: [string] = ["Payments"];
const params = z.strictObject({ paymentId: Payment.PaymentId });
const json = <Schema extends z.ZodType>(schema: Schema) => ({ content: { "application/json": { schema } } });

const ids = { paymentId: "pay_01h455vb4pex5vsknk084sn02q", orderId: "order_01h455vb4pex5vsknk084sn02q" };
const amount = { amount: 4290, currency: "EUR" };
const Confirmation = Payment.Confirmation.meta({
  id: "PaymentConfirmation",
  example: { ...ids, attemptId: "att_01h455vb4pex5vsknk084sn02q", status: "captured", amount, attemptsLeft: 4 },
});
const State = Payment.State.meta({
  id: "Payment",
  example: { ...ids, status: "captured", amount, captured: amount, refunded: { amount: 0, currency: "EUR" }, attemptsLeft: 4 },
});
const Refund = z
  .strictObject({
    refundId: z.string(),
    paymentId: z.string(),
    orderId: z.string(),
    amount: Money,
    status: z.enum(["succeeded", "processing"]),
    totalRefunded: Money,
  })
  .meta({
    id: "Refund",
    example: { refundId: "ref_01h455vb4pex5vsknk084sn02q", ...ids, amount, status: "succeeded", totalRefunded: amount },
  });

const confirm = defineRoute({
  method: "post",
  path: "/v1/payments/{paymentId}/confirm",
  operationId: "confirmPayment",
  summary: "Pay an order, with the order's token",
  tags,
  callers: ["guest", "customer", "staff", "service"],
  permission: "customer.write",
  errors: [
    Payment.PaymentNotFound,
    Payment.PaymentDeclined,
    Payment.PaymentClosed,
    Payment.InProgress,
    Payment.TooManyAttempts,
    Payment.MethodUnknown,
    Payment.ReturnUrlRefused,
    Payment.ProviderUnavailable,
    Payment.NoProvider,
    Contended,
  ],
  idempotency: "required",
  request: {
    params,
    body: {
      required: true,
      ...json(
        z
          .strictObject({
            orderId: Order.OrderId.optional().meta({ description: "May be left out: it follows from the payment's id" }),
            paymentMethod: z
              .string()
              .regex(/^[A-Za-z0-9_]{1,100}$/)
              .meta({
                description: "What the provider calls the shopper's card. The sandbox has test methods: see its README.",
                example: "pm_card_visa",
              }),
            returnUrl: z.string().min(1).max(2000).optional().meta({
              description: "Where the shopper comes back to from the bank's page: a path of the site, or an address on a host of the shop",
              example: "/checkout/return",
            }),
          })
          .meta({ id: "ConfirmPayment", example: { paymentMethod: "pm_card_visa", returnUrl: "/checkout/return" } }),
      ),
    },
  },
  responses: {
    200: {
      description: "Captured or authorized; or `requires_action`: send the shopper to `nextAction.redirectUrl`",
      ...json(Confirmation),
    },
    202: {
      description: "The provider has not answered: it may have charged. Read the payment in a moment; never twice is it charged.",
      ...json(Confirmation),
    },
  },
});

const get = defineRoute({
  method: "get",
  path: "/v1/payments/{paymentId}",
  cache: "none",
  operationId: "getPayment",
  summary: "Read how a payment stands",
  tags,
  callers: ["guest", "customer", "staff", "service"],
  permission: "order.read",
  errors: [Payment.PaymentNotFound],
  request: { params, query: z.strictObject({ orderId: Order.OrderId.optional() }) },
  responses: { 200: { description: "The payment", ...json(State) } },
});

const refund = defineRoute({
  method: "post",
  path: "/v1/payments/{paymentId}/refunds",
  operationId: "refundPayment",
  summary: "Give back an amount, lines, or all that is left",
  tags,
  callers: ["staff", "service"],
  permission: "payment.refund",
  errors: [
    Payment.PaymentNotFound,
    Payment.NotRefundable,
    Payment.RefundTooLarge,
    Payment.NothingToRefund,
    Order.OverRestocked,
    Payment.ProviderUnavailable,
    Payment.NoProvider,
    Contended,
  ],
  idempotency: "required",
  request: { params, body: { required: true, ...json(Payment.RefundRequest) } },
  responses: {
    201: { description: "It is given back", ...json(Refund) },
    202: { description: "The provider has not answered; its webhook ends the refund", ...json(Refund) },
  },
});

const webhook = defineRoute({
  method: "post",
  path: "/v1/payments/webhooks/{provider}",
  operationId: "receivePaymentWebhook",
  summary: "For payment providers: what became of a payment, signed by Standard Webhooks",
  tags,
  callers: ["public"],
  errors: [Payment.WebhookRefused, Payment.NoSuchProvider, Payment.NoProvider, Payment.ProviderUnavailable, Contended],
  request: { params: z.strictObject({ provider: z.string().regex(/^[a-z]{1,40}$/) }) },
  responses: { 204: { description: "It is taken in, now or before" } },
});

export const api = createApi()
  .openapi(confirm, async (c) => {
    const input = { ...c.req.valid("param"), ...c.req.valid("json") };
    let fresh = false;
    const kept = await outside(c, input, (ctx, claimId, unclaimed) => {
      fresh = true;
      return Payment.confirm(ctx, input, claimId, unclaimed);
    });
    // An answer kept under its key may have been overtaken since: the shopper is told how it ended.
    const answer = fresh || kept.status === "declined" ? kept : await Payment.follow(c.get("ctx"), kept);
    // A decline is an outcome: it is kept under its key like any other, so that repeating the request uses up no attempt.
    if (answer.status === "declined") throw Payment.PaymentDeclined({ declineCode: answer.declineCode, attemptsLeft: answer.attemptsLeft });
    return answer.status === "processing" ? c.json(answer, 202) : c.json(answer, 200);
  })
  .openapi(get, async (c) => c.json(await Payment.get(c.get("ctx"), { ...c.req.valid("param"), ...c.req.valid("query") }), 200))
  .openapi(refund, async (c) => {
    const input = { ...c.req.valid("param"), ...c.req.valid("json") };
    let fresh = false;
    const kept = await outside(c, input, (ctx, claimId) => {
      fresh = true;
      return Payment.refund(ctx, input, claimId);
    });
    const answer = fresh || kept.status === "succeeded" ? kept : await Payment.followRefund(c.get("ctx"), kept);
    return answer.status === "processing" ? c.json(answer, 202) : c.json(answer, 201);
  })
  .openapi(webhook, async (c) => {
    const { provider } = c.req.valid("param");
    await receive(c.get("ctx"), { provider, rawBody: await c.req.text(), header: (name) => c.req.header(name) });
    return c.body(null, 204);
  });

export const handler = handle(api, { authenticate });
