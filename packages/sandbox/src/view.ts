import { type Intent, refunded } from "./intent.ts";

/** A payment as the API and webhooks show it. Paths are relative to the API's own address, which only its callers know. */
export function view(intent: Intent) {
  const { version: _version, refunds, attempts, ...shown } = intent;
  return {
    ...shown,
    refunded: refunded(intent),
    refunds: refunds.map(({ id, amount }) => ({ id, amount, status: "succeeded" })),
    attempts: attempts.map(({ id, status, declineCode, challengeId }) => ({
      id,
      status,
      ...(declineCode ? { declineCode } : {}),
      ...(status === "requires_action" && challengeId ? { challengePath: `challenge/${challengeId}` } : {}),
    })),
  };
}
