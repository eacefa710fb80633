import type { Operation, Specification } from "./linearize.ts";

/** One order and its payment, as a bookkeeper would describe them. */
export interface PaymentBook {
  total: number;
  order: "open" | "paid" | "canceled";
  payment: "open" | "captured" | "voided";
  /** Charged after the order was canceled. */
  late: boolean;
  refunded: number;
  /** Set aside for refunds that are under way, by their names. */
  aside: Record<string, number>;
}

export type PaymentInput =
  /** What a shopper is told of an attempt. The charge itself is an act of its own: it may come with the answer, by webhook, or never. */
  | { act: "confirm" }
  | { act: "charge" }
  | { act: "cancel" }
  /** The hold ends, or the payment of a canceled order is let go, where that still can be. */
  | { act: "expire" }
  | { act: "void" }
  /** A refund takes money aside and gives it back later; without an amount it is all that is left. */
  | { act: "set aside"; refund: string; amount: number | undefined }
  | { act: "give back"; refund: string }
  | { act: "read" };

export interface Shown {
  status: "open" | "captured" | "voided";
  captured: number;
  refunded: number;
}
export type PaymentOutput = { shown: Partial<Shown> } | { code: string; refundable?: number | undefined };
export type PaymentOperation = Operation<PaymentInput, PaymentOutput>;

const capturedOf = ({ payment, total }: PaymentBook) => (payment === "captured" ? total : 0);
const refundable = (book: PaymentBook) =>
  Object.values(book.aside).reduce((left, amount) => left - amount, capturedOf(book) - book.refunded);

function shownOf(book: PaymentBook): Shown {
  const status = book.payment === "open" && book.order === "canceled" ? "voided" : book.payment;
  return { status, captured: capturedOf(book), refunded: book.refunded };
}

function charged(book: PaymentBook): PaymentBook | undefined {
  if (book.payment === "captured") return undefined;
  const late = book.order !== "open";
  return { ...book, payment: "captured", late, order: late ? book.order : "paid" };
}

function setAside(book: PaymentBook, refund: string, wanted: number | undefined): PaymentBook | undefined {
  const amount = wanted ?? refundable(book);
  if (amount <= 0 || amount > refundable(book) || refund in book.aside) return undefined;
  return { ...book, aside: { ...book.aside, [refund]: amount } };
}

function giveBack(book: PaymentBook, refund: string): PaymentBook | undefined {
  const { [refund]: amount, ...aside } = book.aside;
  return amount === undefined ? undefined : { ...book, aside, refunded: book.refunded + amount };
}

/** What the input makes of the books; undefined where it cannot be. */
function after(book: PaymentBook, input: PaymentInput): PaymentBook | undefined {
  switch (input.act) {
    case "charge":
      return charged(book);
    case "cancel":
      return book.order === "canceled" ? undefined : { ...book, order: "canceled" };
    case "expire":
      return book.order === "open" && book.payment === "open" ? { ...book, order: "canceled", payment: "voided" } : undefined;
    case "void":
      return book.order === "canceled" && book.payment === "open" ? { ...book, payment: "voided" } : undefined;
    case "set aside":
      return setAside(book, input.refund, input.amount);
    case "give back":
      return giveBack(book, input.refund);
    default:
      return book;
  }
}

/** Refusals that say something of the books: it must be so. */
const refusals: Record<string, (book: PaymentBook, input: PaymentInput, told: number | undefined) => boolean> = {
  "payment.closed": ({ order, payment, late }) => order === "canceled" || payment === "voided" || late,
  "payment.not_found": ({ payment }, input) => input.act === "set aside" && payment !== "captured",
  "payment.not_refundable": ({ payment }) => payment !== "captured",
  "payment.refund_too_large": (book, input, told) =>
    input.act === "set aside" &&
    (told === undefined || told === refundable(book)) &&
    (input.amount === undefined ? refundable(book) === 0 : refundable(book) < input.amount),
  "order.not_cancelable": ({ order }) => order === "canceled",
  // Of others' haste, of attempts and of the provider: the books know nothing of them.
  "payment.in_progress": () => true,
  "payment.too_many_attempts": () => true,
  "payment.provider_unavailable": () => true,
  "request.contended": () => true,
};

export const paymentSpecification = (begin: PaymentBook): Specification<PaymentBook, PaymentInput, PaymentOutput> => ({
  begin,
  next(book, input, output) {
    if (output && "code" in output) return refusals[output.code]?.(book, input, output.refundable) ? book : undefined;
    const next = after(book, input);
    if (!next || !output) return next;
    const now = shownOf(next);
    return Object.entries(output.shown).every(([name, value]) => now[name as keyof Shown] === value) ? next : undefined;
  },
});
