/** Refusals that say: nothing was done, send it again under the same key. */
const again = new Set([
  "request.contended",
  "checkout.contended",
  "idempotency.in_flight",
  "payment.in_progress",
  "payment.provider_unavailable",
]);

/** Whether somebody who was told this knows as little as before; without any answer the status is 0. */
export const isOpen = ({ status, code }: { status: number; code: string }): boolean => status === 0 || status >= 500 || again.has(code);
