import { type Context, transact } from "@souk/core";
import { Order } from "@souk/order";
import { decide } from "./decide.ts";
import { voided } from "./payment.fragment.ts";
import { isPending, type Payment, pendingUntil } from "./payment.model.ts";
import { inquire } from "./payment.ts";
import * as Store from "./payment.store.ts";
import { type PaymentProvider, ProviderFailure } from "./provider.ts";
import { providerOf } from "./provider/linked.ts";
import { closing, letGo } from "./release.ts";
import { settle } from "./settle.ts";

const patienceMilliseconds = 60_000;

/**
 * Ends the hold of an order: one that is not paid is canceled, its payment closed in the same transaction, so that no attempt can begin
 * in between; what was begun is voided at the provider. An attempt on its way, a shopper at the bank's page and a provider that cannot
 * be asked are waited for: answers the time in milliseconds at which to look again, or undefined when all is done.
 */
export async function expire(ctx: Context, orderId: string): Promise<number | undefined> {
  // An order never becomes unpaid again, so that old news of one that is paid is news enough; most are.
  const soon = await Order.findHead(ctx, orderId, { consistent: false });
  if (soon && !holds(soon)) return undefined;
  const head = await Order.findHead(ctx, orderId);
  if (!head || !holds(head)) return undefined;
  if (ctx.now().getTime() < Date.parse(head.holdUntil)) return Date.parse(head.holdUntil);
  const payment = await Store.find(ctx, head.paymentId);
  try {
    const again = payment && isPending(payment) ? await clear(ctx, providerOf(ctx), payment) : undefined;
    if (again !== undefined) return again;
  } catch (error) {
    if (!(error instanceof ProviderFailure)) throw error;
    ctx.log.warn("a hold waits for the provider", { orderId, reason: error.message });
    return ctx.now().getTime() + patienceMilliseconds;
  }
  return close(ctx, orderId);
}

const holds = (head: Order.Head) => head.status === "open" && head.paymentStatus === "unpaid";

/** Finds out what became of a pending attempt. When its time is over the provider decides: voided, or charged a moment before. */
async function clear(ctx: Context, provider: PaymentProvider, pending: Payment): Promise<number | undefined> {
  const payment = await inquire(ctx, provider, pending);
  if (!payment?.attempt || !isPending(payment)) return undefined;
  const until = pendingUntil(payment.attempt);
  if (ctx.now().getTime() < until) return until;
  const snapshot = await provider.void(payment.paymentId);
  if (snapshot && snapshot.status !== "voided") await settle(ctx, provider, snapshot);
  return undefined;
}

/** Cancels the order with its payment, unless it was paid or an attempt was begun since. */
const close = (ctx: Context, orderId: string): Promise<number | undefined> =>
  decide(ctx, Order.paymentIdOf(orderId), async () => {
    const { head, detail } = await Order.get(ctx, orderId);
    if (!holds(head)) return undefined;
    const payment = await Store.find(ctx, head.paymentId);
    if (payment && isPending(payment) && payment.attempt && ctx.now().getTime() < pendingUntil(payment.attempt))
      return pendingUntil(payment.attempt);
    const ending = payment?.status === "open" ? voided(ctx, payment).writes : payment ? [] : closing(ctx, head).writes;
    await transact(ctx, [...ending, ...Order.canceling(ctx, head, detail, "hold_expired")]);
    if (payment?.status === "open") await tryLetGo(ctx, payment);
    return undefined;
  });

/** The reaction to `order.canceled` does the same: a failure here costs a moment, not the void. */
async function tryLetGo(ctx: Context, payment: Payment): Promise<void> {
  try {
    await letGo(ctx, providerOf(ctx), { ...payment, status: "voided" });
  } catch (error) {
    ctx.log.warn("a void waits for the reaction", {
      paymentId: payment.paymentId,
      reason: error instanceof Error ? error.message : String(error),
    });
  }
}
