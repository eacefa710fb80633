import { type Context, DomainError, instant, type Money, transact } from "@souk/core";
import { Order } from "@souk/order";
import { decide } from "./decide.ts";
import { NotRefundable, NothingToRefund, PaymentNotFound, ProviderUnavailable, RefundTooLarge } from "./payment.error.ts";
import { PaymentRefunded } from "./payment.event.ts";
import { announce, idsOf } from "./payment.fragment.ts";
import { moneyOf, type Payment, taxOf } from "./payment.model.ts";
import * as Store from "./payment.store.ts";
import { type PaymentProvider, ProviderFailure, type Snapshot } from "./provider.ts";
import { providerOf } from "./provider/linked.ts";
import { price, type RefundRequest } from "./refund.model.ts";

export interface Refunded {
  refundId: string;
  paymentId: string;
  orderId: string;
  amount: Money;
  /** `processing`: the provider's answer is unknown; its webhook, or the same request again, ends it. */
  status: "succeeded" | "processing";
  totalRefunded: Money;
}

/**
 * Gives back some or all of what was captured, under the claim's id: the money is first set aside here, so that refunds together never
 * exceed it, then returned by the provider, then written down with the order. Throws `payment.not_found`, `payment.not_refundable`,
 * `payment.refund_too_large`, `payment.nothing_to_refund`, `payment.provider_unavailable`, `order.over_restocked`.
 */
export async function refund(ctx: Context, input: RefundRequest & { paymentId: string }, claimId: string): Promise<Refunded> {
  const provider = providerOf(ctx);
  const { row, own } = await decide(ctx, input.paymentId, () => setAside(ctx, input, claimId.replace(/^[a-z]+_/, "ref_")));
  return row.status === "pending" ? carryOut(ctx, provider, row, own ? "own" : "taken over") : ended(ctx, row);
}

/** What has become of a refund that was answered `processing`: it is asked for again, under its own id. */
export async function followRefund(ctx: Context, { paymentId, refundId }: Refunded): Promise<Refunded> {
  const row = await decide(ctx, paymentId, () => takenOver(ctx, paymentId, refundId));
  if (!row) throw PaymentNotFound();
  return row.status === "pending" ? carryOut(ctx, providerOf(ctx), row, "taken over") : ended(ctx, row);
}

/** Refunds all that is left of a payment, once, whoever asks and how often: its id follows from the payment's. */
export async function refundRest(ctx: Context, provider: PaymentProvider, payment: Payment): Promise<void> {
  const { paymentId } = payment;
  try {
    const { row } = await decide(ctx, paymentId, () => setAside(ctx, { paymentId }, paymentId.replace(/^[a-z]+_/, "ref_"), true));
    if (row.status === "pending") await carryOut(ctx, provider, row, "must end");
  } catch (error) {
    if (!RefundTooLarge.is(error)) throw error;
    await settleOthers(ctx, provider, payment);
  }
}

/** Others have set aside all that there is, since the payment was read. What of it is done and not written down, the provider knows. */
async function settleOthers(ctx: Context, provider: PaymentProvider, { paymentId }: Payment): Promise<void> {
  const [payment, snapshot] = [await Store.find(ctx, paymentId), await provider.find(paymentId)];
  const now = payment && snapshot && (await finishRefunds(ctx, payment, snapshot));
  if (now && now.refunded < now.captured) throw new ProviderFailure(`another refund of ${paymentId} is under way`, false);
}

/** A refund as it is, marked as sent by more than the one who began it. */
async function takenOver(ctx: Context, paymentId: string, refundId: string): Promise<Store.RefundRow | undefined> {
  const row = await Store.findRefund(ctx, paymentId, refundId);
  if (!row || row.status !== "pending" || row.shared) return row;
  await transact(ctx, [Store.sharing(ctx, row)]);
  return { ...row, shared: true };
}

async function setAside(
  ctx: Context,
  input: RefundRequest & { paymentId: string },
  refundId: string,
  automatic = false,
): Promise<{ row: Store.RefundRow; own: boolean }> {
  const { paymentId } = input;
  const payment = await Store.find(ctx, paymentId);
  if (!payment) throw PaymentNotFound();
  const known = automatic ? await Store.findRefund(ctx, paymentId, refundId) : await takenOver(ctx, paymentId, refundId);
  if (known) return { row: known, own: false };
  if (payment.status !== "captured") throw NotRefundable();
  if (payment.refundable === 0) throw RefundTooLarge({ refundable: 0 });
  const { head, detail } = await Order.get(ctx, payment.orderId);
  const priced = price(input, detail, input.lines || input.shipping ? await Store.listRefunds(ctx, paymentId) : [], payment.refundable);
  if (priced.amount > payment.refundable) throw RefundTooLarge({ refundable: payment.refundable });
  if (priced.amount === 0) throw NothingToRefund();
  const row: Store.RefundRow = {
    paymentId,
    refundId,
    status: "pending",
    ...priced,
    automatic,
    reason: input.reason,
    requestedAt: instant(ctx),
  };
  // What the order would refuse must be known before the money moves.
  if (!payment.late) Order.refunding(ctx, head, refundOf(payment, row));
  await transact(ctx, [Store.updating(ctx, payment, { refundable: payment.refundable - row.amount }), Store.beginning(ctx, row)]);
  return { row, own: true };
}

/**
 * `own`: no other try than this one has sent it, so that it can be taken back when the provider surely did nothing. One that was taken
 * over may have been carried out the first time, and only goes on.
 */
type Manner = "own" | "taken over" | "must end";

async function carryOut(ctx: Context, provider: PaymentProvider, row: Store.RefundRow, manner: Manner): Promise<Refunded> {
  const { paymentId, refundId, amount } = row;
  try {
    const snapshot = await provider.refund({ paymentId, refundId, amount });
    if (!snapshot.refunds.some((one) => one.refundId === refundId)) throw new ProviderFailure("the provider refused the refund", true);
  } catch (error) {
    if (!(error instanceof ProviderFailure)) throw error;
    if (manner === "must end") throw error;
    return unanswered(ctx, row, error, manner === "own");
  }
  return toRefunded(await finish(ctx, row), row, "succeeded");
}

async function ended(ctx: Context, row: Store.RefundRow): Promise<Refunded> {
  const payment = await Store.find(ctx, row.paymentId);
  if (!payment) throw PaymentNotFound();
  return toRefunded(payment, row, "succeeded");
}

async function unanswered(ctx: Context, row: Store.RefundRow, failure: ProviderFailure, own: boolean): Promise<Refunded> {
  const payment = await Store.find(ctx, row.paymentId);
  if (!payment) throw PaymentNotFound();
  if (!failure.certain || !(own && (await decide(ctx, row.paymentId, () => giveUp(ctx, row))))) {
    ctx.log.warn("a refund's answer is unknown", { ...idsOf(payment), refundId: row.refundId, reason: failure.message });
    return toRefunded(payment, row, "processing");
  }
  throw ProviderUnavailable({}, { cause: failure });
}

/** Nothing was returned: the money set aside may be refunded by another request. False when another try has taken the refund over. */
async function giveUp(ctx: Context, row: Store.RefundRow): Promise<boolean> {
  const [payment, now] = await Promise.all([Store.find(ctx, row.paymentId), Store.findRefund(ctx, row.paymentId, row.refundId)]);
  if (!payment || now?.status !== "pending" || now.shared) return false;
  await transact(ctx, [Store.updating(ctx, payment, { refundable: payment.refundable + row.amount }), Store.takingBack(ctx, row)]);
  return true;
}

/** Sends a refund again, under the id that it has, and writes down that it is made. Throws ProviderFailure: it waits on. */
export async function resume(ctx: Context, provider: PaymentProvider, row: Store.RefundRow): Promise<void> {
  const now = await decide(ctx, row.paymentId, () => takenOver(ctx, row.paymentId, row.refundId));
  if (now?.status === "pending") await carryOut(ctx, provider, now, "must end");
}

/** Writes down a refund that the provider has made: once, whether by its answer or by its webhook. */
const finish = (ctx: Context, row: Store.RefundRow): Promise<Payment> =>
  decide(ctx, row.paymentId, async () => {
    const [payment, now] = await Promise.all([Store.find(ctx, row.paymentId), Store.findRefund(ctx, row.paymentId, row.refundId)]);
    if (!payment) throw PaymentNotFound();
    if (now?.status !== "pending") return payment;
    const head = await Order.findHead(ctx, payment.orderId);
    const done = refundOf(payment, row);
    const { totalRefunded, amount } = done;
    const tax = moneyOf(payment, head ? taxOf(head.totals, payment.refunded, row.amount) : 0);
    const data = { ...idsOf(payment), refundId: row.refundId, amount, tax, totalRefunded, automatic: row.automatic };
    const { after, writes } = announce(ctx, payment, { refunded: totalRefunded.amount }, PaymentRefunded, data);
    const ofOrder = head && !payment.late ? refundingOrder(ctx, head, done) : [];
    await transact(ctx, [...writes, Store.ending(ctx, row), ...ofOrder]);
    return after;
  });

/** The money is back already: goods that another refund took to stock meanwhile must not keep this one from being written down. */
function refundingOrder(ctx: Context, head: Order.Head, done: ReturnType<typeof refundOf>) {
  try {
    return Order.refunding(ctx, head, done);
  } catch (error) {
    if (!(error instanceof DomainError) || !Order.OverRestocked.is(error)) throw error;
    ctx.log.error("a refund was written down without its goods", { orderId: head.orderId, refundId: done.refundId });
    return Order.refunding(ctx, head, { ...done, restock: [] });
  }
}

/** Ends the refunds that wait for an answer and that the provider shows as made. Answers the payment as it then is. */
export async function finishRefunds(ctx: Context, payment: Payment, snapshot: Snapshot): Promise<Payment> {
  const made = new Set(snapshot.refunds.map(({ refundId }) => refundId));
  if (payment.captured - payment.refundable === payment.refunded) return payment;
  const waiting = (await Store.listRefunds(ctx, payment.paymentId)).filter(
    ({ refundId, status }) => status === "pending" && made.has(refundId),
  );
  let after = payment;
  for (const row of waiting) after = await finish(ctx, row);
  return after;
}

const refundOf = (payment: Payment, { refundId, amount, restock }: Store.RefundRow) => ({
  refundId,
  amount: moneyOf(payment, amount),
  totalRefunded: moneyOf(payment, payment.refunded + amount),
  restock,
});

const toRefunded = (payment: Payment, { refundId, amount }: Store.RefundRow, status: Refunded["status"]): Refunded => ({
  refundId,
  ...idsOf(payment),
  amount: moneyOf(payment, amount),
  status,
  totalRefunded: moneyOf(payment, payment.refunded),
});
