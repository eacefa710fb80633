import type { Order } from "@souk/order";
import type { Payment } from "./payment.model.ts";
import type { RefundRow } from "./payment.store.ts";
import type { Snapshot } from "./provider.ts";

/** What the shop has written down about a payment. */
export interface Books {
  head: Pick<Order.Head, "status" | "paymentStatus" | "totals"> | undefined;
  payment: Payment | undefined;
  refunds: RefundRow[];
}

export type Difference =
  /** The provider holds money of an order that the shop does not know. */
  | "money_without_order"
  /** The order is known, and no payment of it. */
  | "money_without_payment"
  /** The provider was asked for another amount or currency than the payment's. */
  | "other_amount"
  | "other_capture"
  | "other_status"
  /** Money is written down that the provider never heard of. */
  | "unknown_to_provider"
  /** The provider gave money back that nobody here asked for. */
  | "refund_not_ours"
  | "refund_not_made"
  | "other_refund"
  /** Payment and order contradict each other, which one transaction should rule out. */
  | "order_not_paid"
  | "order_paid_alone"
  /** Captured for an order that was canceled, and not given back. */
  | "not_given_back";

const paid = new Set(["paid", "partially_refunded", "refunded"]);
const same = { open: ["open", "requires_action"], authorized: ["authorized"], captured: ["captured"], voided: ["voided"] };

/**
 * In what the provider's books and the shop's differ, once all was mended that a command can mend. The provider is the only witness of
 * what was charged, the shop of what was ordered; which of them is right, a person decides.
 */
export function differences({ head, payment, refunds }: Books, snapshot: Snapshot | undefined): Difference[] {
  const money = (payment?.captured ?? 0) > 0 || payment?.status === "authorized";
  const inside = payment && head ? within(payment, head) : [];
  if (!snapshot) return money ? [...inside, "unknown_to_provider"] : inside;
  const held = snapshot.captured > total(snapshot) || snapshot.status === "authorized";
  if (!head) return held ? ["money_without_order"] : [];
  if (!payment) return held ? ["money_without_payment"] : [];
  const found: Difference[] = [...inside];
  if (snapshot.amount !== payment.amount || snapshot.currency !== payment.currency) found.push("other_amount");
  if (snapshot.captured !== payment.captured) found.push("other_capture");
  if (!same[payment.status].includes(snapshot.status)) found.push("other_status");
  return [...found, ...ofRefunds(refunds, snapshot)];
}

const total = ({ refunds }: Snapshot) => refunds.reduce((sum, { amount }) => sum + amount, 0);

function within(payment: Payment, head: NonNullable<Books["head"]>): Difference[] {
  const orderPaid = paid.has(head.paymentStatus);
  if (payment.status === "captured" && !payment.late && !orderPaid) return ["order_not_paid"];
  if (payment.status !== "captured" && orderPaid) return ["order_paid_alone"];
  if (payment.status === "captured" && head.status === "canceled" && payment.refundable > 0) return ["not_given_back"];
  return [];
}

function ofRefunds(rows: RefundRow[], { refunds }: Snapshot): Difference[] {
  const made = new Map(refunds.map(({ refundId, amount }) => [refundId, amount]));
  const asked = new Map(rows.map((row) => [row.refundId, row]));
  const found = new Set<Difference>();
  for (const { refundId, amount } of refunds)
    if (asked.get(refundId)?.amount !== amount) found.add(asked.has(refundId) ? "other_refund" : "refund_not_ours");
  for (const { refundId, status } of rows) if (status === "succeeded" && !made.has(refundId)) found.add("refund_not_made");
  return [...found];
}
