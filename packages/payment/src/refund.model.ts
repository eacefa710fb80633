import { divideRounded } from "@souk/core";
import { Order } from "@souk/order";
import * as z from "zod";
import { NothingToRefund } from "./payment.error.ts";
import type { RefundRow } from "./payment.store.ts";

/** What staff ask for: an amount, or lines and shipping, or, with none of them, all that is left. */
export const RefundRequest = z
  .strictObject({
    amount: z.int().min(1).max(1e12).optional().meta({ description: "Minor units of the order's currency" }),
    lines: z.array(Order.Quantity).min(1).max(50).optional(),
    shipping: z.boolean().optional(),
    restock: z.boolean().optional().meta({ description: "The named lines came back and go to stock" }),
    reason: z.string().max(200).optional().meta({ description: "For staff; kept with the refund, told to nobody" }),
  })
  .refine(({ amount, lines, shipping }) => amount === undefined || (lines === undefined && !shipping), {
    path: ["amount"],
    message: "Either an amount, or lines and shipping",
  })
  .refine(({ lines, restock }) => !restock || lines !== undefined, { path: ["restock"], message: "Needs the lines that came back" })
  .meta({ id: "RefundRequest", example: { lines: [{ sku: "MUG-BLUE", quantity: 1 }], restock: true, reason: "damaged" } });
export type RefundRequest = z.infer<typeof RefundRequest>;

type Priced = Pick<RefundRow, "amount" | "lines" | "shipping" | "restock">;
type Earlier = Pick<RefundRow, "lines" | "shipping">[];

/** What a request comes to, given what was refunded before and what is left of the money. Throws `payment.nothing_to_refund`. */
export function price(
  request: RefundRequest,
  detail: Pick<Order.Detail, "lines" | "shipping">,
  earlier: Earlier,
  refundable: number,
): Priced {
  if (request.amount !== undefined) return { amount: request.amount, lines: {}, shipping: false, restock: [] };
  if (!request.lines && !request.shipping) return { amount: refundable, lines: {}, shipping: false, restock: [] };
  const named = Order.summed(request.lines ?? []);
  const shipping = request.shipping === true && !earlier.some((refund) => refund.shipping);
  const lines = named.map(({ sku, quantity }) => priceLine(detail, earlier, sku, quantity));
  const amount = lines.reduce((sum, line) => sum + line.amount, 0) + (shipping ? detail.shipping.gross : 0);
  if (amount === 0) throw NothingToRefund();
  const restock = request.restock ? lines.filter((line) => line.tracked).map(({ sku, quantity }) => ({ sku, quantity })) : [];
  return { amount, lines: Object.fromEntries(lines.map(({ sku, quantity }) => [sku, quantity])), shipping, restock };
}

/** Units of a line share its price without a remainder: the third of three costs what the first two left. */
function priceLine(detail: Pick<Order.Detail, "lines">, earlier: Earlier, sku: string, quantity: number) {
  const line = detail.lines.find((one) => one.sku === sku);
  const before = earlier.reduce((sum, refund) => sum + (refund.lines[sku] ?? 0), 0);
  if (!line || before + quantity > line.quantity) throw NothingToRefund({ sku });
  const share = (units: number) => divideRounded(line.gross * units, line.quantity);
  return { sku, quantity, tracked: line.tracked, amount: share(before + quantity) - share(before) };
}
