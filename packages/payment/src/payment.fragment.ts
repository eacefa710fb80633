import { type Context, emit, type EventDefinition, type Write } from "@souk/core";
import type { Fact } from "@souk/core/event";
import type { PaymentFailed } from "./payment.event.ts";
import { PaymentVoided } from "./payment.event.ts";
import { moneyOf, type Payment } from "./payment.model.ts";
import { partitionOf, updating } from "./payment.store.ts";

/** A payment as it is once the writes are committed. */
export interface Moved {
  after: Payment;
  writes: Write[];
}

export const idsOf = ({ paymentId, orderId }: Payment) => ({ paymentId, orderId });

/** A change of the payment and the one event that tells it (labels `payment` and `event`). */
export function announce<D extends EventDefinition>(
  ctx: Context,
  payment: Payment,
  change: Partial<Payment>,
  definition: D,
  data: Fact<D>["data"],
): Moved {
  const version = payment.version + 1;
  const fact: Fact<D> = { partition: partitionOf(ctx, payment.paymentId), subject: payment.paymentId, sequence: version, data };
  return {
    after: { ...payment, ...change, version, revision: payment.revision + 1 },
    writes: [updating(ctx, payment, { ...change, version }), emit(ctx, definition, fact)],
  };
}

/** Closes a payment with nothing charged. */
export const voided = (ctx: Context, payment: Payment, definition: typeof PaymentVoided | typeof PaymentFailed = PaymentVoided): Moved =>
  announce(ctx, payment, { status: "voided" }, definition, { ...idsOf(payment), amount: moneyOf(payment, payment.amount) });
