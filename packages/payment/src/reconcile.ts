import type { Context } from "@souk/core";
import { job } from "@souk/core/job";
import { type Patrol, patrol, type Unsettled } from "@souk/core/patrol";
import { Order } from "@souk/order";
import { type Difference, differences } from "./difference.ts";
import { orderIdOf } from "./payment.ts";
import type { Payment } from "./payment.model.ts";
import * as Store from "./payment.store.ts";
import type { PaymentProvider, Snapshot } from "./provider.ts";
import { findProvider } from "./provider/linked.ts";
import { refundRest } from "./refund.ts";
import { letGo } from "./release.ts";
import { settle } from "./settle.ts";

/** Webhooks have this long to come first; what was committed at the provider by then is in its listing. */
const lagMilliseconds = 60_000;
/** An order's money is compared an hour after it was placed: the hold, the bank's page and the webhooks are over. */
const auditMilliseconds = 3_600_000;
/** How far back a shop is looked at that was never reconciled. */
const firstMilliseconds = 7 * 86_400_000;
/** What only a person may decide is said when it is still there at the next look: what is under way differs for moments. */
const personSeconds = 60;
const runSeconds = 10;

const instantBefore = (ctx: Context, milliseconds: number) => new Date(ctx.now().getTime() - milliseconds).toISOString();

/**
 * Compares one payment in both books: first takes in what the provider says, by the command that a webhook leads to, and lets go or
 * gives back what the shop has no claim to; then says what still differs.
 */
export async function reconcile(
  base: Context,
  provider: PaymentProvider,
  paymentId: string,
  told?: Snapshot,
): Promise<Unsettled | undefined> {
  const snapshot = told ?? (await provider.find(paymentId));
  const ctx: Context = snapshot ? { ...base, shopId: snapshot.shopId } : base;
  if (snapshot) await mend(ctx, provider, snapshot);
  // The shop's books first: a refund that is begun in between is asked for here before it is made there.
  const payment = await Store.find(ctx, paymentId);
  const [head, refunds] = await Promise.all([
    Order.findHead(ctx, payment?.orderId ?? orderIdOf(paymentId)),
    payment ? Store.listRefunds(ctx, paymentId) : [],
  ]);
  const books = { head, payment, refunds };
  if (differences(books, snapshot).length === 0) return undefined;
  // What the provider said is overtaken by what was mended since: before anything is called different, it is asked anew.
  const now = await provider.find(paymentId);
  const found = differences(books, now);
  return found.length === 0 ? undefined : unsettled(found, paymentId, payment, now);
}

async function mend(ctx: Context, provider: PaymentProvider, snapshot: Snapshot): Promise<void> {
  const before = await Store.find(ctx, snapshot.paymentId);
  const after = await settle(ctx, provider, snapshot);
  if (after && before && after.version !== before.version)
    ctx.log.warn("a payment was settled by reconciliation", { paymentId: after.paymentId, orderId: after.orderId, status: after.status });
  if (after?.status === "voided" && (snapshot.status === "open" || snapshot.status === "requires_action"))
    await letGo(ctx, provider, after);
  const head = after?.status === "captured" && after.refundable > 0 ? await Order.findHead(ctx, after.orderId) : undefined;
  if (after && head?.status === "canceled") await refundRest(ctx, provider, after);
}

function unsettled(found: Difference[], paymentId: string, payment: Payment | undefined, snapshot: Snapshot | undefined): Unsettled {
  const facts = {
    paymentId,
    orderId: payment?.orderId ?? snapshot?.orderId ?? orderIdOf(paymentId),
    here: payment ? `${payment.status} ${payment.captured}-${payment.refunded} of ${payment.amount} ${payment.currency}` : "absent",
    there: snapshot
      ? `${snapshot.status} ${snapshot.captured}-${snapshot.refunds.reduce((sum, { amount }) => sum + amount, 0)} of ${snapshot.amount} ${snapshot.currency}`
      : "absent",
  };
  return { difference: found.join(" "), facts, patienceSeconds: personSeconds };
}

interface Window {
  from: string;
  to: string;
  cursor?: string | undefined;
}

/** All that changed at the provider since the last run: a webhook that was lost, late or never sent is found here. */
export const changesAt = (provider: PaymentProvider): Patrol<Snapshot> => ({
  name: "reconcile",
  async next(ctx, position) {
    const to = instantBefore(ctx, lagMilliseconds);
    const { from, ...begun } = position ? (JSON.parse(position) as Window) : { from: instantBefore(ctx, firstMilliseconds), to: "" };
    // A window that was begun is gone through to its own end: the cursor is good for no other.
    const window: Window = begun.cursor ? { from, to: begun.to, cursor: begun.cursor } : { from, to };
    if (window.from >= window.to) return { items: [], position: position ?? JSON.stringify({ from, to: from }), more: false };
    const { snapshots, cursor } = await provider.changes(window);
    const next: Window = cursor ? { ...window, cursor } : { from: window.to, to: window.to };
    return {
      items: snapshots.map((snapshot) => ({ subject: snapshot.paymentId, item: snapshot })),
      position: JSON.stringify(next),
      more: cursor !== undefined || window.to < to,
    };
  },
  check: (ctx, paymentId, snapshot) => reconcile(ctx, provider, paymentId, snapshot),
});

/** All orders, an hour after they were placed: money that stands in the shop's books and not in the provider's is found here. */
export const ordersAt = (provider: PaymentProvider): Patrol<undefined> => ({
  name: "audit",
  async next(ctx, position) {
    const after = position ?? instantBefore(ctx, firstMilliseconds);
    const page = await Order.listPlaced(ctx, { after, before: instantBefore(ctx, auditMilliseconds), limit: 20 });
    return { ...page, items: page.items.map(({ paymentId }) => ({ subject: paymentId, item: undefined })) };
  },
  async check(ctx, paymentId) {
    const payment = await Store.find(ctx, paymentId);
    // Never begun, or closed before it was: the provider has not heard of it.
    if (payment?.provider === "none") return undefined;
    return reconcile(ctx, provider, paymentId);
  },
});

/** One run of both comparisons. A stage without a provider has nothing to compare. */
export async function run(ctx: Context): Promise<{ PaymentDifferences: number }> {
  const provider = findProvider(ctx);
  if (!provider) return { PaymentDifferences: 0 };
  const changes = await patrol(ctx, changesAt(provider), runSeconds);
  const orders = await patrol(ctx, ordersAt(provider), runSeconds);
  // A payment may be a case of both.
  return { PaymentDifferences: new Set([...changes.stuck, ...orders.stuck]).size };
}

export const handler = job("reconcile", run);
