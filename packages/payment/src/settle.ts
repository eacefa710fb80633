import { type Context, instant, transact, TransactionRefused, type Write } from "@souk/core";
import { Order } from "@souk/order";
import { decide } from "./decide.ts";
import { AttemptDeclined, PaymentAuthorized, PaymentCaptured, PaymentFailed, PaymentVoided } from "./payment.event.ts";
import { announce, idsOf, type Moved, voided } from "./payment.fragment.ts";
import { attemptsLimit, judge, moneyOf, type Payment, type Verdict } from "./payment.model.ts";
import * as Store from "./payment.store.ts";
import type { PaymentProvider, Snapshot } from "./provider.ts";
import { finishRefunds, refundRest } from "./refund.ts";

interface Read {
  payment: Payment;
  head: Order.Head;
}

export interface Settling {
  /** Committed with the change: the record of a webhook. */
  extra?: Write[];
  /** Payment and order as they were a moment ago, which saves reading them. */
  read?: Read | undefined;
}

/**
 * Takes in what the provider says about a payment. The answer to a confirmation, a webhook and a look-up all end here, in one
 * idempotent command: whichever comes first moves the payment and its order in one transaction, and the others change nothing.
 * Answers the payment as it then is; undefined when there is none.
 */
export async function settle(
  ctx: Context,
  provider: PaymentProvider,
  snapshot: Snapshot,
  { extra = [], read }: Settling = {},
): Promise<Payment | undefined> {
  // What was read before is good for one try: when others wrote since, the conditions fail and the next try reads anew.
  let known = read;
  const payment = await decide(ctx, snapshot.paymentId, () => {
    const first = known;
    known = undefined;
    return step(ctx, provider, snapshot, extra, first);
  });
  if (!payment) return undefined;
  const after = snapshot.refunds.length > 0 ? await finishRefunds(ctx, payment, snapshot) : payment;
  if (after.late && after.refunded < after.captured) await refundRest(ctx, provider, after);
  return after;
}

async function step(
  ctx: Context,
  provider: PaymentProvider,
  snapshot: Snapshot,
  extra: Write[],
  read?: Read,
): Promise<Payment | undefined> {
  const payment = read?.payment ?? (await Store.find(ctx, snapshot.paymentId));
  if (!payment) return undefined;
  const verdict = judge(payment, snapshot);
  if (verdict.kind === "nothing") return payment;
  if (verdict.kind === "release") return released(ctx, provider, payment);
  const head =
    verdict.kind === "capture" || verdict.kind === "authorize" || verdict.kind === "void"
      ? (read?.head ?? (await Order.findHead(ctx, payment.orderId)))
      : undefined;
  if (verdict.kind === "authorize" && !(head && Order.allows(head, "authorize"))) {
    // Two reads: an order that was read later than its payment may have been authorized in between, and then nothing is let go.
    const now = await Store.find(ctx, payment.paymentId);
    return now?.revision === payment.revision ? released(ctx, provider, payment) : step(ctx, provider, snapshot, extra);
  }
  const { after, writes } = moves(ctx, payment, snapshot, verdict, head);
  try {
    await transact(ctx, [...writes, ...extra]);
    return after;
  } catch (error) {
    // The same webhook, a moment earlier.
    if (error instanceof TransactionRefused && error.failed("inbox")) return Store.find(ctx, payment.paymentId);
    throw error;
  }
}

/** Money that is held for an order that ended is let go; what the provider then says is settled in turn. */
async function released(ctx: Context, provider: PaymentProvider, payment: Payment): Promise<Payment | undefined> {
  const after = await provider.void(payment.paymentId);
  return after && after.status !== "authorized" ? settle(ctx, provider, after) : payment;
}

type Moving = Exclude<Verdict, { kind: "nothing" } | { kind: "release" }>;

function moves(ctx: Context, payment: Payment, snapshot: Snapshot, verdict: Moving, head: Order.Head | undefined): Moved {
  const { attempt } = payment;
  const succeeded = attempt && { ...attempt, status: "succeeded" as const };
  switch (verdict.kind) {
    case "capture": {
      const { captured } = snapshot;
      const payable = head !== undefined && Order.allows(head, "pay");
      const amount = moneyOf(payment, captured);
      const change = { status: "captured" as const, captured, refundable: captured, late: !payable, attempt: succeeded };
      const moved = announce(ctx, payment, change, PaymentCaptured, { ...idsOf(payment), amount, late: !payable });
      if (!payable) ctx.log.warn("captured after the order was canceled: refunding", idsOf(payment));
      return payable
        ? { ...moved, writes: [...moved.writes, ...Order.paying(ctx, head, { paymentId: payment.paymentId, amount })] }
        : moved;
    }
    case "authorize": {
      const amount = moneyOf(payment, payment.amount);
      const moved = announce(ctx, payment, { status: "authorized", attempt: succeeded }, PaymentAuthorized, { ...idsOf(payment), amount });
      return head
        ? { ...moved, writes: [...moved.writes, ...Order.authorizing(ctx, head, { paymentId: payment.paymentId, amount })] }
        : moved;
    }
    case "void": {
      const lost = payment.status === "authorized" && head?.status !== "canceled";
      if (lost) ctx.log.error("an authorized payment was lost at the provider", idsOf(payment));
      return voided(ctx, payment, lost ? PaymentFailed : PaymentVoided);
    }
    case "decline": {
      const { declineCode } = verdict;
      const { attemptId } = verdict.attempt;
      const data = { ...idsOf(payment), attemptId, declineCode, attemptsLeft: Math.max(0, attemptsLimit - payment.attempts) };
      return announce(ctx, payment, { attempt: { ...verdict.attempt, status: "declined", declineCode } }, AttemptDeclined, data);
    }
    case "challenge": {
      const change = {
        attempt: { ...verdict.attempt, status: "requires_action" as const, redirectUrl: verdict.redirectUrl, challengedAt: instant(ctx) },
      };
      return { after: { ...payment, ...change, revision: payment.revision + 1 }, writes: [Store.updating(ctx, payment, change)] };
    }
  }
}
