import { divideRounded, Money, typeIdPattern } from "@souk/core";
import * as z from "zod";
import type { Snapshot } from "./provider.ts";

export const attemptsLimit = 5;
/** A shopper at the bank's page keeps the stock so long. */
export const challengeSeconds = 1800;
/** Longer than a function lives: an attempt that the provider has not heard of by then was never sent. */
export const flightSeconds = 15;

export const PaymentId = z.string().regex(typeIdPattern("pay")).meta({ example: "pay_01h455vb4pex5vsknk084sn02q" });

export interface Attempt {
  attemptId: string;
  /** `open`: the provider's answer is not known yet. */
  status: "open" | "requires_action" | "declined" | "succeeded";
  declineCode?: string;
  redirectUrl?: string;
  startedAt: string;
  challengedAt?: string;
}

export interface Payment {
  paymentId: string;
  orderId: string;
  provider: string;
  amount: number;
  currency: string;
  capture: "automatic" | "manual";
  status: "open" | "authorized" | "captured" | "voided";
  captured: number;
  refunded: number;
  /** Captured, and neither refunded nor being refunded. */
  refundable: number;
  /** Captured after its order was canceled: such an order is not paid, so that a refund moves the payment alone. */
  late: boolean;
  attempts: number;
  /** The latest one. Those before it are told by the events. */
  attempt?: Attempt | undefined;
  /** Events so far. */
  version: number;
  /** Writes so far: most of them announce nothing, and each is conditional on the one before. */
  revision: number;
}

export const NextAction = z.strictObject({ type: z.literal("redirect"), redirectUrl: z.string() });

/** What became of a confirmation. */
export const Confirmation = z.strictObject({
  paymentId: z.string(),
  orderId: z.string(),
  attemptId: z.string(),
  status: z.enum(["captured", "authorized", "requires_action", "processing", "declined"]),
  amount: Money,
  nextAction: NextAction.optional(),
  declineCode: z.string().optional(),
  attemptsLeft: z.int(),
});
export type Confirmation = z.infer<typeof Confirmation>;

export const State = z.strictObject({
  paymentId: z.string(),
  orderId: z.string(),
  status: z.enum(["open", "requires_action", "processing", "authorized", "captured", "voided"]),
  amount: Money,
  captured: Money,
  refunded: Money,
  nextAction: NextAction.optional(),
  declineCode: z.string().optional().meta({ description: "Why the latest attempt failed" }),
  attemptsLeft: z.int(),
});
export type State = z.infer<typeof State>;

export const moneyOf = ({ currency }: Pick<Payment, "currency">, amount: number): Money => ({ amount, currency });

/** An attempt whose end is not known here. */
export const isPending = (payment: Payment): boolean =>
  payment.status === "open" && (payment.attempt?.status === "open" || payment.attempt?.status === "requires_action");

/** Until when a pending attempt may still end well without anything further from here. */
export function pendingUntil({ startedAt, challengedAt, status }: Attempt): number {
  if (status === "requires_action") return Date.parse(challengedAt ?? startedAt) + challengeSeconds * 1000;
  return Date.parse(startedAt) + flightSeconds * 1000;
}

export type Verdict =
  | { kind: "nothing" }
  | { kind: "capture" }
  | { kind: "authorize" }
  /** The provider holds money for a payment that is closed here. */
  | { kind: "release" }
  | { kind: "void" }
  | { kind: "challenge"; attempt: Attempt; redirectUrl: string }
  | { kind: "decline"; attempt: Attempt; declineCode: string };

/**
 * What the provider's word means for the payment as it stands. Only ever forward, so that old news, news told twice and news in the
 * wrong order change nothing.
 */
export function judge(payment: Payment, snapshot: Snapshot): Verdict {
  if (payment.status === "captured") return { kind: "nothing" };
  if (snapshot.status === "captured") return { kind: "capture" };
  if (snapshot.status === "authorized" && payment.status === "open") return { kind: "authorize" };
  if (snapshot.status === "authorized" && payment.status === "voided") return { kind: "release" };
  if (snapshot.status === "voided" && payment.status !== "voided") return { kind: "void" };
  return judgeAttempt(payment, snapshot);
}

function judgeAttempt({ status, attempt }: Payment, snapshot: Snapshot): Verdict {
  const theirs = snapshot.attempts.find((one) => one.attemptId === attempt?.attemptId);
  if (status !== "open" || !attempt || !theirs || (attempt.status !== "open" && attempt.status !== "requires_action"))
    return { kind: "nothing" };
  if (theirs.status === "declined") return { kind: "decline", attempt, declineCode: theirs.declineCode ?? "generic_decline" };
  if (theirs.status === "abandoned") return { kind: "decline", attempt, declineCode: "abandoned" };
  if (theirs.status === "requires_action" && attempt.status === "open" && theirs.redirectUrl) {
    return { kind: "challenge", attempt, redirectUrl: theirs.redirectUrl };
  }
  return { kind: "nothing" };
}

/** What the caller of an attempt is told. Undefined when the payment is closed. */
export function confirmationOf(payment: Payment, attemptId: string): Confirmation | undefined {
  const { paymentId, orderId, attempt } = payment;
  const told = { paymentId, orderId, attemptId, amount: moneyOf(payment, payment.amount), attemptsLeft: attemptsLimit - payment.attempts };
  if (payment.status === "voided" || payment.late) return undefined;
  if (payment.status !== "open") return { ...told, status: payment.status };
  if (attempt?.attemptId !== attemptId) return { ...told, status: "declined", declineCode: "abandoned" };
  if (attempt.status === "declined") return { ...told, status: "declined", declineCode: attempt.declineCode ?? "generic_decline" };
  if (attempt.status === "requires_action") return { ...told, status: "requires_action", ...nextActionOf(attempt) };
  return { ...told, status: "processing" };
}

const nextActionOf = ({ redirectUrl }: Attempt) => (redirectUrl ? { nextAction: { type: "redirect" as const, redirectUrl } } : {});

/** How the payment stands, for whoever may see it. */
export function stateOf(payment: Payment, now: Date): State {
  const { paymentId, orderId, attempt, amount, captured, refunded } = payment;
  const told = {
    paymentId,
    orderId,
    amount: moneyOf(payment, amount),
    captured: moneyOf(payment, captured),
    refunded: moneyOf(payment, refunded),
    attemptsLeft: Math.max(0, attemptsLimit - payment.attempts),
  };
  if (payment.status !== "open") return { ...told, status: payment.status };
  if (attempt?.status === "requires_action") return { ...told, status: "requires_action", ...nextActionOf(attempt) };
  if (attempt?.status === "open" && now.getTime() < pendingUntil(attempt)) return { ...told, status: "processing" };
  return { ...told, status: "open", ...(attempt?.declineCode ? { declineCode: attempt.declineCode } : {}) };
}

/** The tax in a refund: of running totals, so that the shares of all refunds add up to the order's whole tax. */
export function taxOf(totals: { total: number; tax: number }, refundedBefore: number, amount: number): number {
  const share = (sum: number) => (totals.total === 0 ? 0 : divideRounded(sum * totals.tax, totals.total));
  return share(refundedBefore + amount) - share(refundedBefore);
}
