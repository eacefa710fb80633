/** A payment as the provider has it: the only witness of what was charged. */
export interface Snapshot {
  shopId: string;
  orderId: string;
  paymentId: string;
  status: "open" | "requires_action" | "authorized" | "captured" | "voided";
  currency: string;
  amount: number;
  captured: number;
  attempts: {
    attemptId: string;
    status: "succeeded" | "declined" | "requires_action" | "abandoned";
    declineCode?: string | undefined;
    redirectUrl?: string | undefined;
  }[];
  refunds: { refundId: string; amount: number }[];
}

export interface NewPayment {
  shopId: string;
  orderId: string;
  paymentId: string;
  amount: number;
  currency: string;
  capture: "automatic" | "manual";
}

export interface Confirm {
  paymentId: string;
  attemptId: string;
  paymentMethod: string;
  returnUrl?: string | undefined;
}

export interface Refund {
  paymentId: string;
  refundId: string;
  amount: number;
}

export interface Webhook {
  id: string;
  snapshot: Snapshot;
}

export interface Changes {
  snapshots: Snapshot[];
  /** Where the next page begins; absent after the last. */
  cursor?: string | undefined;
}

/**
 * What Souk needs of a payment provider. Every command is idempotent by the id it names (payment, attempt, refund), charges a payment
 * once at most, and answers the payment as it is afterwards: where the state does not allow the command, as it was. Throws
 * ProviderFailure when there was no answer, and `payment.method_unknown`.
 */
export interface PaymentProvider {
  readonly name: string;
  /** No money moves. */
  create(payment: NewPayment): Promise<Snapshot>;
  /** A newer attempt replaces one that still waits for the shopper's bank. */
  confirm(attempt: Confirm): Promise<Snapshot>;
  /** By our own id: how an attempt of unknown result is cleared up. Undefined when the provider never heard of the payment. */
  find(paymentId: string): Promise<Snapshot | undefined>;
  /**
   * Payments that changed from one instant on and before another, as they are now: each at least once, a small page at a time. What
   * webhooks told, and what they should have told.
   */
  changes(window: { from: string; to: string; cursor?: string | undefined }): Promise<Changes>;
  capture(paymentId: string): Promise<Snapshot>;
  /** Undefined when the provider never heard of the payment. */
  void(paymentId: string): Promise<Snapshot | undefined>;
  refund(refund: Refund): Promise<Snapshot>;
  /** Undefined unless the provider signed these very bytes, less than five minutes from now. */
  verifyWebhook(rawBody: string, header: (name: string) => string | undefined, now: Date): Webhook | undefined;
}

/** No usable answer. `certain` when the request surely did nothing; else it may have been carried out. */
export class ProviderFailure extends Error {
  readonly certain: boolean;
  constructor(message: string, certain: boolean, cause?: unknown) {
    super(message, { cause });
    this.name = "ProviderFailure";
    this.certain = certain;
  }
}
