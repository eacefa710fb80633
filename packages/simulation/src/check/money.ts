import type { Books, PaymentBook } from "./books.ts";
import { type Evidence, fieldsOf, type LedgerEntry, numberOf, sum, textOf } from "./evidence.ts";
import type { Say } from "./final.ts";

const amounts = (entries: LedgerEntry[], kind: string) => entries.filter((entry) => entry.kind === kind).map(({ amount }) => amount);
const taken = new Set(["paid", "partially_refunded", "refunded"]);

/** I4, I5, I6 and I16: our books and the provider's own say the same of every payment. */
export function checkMoney({ ledger }: Evidence, books: Books, say: Say): void {
  const byPayment = Map.groupBy(ledger, ({ paymentId }) => paymentId);
  for (const [paymentId, entries] of byPayment)
    if (!books.payments.has(paymentId) && amounts(entries, "charge").length > 0)
      say("I4", `${paymentId} was charged and is not in our books`);
  for (const book of books.payments.values()) checkPayment(book, byPayment.get(book.paymentId) ?? [], books, say);
  for (const { orderId, head } of books.orders.values()) {
    const payment = books.payments.get(textOf(head, "paymentId"));
    if (textOf(head, "paymentStatus") === "authorized" && textOf(payment?.row, "status") !== "authorized")
      say("I4", `${orderId} counts on money that its payment does not hold (${textOf(payment?.row, "status")})`);
    if (taken.has(textOf(head, "paymentStatus")) && textOf(payment?.row, "status") !== "captured")
      say("I4", `${orderId} is ${textOf(head, "paymentStatus")} without a captured payment`);
  }
}

function checkPayment({ paymentId, row, refunds }: PaymentBook, entries: LedgerEntry[], books: Books, say: Say): void {
  const charges = amounts(entries, "charge");
  const [charged, returned] = [sum(charges), sum(amounts(entries, "refund"))];
  const [status, captured, refunded, refundable] = [
    textOf(row, "status"),
    numberOf(row, "captured"),
    numberOf(row, "refunded"),
    numberOf(row, "refundable"),
  ];
  const order = books.orders.get(textOf(row, "orderId"));
  const total = numberOf(fieldsOf(order?.head, "totals"), "total");
  if (charges.length > 1) say("I5", `${paymentId} was charged ${charges.length} times`);
  if (charged !== captured) say("I4", `${paymentId}: the provider took ${charged}, our books say ${captured} (${status})`);
  if (charges.length > 0 && charged !== total) say("I16", `${paymentId} was charged ${charged} for an order of ${total}`);
  if (returned > charged) say("I6", `${paymentId} was refunded ${returned} of ${charged}`);
  if (returned !== refunded) say("I4", `${paymentId}: the provider returned ${returned}, our books say ${refunded}`);
  if (refundable !== captured - refunded)
    say(
      "I4",
      `${paymentId}: ${captured - refunded - refundable} set aside for a refund that never ended (${refunds.map((one) => `${String(one["amount"])} ${String(one["status"])}`).join(", ")})`,
    );
  if (!order) return say("I4", `${paymentId} pays no order`);
  const [orderStatus, paid] = [textOf(order.head, "status"), textOf(order.head, "paymentStatus")];
  const late = row["late"] === true;
  if (status === "captured" && !late && !taken.has(paid)) say("I4", `${paymentId} is captured, its order ${paid}`);
  if (!late && captured > 0 && numberOf(order.head, "refunded") !== refunded)
    say("I4", `${order.orderId} says ${String(order.head["refunded"])} refunded, its payment ${refunded}`);
  if (orderStatus === "canceled" && charged !== returned)
    say("I4", `${order.orderId} is canceled, charged ${charged} and given back ${returned}`);
  if (amounts(entries, "authorization").length > 0 && charges.length === 0 && amounts(entries, "void").length === 0)
    held(status, orderStatus, order.head, paymentId, say);
}

/** Money that is held on a card: for an order that stands, and no longer than until it is shipped. */
function held(status: string, orderStatus: string, head: Parameters<typeof textOf>[0], paymentId: string, say: Say): void {
  if (orderStatus === "canceled") say("I4", `${paymentId} holds money of a canceled order`);
  if (status !== "authorized") say("I4", `${paymentId} holds money, our books say ${status}`);
  if (textOf(head, "fulfillmentStatus") !== "unfulfilled") say("I4", `${paymentId} was shipped and never captured`);
}
