import { type Fields, textOf } from "./evidence.ts";

type Edges = Record<string, readonly string[]>;

/** The moves of design.md, "Placing an order": from each status to those it may become. `new` is where it begins. */
export const orderSteps: Record<string, Edges> = {
  status: { new: ["open"], open: ["open", "completed", "canceled"], completed: ["completed"], canceled: ["canceled"] },
  paymentStatus: {
    new: ["unpaid"],
    unpaid: ["unpaid", "authorized", "paid", "voided"],
    authorized: ["authorized", "paid", "voided"],
    paid: ["paid", "partially_refunded", "refunded"],
    partially_refunded: ["partially_refunded", "refunded"],
    refunded: ["refunded"],
    voided: ["voided"],
  },
  fulfillmentStatus: {
    new: ["unfulfilled"],
    unfulfilled: ["unfulfilled", "partially_fulfilled", "fulfilled"],
    partially_fulfilled: ["partially_fulfilled", "fulfilled"],
    fulfilled: ["fulfilled"],
  },
};

/** A voided payment that is captured all the same is late, and refunded by itself. */
export const paymentSteps: Edges = {
  new: ["open", "voided"],
  open: ["open", "authorized", "captured", "voided"],
  authorized: ["authorized", "captured", "voided"],
  voided: ["voided", "captured"],
  captured: ["captured"],
};

export function steps(edges: Edges, axis: string, before: Fields | undefined, after: Fields, say: (message: string) => void): void {
  const [from, to] = [before ? textOf(before, axis) : "new", textOf(after, axis)];
  if (!edges[from]?.includes(to)) say(`${axis} went from ${from} to ${to}`);
}
