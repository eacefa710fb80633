/** What a test payment method makes the provider do. Names are Stripe's where it has one. */
export interface Method {
  outcome: "succeed" | "decline" | "challenge";
  declineCode?: string;
  /** Times that each webhook of the payment is sent. */
  webhooks?: number;
  webhookDelaySeconds?: number;
  /** How long the answer is held back once the money has moved. */
  silentMilliseconds?: number;
}

const decline = (declineCode: string): Method => ({ outcome: "decline", declineCode });

const methods = new Map<string, Method>([
  ["pm_card_visa", { outcome: "succeed" }],
  ["pm_card_mastercard", { outcome: "succeed" }],
  ["pm_card_chargeDeclined", decline("generic_decline")],
  ["pm_card_chargeDeclinedInsufficientFunds", decline("insufficient_funds")],
  ["pm_card_chargeDeclinedExpiredCard", decline("expired_card")],
  ["pm_card_chargeDeclinedProcessingError", decline("processing_error")],
  ["pm_card_authenticationRequired", { outcome: "challenge" }],
  // Silent for longer than any caller waits, so that who asked cannot know whether the card was charged; then the webhook says so.
  ["pm_card_timeoutAfterCharge", { outcome: "succeed", silentMilliseconds: 6000, webhookDelaySeconds: 5 }],
  ["pm_card_duplicateWebhook", { outcome: "succeed", webhooks: 2 }],
  ["pm_card_lateWebhook", { outcome: "succeed", webhookDelaySeconds: 20 }],
]);

export const findMethod = (name: string): Method | undefined => methods.get(name);
