import { type Context, transact } from "@souk/core";
import { received } from "@souk/core/consumer";
import { Order } from "@souk/order";
import { decide } from "./decide.ts";
import { unopened } from "./payment.ts";
import { voided } from "./payment.fragment.ts";
import type { Payment } from "./payment.model.ts";
import * as Store from "./payment.store.ts";
import { type PaymentProvider, ProviderFailure } from "./provider.ts";
import { providerOf } from "./provider/linked.ts";
import { refundRest } from "./refund.ts";
import { settle } from "./settle.ts";

/**
 * The order was canceled: what was captured is refunded, what was authorized or begun is let go, and what was never begun is closed.
 * The payment's own state and the provider's make each of it happen once.
 */
export async function release(
  ctx: Context,
  { orderId, paymentId }: { orderId: string; paymentId: string },
  eventId: string,
): Promise<void> {
  const payment = await decide(ctx, paymentId, () => closeUnopened(ctx, orderId, paymentId, eventId));
  if (!payment || payment.provider === "none") return;
  const provider = providerOf(ctx);
  if (payment.status === "captured") {
    if (payment.refunded < payment.captured) await refundRest(ctx, provider, payment);
    return;
  }
  await letGo(ctx, provider, payment);
}

/** Closes the payment of an order with which nothing was done, so that nobody begins now; answers any other as it is. */
async function closeUnopened(ctx: Context, orderId: string, paymentId: string, eventId: string): Promise<Payment | undefined> {
  const payment = await Store.find(ctx, paymentId);
  if (payment) return payment;
  const head = await Order.findHead(ctx, orderId);
  if (!head) return undefined;
  const { after, writes } = closing(ctx, head);
  await transact(ctx, [...writes, received(ctx, "payment", eventId)]);
  return after;
}

/** Puts a closed payment where none is yet, with `payment.voided`. */
export function closing(ctx: Context, head: Order.Head) {
  const { after, writes } = voided(ctx, unopened(head));
  return { after, writes: [Store.inserting(ctx, after), ...writes.slice(1)] };
}

/** Voids a payment at the provider and takes in what that came to. */
export async function letGo(ctx: Context, provider: PaymentProvider, payment: Payment): Promise<void> {
  const snapshot = await provider.void(payment.paymentId);
  if (snapshot) return void (await settle(ctx, provider, snapshot));
  if (payment.status !== "open") return;
  await decide(ctx, payment.paymentId, async () => {
    const now = await Store.find(ctx, payment.paymentId);
    if (now?.status === "open") await transact(ctx, voided(ctx, now).writes);
  });
}

/** Goods were shipped: what is only authorized is captured. */
export async function captureShipped(ctx: Context, { paymentId }: { paymentId: string }): Promise<void> {
  const payment = await Store.find(ctx, paymentId);
  if (payment?.status !== "authorized") return;
  const provider = providerOf(ctx);
  const snapshot = await provider.capture(paymentId);
  const after = await settle(ctx, provider, snapshot);
  if (after?.status === "authorized") throw new ProviderFailure(`the provider did not capture ${paymentId}`, true);
}
