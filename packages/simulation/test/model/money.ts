import { allocate, DomainError, withTax } from "@souk/core";
import { Checkout } from "@souk/checkout";
import type { Order } from "@souk/order";
import fc from "fast-check";
import { taxOf } from "../../../payment/src/payment.model.ts";
import { price, type RefundRequest } from "../../../payment/src/refund.model.ts";

const sum = (values: number[]): number => values.reduce((a, b) => a + b, 0);

function same(what: string, is: number, shall: number): void {
  if (!Number.isSafeInteger(is)) throw new Error(`${what} is ${is}, no whole number`);
  if (is !== shall) throw new Error(`${what} is ${is} and should be ${shall}`);
}

/** Half a unit up, of what is not negative; in integers of any size, and none of the shop's code. */
const rounded = (numerator: bigint, denominator: bigint): number => Number((2n * numerator + denominator) / (2n * denominator));

interface Case {
  lines: { unitPrice: number; quantity: number }[];
  taxRate: number;
  pricesIncludeTax: boolean;
  shipping: number;
  /** In 1/10,000 of the goods. */
  discount: number;
  refunds: { kind: "amount" | "line" | "shipping"; which: number; much: number }[];
}

export const cases: fc.Arbitrary<Case> = fc.record({
  lines: fc.array(fc.record({ unitPrice: fc.nat(1_000_000), quantity: fc.integer({ min: 1, max: 99 }) }), { minLength: 1, maxLength: 5 }),
  taxRate: fc.oneof(fc.constantFrom(0, 700, 1900, 2500, 725), fc.nat(5000)),
  pricesIncludeTax: fc.boolean(),
  shipping: fc.nat(5000),
  discount: fc.nat(10_000),
  refunds: fc.array(fc.record({ kind: fc.constantFrom("amount", "line", "shipping"), which: fc.nat(4), much: fc.nat(1_000_000) }), {
    maxLength: 6,
  }),
});

/** Throws where a unit of money came or went. */
export function settle(one: Case): void {
  const priced = one.lines.map((line, index) => ({
    sku: `S${index}`,
    productId: "prod_1",
    handle: "thing",
    title: "A thing",
    variant: "",
    options: {},
    tracked: true,
    ...line,
  }));
  const { lines, shipping, totals } = Checkout.calculate(priced, { id: "standard", name: "Standard", price: one.shipping }, one);
  if (!shipping) throw new Error("no shipping");
  checkTotals(one, [...lines, shipping], totals);
  checkDiscount(one, lines, totals);
  checkRefunds(one, { lines, shipping: { id: "standard", name: "Standard", ...shipping } }, totals);
}

function checkTotals({ lines, taxRate, pricesIncludeTax, shipping }: Case, taxed: Amounts[], totals: Order.Totals): void {
  const amounts = [...lines.map(({ unitPrice, quantity }) => unitPrice * quantity), shipping];
  const [rate, whole] = [BigInt(taxRate), pricesIncludeTax ? 10_000n + BigInt(taxRate) : 10_000n];
  amounts.forEach((amount, index) => {
    const { net, tax, gross } = taxed[index] ?? { net: -1, tax: -1, gross: -1 };
    same("a line's tax", tax, rounded(BigInt(amount) * rate, whole));
    same("a line's gross", gross, pricesIncludeTax ? amount : amount + tax);
    same("a line's net", net, gross - tax);
  });
  same("the total", totals.total, sum(taxed.map(({ gross }) => gross)));
  same("the tax", totals.tax, sum(taxed.map(({ tax }) => tax)));
  same("the goods", totals.items, sum(amounts) - shipping);
}

interface Amounts {
  net: number;
  tax: number;
  gross: number;
}

/** A discount on the whole, spread over the lines and taxed with them, leaves nothing over. */
function checkDiscount({ discount, taxRate }: Case, lines: Amounts[], totals: Order.Totals): void {
  const goods = sum(lines.map(({ gross }) => gross));
  const off = rounded(BigInt(goods) * BigInt(discount), 10_000n);
  const parts = allocate(
    off,
    lines.map(({ gross }) => gross),
  );
  same("the discount", sum(parts), off);
  const reduced = lines.map(({ gross }, index) => withTax(gross - (parts[index] ?? 0), taxRate, true));
  reduced.forEach(({ net, tax, gross }) => same("a reduced line", net + tax, gross));
  same("the reduced goods", sum(reduced.map(({ gross }) => gross)), goods - off);
  same("what is left of the total", totals.total - off, sum(reduced.map(({ gross }) => gross)) + (totals.total - goods));
}

/** Whatever is refunded in whatever parts: together they are the order, with its whole tax, and no unit more. */
function checkRefunds({ refunds }: Case, detail: Pick<Order.Detail, "lines" | "shipping">, totals: Order.Totals): void {
  const done: ReturnType<typeof price>[] = [];
  let taxes = 0;
  const left = () => totals.total - sum(done.map(({ amount }) => amount));
  const carryOut = (request: RefundRequest) => {
    const priced = price(request, detail, done, left());
    if (priced.amount > left()) return;
    taxes += taxOf(totals, totals.total - left(), priced.amount);
    done.push(priced);
  };
  for (const { kind, which, much } of refunds) {
    const line = detail.lines[which % detail.lines.length];
    const quantity = 1 + (much % (line?.quantity ?? 1));
    const requests = { amount: { amount: 1 + much }, line: { lines: [{ sku: line?.sku ?? "", quantity }] }, shipping: { shipping: true } };
    try {
      carryOut(requests[kind]);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
    }
  }
  const byLines = done.every(({ lines, shipping }) => shipping || Object.keys(lines).length > 0);
  if (byLines) checkUnits(detail, done);
  if (left() > 0) carryOut({});
  same("what was refunded", totals.total - left(), totals.total);
  same("the tax of all refunds", taxes, totals.tax);
}

/** As long as lines alone were refunded, what is left of each costs exactly what was not refunded of it. */
function checkUnits(detail: Pick<Order.Detail, "lines" | "shipping">, done: ReturnType<typeof price>[]): void {
  const rest = detail.lines.flatMap(({ sku, quantity }) => {
    const left = quantity - sum(done.map(({ lines }) => lines[sku] ?? 0));
    return left > 0 ? [{ sku, quantity: left }] : [];
  });
  const paid =
    sum(detail.lines.map(({ gross }) => gross)) - sum(done.map(({ amount, shipping }) => amount - (shipping ? detail.shipping.gross : 0)));
  const cost = rest.reduce((cost, one) => cost + costOf(detail, done, one), 0);
  same("the units that are left", cost, paid);
}

function costOf(
  detail: Pick<Order.Detail, "lines" | "shipping">,
  done: ReturnType<typeof price>[],
  one: { sku: string; quantity: number },
): number {
  try {
    return price({ lines: [one] }, detail, done, Number.MAX_SAFE_INTEGER).amount;
  } catch (error) {
    // What is given away costs nothing, and there is nothing to refund.
    if (error instanceof DomainError) return 0;
    throw error;
  }
}
