import { createHash } from "node:crypto";
import type { Method } from "./method.ts";

export type Status = "open" | "requires_action" | "authorized" | "captured" | "voided";

export interface Metadata {
  shopId: string;
  orderId: string;
  paymentId: string;
}

export interface Attempt {
  id: string;
  method: string;
  status: "succeeded" | "declined" | "requires_action" | "abandoned";
  declineCode?: string | undefined;
  challengeId?: string | undefined;
  returnUrl?: string | undefined;
  at: string;
}

export interface Refund {
  id: string;
  amount: number;
  at: string;
}

/** A payment at the provider. It is charged once at most, whatever is asked of it. */
export interface Intent {
  id: string;
  metadata: Metadata;
  amount: number;
  currency: string;
  capture: "automatic" | "manual";
  status: Status;
  attempts: Attempt[];
  captured: number;
  refunds: Refund[];
  version: number;
  createdAt: string;
}

export type EntryKind = "authorization" | "charge" | "void" | "refund";
export type WebhookType =
  | "payment.authorized"
  | "payment.captured"
  | "payment.attempt_declined"
  | "payment.requires_action"
  | "payment.voided"
  | "refund.succeeded";

/** What a command makes of an intent. Without an entry no money moved. */
export interface Change {
  intent: Intent;
  webhook: WebhookType;
  entry?: { kind: EntryKind; amount: number; reference: string };
}

/** A command that the intent's state does not allow. */
export class Refused extends Error {
  readonly code: string;
  readonly intent: Intent | undefined;
  constructor(code: string, intent?: Intent) {
    super(code);
    this.name = "Refused";
    this.code = code;
    this.intent = intent;
  }
}

export type NewIntent = Pick<Intent, "amount" | "currency" | "capture" | "metadata">;

export function open(input: NewIntent, at: string): Intent {
  const id = `pi_${createHash("sha256").update(input.metadata.paymentId).digest("hex").slice(0, 24)}`;
  return { id, ...input, status: "open", attempts: [], captured: 0, refunds: [], version: 1, createdAt: at };
}

const attemptsLimit = 20;

/** A confirmation by a new attempt. One that was begun before it and waits for the shopper's bank is abandoned. */
export function attempt(intent: Intent, method: Method, next: Omit<Attempt, "status">): Change {
  if (intent.status !== "open" && intent.status !== "requires_action") throw new Refused(`intent_${intent.status}`, intent);
  if (intent.attempts.length >= attemptsLimit) throw new Refused("too_many_attempts", intent);
  const earlier = intent.attempts.map((one) => (one.status === "requires_action" ? { ...one, status: "abandoned" as const } : one));
  const { challengeId, ...plain } = next;
  if (method.outcome === "succeed") return paid({ ...intent, attempts: [...earlier, { ...plain, status: "succeeded" }] }, next.id);
  if (method.outcome === "decline") {
    const declined: Attempt = { ...plain, status: "declined", declineCode: method.declineCode };
    return { intent: { ...intent, status: "open", attempts: [...earlier, declined] }, webhook: "payment.attempt_declined" };
  }
  const challenged: Attempt = { ...plain, challengeId, status: "requires_action" };
  return { intent: { ...intent, status: "requires_action", attempts: [...earlier, challenged] }, webhook: "payment.requires_action" };
}

/** The shopper's answer on the bank's page. */
export function answer(intent: Intent, attemptId: string, approved: boolean): Change {
  const pending = intent.attempts.find((one) => one.id === attemptId);
  if (intent.status !== "requires_action" || pending?.status !== "requires_action") throw new Refused("challenge_over", intent);
  const become = (changes: Partial<Attempt>) => intent.attempts.map((one) => (one.id === attemptId ? { ...one, ...changes } : one));
  if (approved) return paid({ ...intent, attempts: become({ status: "succeeded" }) }, attemptId);
  const attempts = become({ status: "declined", declineCode: "authentication_failed" });
  return { intent: { ...intent, status: "open", attempts }, webhook: "payment.attempt_declined" };
}

function paid(intent: Intent, reference: string): Change {
  if (intent.capture === "manual") {
    return {
      intent: { ...intent, status: "authorized" },
      webhook: "payment.authorized",
      entry: { kind: "authorization", amount: intent.amount, reference },
    };
  }
  return charged(intent, reference);
}

function charged(intent: Intent, reference: string): Change {
  return {
    intent: { ...intent, status: "captured", captured: intent.amount },
    webhook: "payment.captured",
    entry: { kind: "charge", amount: intent.amount, reference },
  };
}

export function capture(intent: Intent): Change {
  if (intent.status !== "authorized") throw new Refused(`intent_${intent.status}`, intent);
  return charged(intent, "capture");
}

export function cancel(intent: Intent): Change {
  if (intent.status === "captured" || intent.status === "voided") throw new Refused(`intent_${intent.status}`, intent);
  const attempts = intent.attempts.map((one) => (one.status === "requires_action" ? { ...one, status: "abandoned" as const } : one));
  return {
    intent: { ...intent, status: "voided", attempts },
    webhook: "payment.voided",
    entry: { kind: "void", amount: 0, reference: "void" },
  };
}

export const refunded = (intent: Intent): number => intent.refunds.reduce((sum, { amount }) => sum + amount, 0);

export function refund(intent: Intent, next: Refund): Change {
  if (intent.status !== "captured") throw new Refused(`intent_${intent.status}`, intent);
  if (refunded(intent) + next.amount > intent.captured) throw new Refused("amount_too_large", intent);
  return {
    intent: { ...intent, refunds: [...intent.refunds, next] },
    webhook: "refund.succeeded",
    entry: { kind: "refund", amount: next.amount, reference: next.id },
  };
}
