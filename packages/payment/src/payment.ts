import { type Context, instant, proves, transact } from "@souk/core";
import { Order } from "@souk/order";
import { Shop } from "@souk/shop";
import { decide } from "./decide.ts";
import { InProgress, PaymentClosed, PaymentNotFound, ProviderUnavailable, TooManyAttempts } from "./payment.error.ts";
import {
  attemptsLimit,
  type Confirmation,
  confirmationOf,
  isPending,
  type Payment,
  pendingUntil,
  stateOf,
  type State,
} from "./payment.model.ts";
import * as Store from "./payment.store.ts";
import { type PaymentProvider, ProviderFailure, type Snapshot } from "./provider.ts";
import { providerOf } from "./provider/linked.ts";
import { resolveReturnUrl } from "./return-url.ts";
import { settle, type Settling } from "./settle.ts";

export * from "./payment.error.ts";
export { Confirmation, PaymentId, State } from "./payment.model.ts";
export { partitionOf } from "./payment.store.ts";
export { followRefund, refund, type Refunded } from "./refund.ts";
export { RefundRequest } from "./refund.model.ts";

export interface Confirm {
  paymentId: string;
  orderId?: string | undefined;
  paymentMethod: string;
  returnUrl?: string | undefined;
}

export const orderIdOf = (paymentId: string): string => paymentId.replace(/^pay_/, "order_");

/** A guest shows the order's token; whoever may not see the payment is told that there is none. */
async function admitted(ctx: Context, paymentId: string, orderId = orderIdOf(paymentId), consistent = true): Promise<Order.Head> {
  const { actor } = ctx;
  const proven = proves(ctx, "order", orderId);
  const foreign = actor.type === "public" || (actor.type === "guest" && !proven);
  const soon = foreign || consistent ? undefined : await Order.findHead(ctx, orderId, { consistent });
  const head = foreign ? undefined : (soon ?? (await Order.findHead(ctx, orderId)));
  if (!head || head.paymentId !== paymentId || (actor.type === "customer" && !proven && head.customerId !== actor.customerId))
    throw PaymentNotFound();
  return head;
}

/**
 * One attempt to pay, named by the claim: the same claim never becomes a second attempt. What an earlier attempt came to is looked up
 * at the provider before another is begun; a payment that is through is answered as it is, whoever asks again. Throws
 * `payment.not_found`, `payment.closed`, `payment.in_progress`, `payment.too_many_attempts`, `payment.method_unknown`, `payment.return_url_refused`,
 * `payment.provider_unavailable` (nothing was done), `payment.no_provider`.
 */
export async function confirm(ctx: Context, input: Confirm, claimId: string, fresh = false): Promise<Confirmation> {
  try {
    return await tryConfirm(ctx, input, claimId, !fresh);
  } catch (error) {
    // Nothing was sent: what was read a moment late is read anew.
    if (fresh && InProgress.is(error)) return tryConfirm(ctx, input, claimId, true);
    throw error;
  }
}

/**
 * Under a claim that nobody held before, order and payment may be read a moment late, at half the price: the conditions of the writes
 * find out what has changed since.
 */
async function tryConfirm(ctx: Context, input: Confirm, claimId: string, consistent: boolean): Promise<Confirmation> {
  const head = await admitted(ctx, input.paymentId, input.orderId, consistent);
  const provider = providerOf(ctx);
  const returnUrl = await resolveReturnUrl(ctx, input.returnUrl);
  const attemptId = claimId.replace(/^[a-z]+_/, "att_");
  const before = await reached(ctx, async () => inquire(ctx, provider, await Store.find(ctx, input.paymentId, { consistent })));
  const known = before && answered(ctx, before, attemptId);
  if (known) return known;
  if (head.status !== "open" || head.paymentStatus !== "unpaid") throw PaymentClosed();
  const first = before?.attempt?.attemptId !== attemptId;
  const payment = await begin(ctx, before ?? (await reached(ctx, () => created(ctx, provider, head))), attemptId);
  return send(ctx, provider, { ...input, returnUrl, attemptId, first }, { payment, head });
}

/** The answer, where the payment as it stands gives one. Throws when it takes no further attempt, or not yet. */
function answered(ctx: Context, payment: Payment, attemptId: string): Confirmation | undefined {
  if (payment.status !== "open") return told(payment, attemptId);
  const { attempt } = payment;
  if (attempt?.attemptId === attemptId) return attempt.status === "open" ? undefined : told(payment, attemptId);
  if (attempt?.status === "open" && ctx.now().getTime() < pendingUntil(attempt)) throw InProgress();
  if (payment.attempts >= attemptsLimit) throw TooManyAttempts();
  return undefined;
}

function told(payment: Payment, attemptId: string): Confirmation {
  const confirmation = confirmationOf(payment, attemptId);
  if (!confirmation) throw PaymentClosed();
  return confirmation;
}

/** A payment is opened at the provider first, which costs nothing, so that an outage is met before anything is begun. */
async function created(ctx: Context, provider: PaymentProvider, head: Order.Head): Promise<Payment> {
  const { orderId, paymentId, currency } = head;
  const amount = head.totals.total;
  const { policies } = await Shop.get(ctx);
  const capture = policies["capture"] === "manual" ? "manual" : "automatic";
  await provider.create({ shopId: ctx.shopId, orderId, paymentId, amount, currency, capture });
  return { ...unopened(head), provider: provider.name, capture };
}

/** The payment of an order with which nothing was done yet: no row of its own. */
export function unopened({ orderId, paymentId, currency, totals }: Order.Head): Payment {
  const none = { captured: 0, refunded: 0, refundable: 0, late: false, attempts: 0, version: 0, revision: 0 };
  return { paymentId, orderId, provider: "none", amount: totals.total, currency, capture: "automatic", status: "open", ...none };
}

/**
 * Writes the attempt down before it is sent. A claim that was taken over after a crash finds its attempt begun: the same one is sent
 * again. Throws `payment.in_progress` when another was quicker.
 */
async function begin(ctx: Context, payment: Payment, attemptId: string): Promise<Payment> {
  if (payment.attempt?.attemptId === attemptId) return payment;
  const change = { attempts: payment.attempts + 1, attempt: { attemptId, status: "open" as const, startedAt: instant(ctx) } };
  const after = { ...payment, ...change, revision: payment.revision + 1 };
  if (await Store.commitAlone(ctx, payment.revision === 0 ? Store.inserting(ctx, after) : Store.updating(ctx, payment, change)))
    return after;
  // The client repeats a write whose answer was lost, and is then refused by its own first try.
  const now = await Store.find(ctx, payment.paymentId);
  if (now?.attempt?.attemptId !== attemptId) throw InProgress();
  return now;
}

interface Sent extends Confirm {
  attemptId: string;
  /** No other try has sent this attempt. */
  first: boolean;
}

async function send(ctx: Context, provider: PaymentProvider, sent: Sent, read: Settling["read"]): Promise<Confirmation> {
  const { paymentId, attemptId } = sent;
  const snapshot = await attempt(ctx, provider, sent);
  const payment = (snapshot && (await settleOr(ctx, provider, snapshot, read))) ?? (await Store.find(ctx, paymentId));
  if (!payment) throw PaymentNotFound();
  return told(payment, attemptId);
}

/** A charge that came after the cancel and cannot be refunded at once is refunded by its webhook. */
async function settleOr(ctx: Context, provider: PaymentProvider, snapshot: Snapshot, read: Settling["read"]): Promise<Payment | undefined> {
  try {
    return await settle(ctx, provider, snapshot, { read });
  } catch (error) {
    if (!(error instanceof ProviderFailure)) throw error;
    ctx.log.warn("a refund waits for the provider", { paymentId: snapshot.paymentId, reason: error.message });
    return undefined;
  }
}

/** The provider's answer; undefined when there was none, so that the card may have been charged. */
async function attempt(ctx: Context, provider: PaymentProvider, sent: Sent): Promise<Snapshot | undefined> {
  const { paymentId, attemptId, paymentMethod, returnUrl, first } = sent;
  try {
    return await provider.confirm({ paymentId, attemptId, paymentMethod, returnUrl });
  } catch (error) {
    // That nothing came of this call says nothing about the one before it, whose claim was taken over.
    if (error instanceof ProviderFailure && !(error.certain && first)) {
      ctx.log.warn("an attempt's answer is unknown", { paymentId, attemptId, reason: error.message });
      return undefined;
    }
    await decide(ctx, paymentId, () => forget(ctx, paymentId, attemptId));
    throw unavailable(ctx, error);
  }
}

/** An attempt that surely never happened does not count. */
async function forget(ctx: Context, paymentId: string, attemptId: string): Promise<void> {
  const payment = await Store.find(ctx, paymentId);
  if (payment?.attempt?.attemptId !== attemptId || payment.attempt.status !== "open") return;
  await transact(ctx, [Store.updating(ctx, payment, { attempts: payment.attempts - 1, attempt: undefined })]);
}

function unavailable(ctx: Context, error: unknown): unknown {
  if (!(error instanceof ProviderFailure)) return error;
  ctx.log.warn("the provider cannot be reached", { reason: error.message });
  return ProviderUnavailable({}, { cause: error });
}

async function reached<T>(ctx: Context, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    throw unavailable(ctx, error);
  }
}

/** The payment with all that the provider knows of a pending attempt. Throws ProviderFailure. */
export async function inquire(ctx: Context, provider: PaymentProvider, payment: Payment | undefined): Promise<Payment | undefined> {
  if (!payment || !isPending(payment)) return payment;
  const snapshot = await provider.find(payment.paymentId);
  return snapshot ? settle(ctx, provider, snapshot) : payment;
}

/** As `inquire`, for those who only look: they are told what is known here when the provider cannot be asked. */
async function looked(ctx: Context, payment: Payment | undefined): Promise<Payment | undefined> {
  if (!payment || !isPending(payment)) return payment;
  try {
    return await inquire(ctx, providerOf(ctx), payment);
  } catch (error) {
    ctx.log.warn("a pending payment could not be looked up", {
      paymentId: payment.paymentId,
      reason: error instanceof Error ? error.message : String(error),
    });
    return payment;
  }
}

/** How a payment stands; a pending one is looked up at the provider, that of a canceled order takes nothing more. Throws `payment.not_found`. */
export async function get(ctx: Context, input: { paymentId: string; orderId?: string | undefined }): Promise<State> {
  const head = await admitted(ctx, input.paymentId, input.orderId);
  const payment = (await looked(ctx, await Store.find(ctx, input.paymentId))) ?? unopened(head);
  const state = stateOf(payment, ctx.now());
  const over = head.status === "canceled" && (state.status === "open" || state.status === "requires_action");
  if (!over) return state;
  // Nobody is sent to the bank's page for an order that is gone.
  const { nextAction: _nextAction, ...rest } = state;
  return { ...rest, status: "voided" };
}

/** What has become of a confirmation that was answered `processing`. Throws `payment.closed` when its order was canceled. */
export async function follow(ctx: Context, { paymentId, attemptId }: Confirmation): Promise<Confirmation> {
  const payment = await looked(ctx, await Store.find(ctx, paymentId));
  if (!payment) throw PaymentNotFound();
  return told(payment, attemptId);
}
