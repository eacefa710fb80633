import type { Operation, Specification } from "./linearize.ts";

/** The stock of one SKU: what lies there, and what of it may be sold. */
export interface StockState {
  onHand: number;
  available: number;
}

export type StockInput =
  | { act: "reserve"; quantity: number }
  | { act: "adjust"; delta: number }
  | { act: "count"; set: number }
  /** By events, some time after the order was canceled or shipped: nobody is answered. */
  | { act: "give back"; quantity: number; orderId: string }
  | { act: "ship"; quantity: number; orderId: string }
  | { act: "read" };

export type StockOutput = Partial<StockState> | { code: string; left?: number | undefined };
export type StockOperation = Operation<StockInput, StockOutput>;

function after({ onHand, available }: StockState, input: StockInput): StockState {
  switch (input.act) {
    case "reserve":
      return { onHand, available: available - input.quantity };
    case "adjust":
      return { onHand: onHand + input.delta, available: available + input.delta };
    case "count":
      return { onHand: input.set, available: available + input.set - onHand };
    case "give back":
      return { onHand, available: available + input.quantity };
    case "ship":
      return { onHand: onHand - input.quantity, available };
    case "read":
      return { onHand, available };
  }
}

/** Whether a refusal tells the truth about the stock as it is. */
function isTrue(stock: StockState, input: StockInput, { code, left }: { code: string; left?: number | undefined }): boolean {
  const short = after(stock, input).available < 0;
  if (code === "checkout.out_of_stock") return short && (left === undefined || left === stock.available);
  if (code === "inventory.below_reserved") return short;
  return code === "request.contended" || code === "checkout.contended";
}

export const stockSpecification = (begin: StockState): Specification<StockState, StockInput, StockOutput> => ({
  begin,
  next(stock, input, output) {
    if (output && "code" in output) return isTrue(stock, input, output) ? stock : undefined;
    const next = after(stock, input);
    if (next.available < 0 || next.available > next.onHand) return undefined;
    const told = output && Object.entries(output).every(([name, value]) => next[name as keyof StockState] === value);
    return told === false ? undefined : next;
  },
});
