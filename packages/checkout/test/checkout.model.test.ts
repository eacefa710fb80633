import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { calculate, type Priced, shippingPrice } from "../src/checkout.model.ts";

const line = (unitPrice: number, quantity: number): Priced => ({
  sku: "A",
  productId: "prod_1",
  handle: "a",
  title: "A",
  variant: "",
  options: {},
  quantity,
  unitPrice,
  tracked: true,
});
const standard = { id: "standard", name: "Standard", price: 490, freeAbove: 5000 };
const germany = { taxRate: 1900, pricesIncludeTax: true };

describe("totals", () => {
  test.each([
    ["tax is in the price", [line(1900, 2)], standard, germany, { items: 3800, shipping: 490, tax: 685, total: 4290 }],
    ["shipping is free from a sum on", [line(2500, 2)], standard, germany, { items: 5000, shipping: 0, tax: 798, total: 5000 }],
    ["and not below it", [line(4999, 1)], standard, germany, { items: 4999, shipping: 490, tax: 876, total: 5489 }],
    [
      "tax is added to the price",
      [line(1000, 1)],
      standard,
      { taxRate: 725, pricesIncludeTax: false },
      { items: 1000, shipping: 490, tax: 109, total: 1599 },
    ],
    ["no tax", [line(1999, 3)], standard, { taxRate: 0, pricesIncludeTax: false }, { items: 5997, shipping: 0, tax: 0, total: 5997 }],
    [
      "half a cent of tax is rounded up",
      [line(50, 1)],
      undefined,
      { taxRate: 1000, pricesIncludeTax: false },
      { items: 50, shipping: 0, tax: 5, total: 55 },
    ],
    ["a gift", [line(0, 1)], undefined, germany, { items: 0, shipping: 0, tax: 0, total: 0 }],
  ])("%s", (_, lines, option, rule, expected) => {
    expect(calculate(lines, option, rule).totals).toMatchObject({ ...expected, discounts: 0, taxIncluded: rule.pricesIncludeTax });
  });

  test("tax is rounded once per line, not per piece and not per order", () => {
    const { lines, totals } = calculate([line(99, 3), line(99, 3)], undefined, germany);
    expect(lines.map(({ tax }) => tax)).toEqual([47, 47]);
    expect(totals.tax).toBe(94);
  });

  test("a rate of nothing has no tax line", () => {
    expect(calculate([line(100, 1)], undefined, { taxRate: 0, pricesIncludeTax: true }).totals.taxLines).toEqual([]);
  });

  test("no option costs more than its price", () => {
    expect(shippingPrice({ ...standard, freeAbove: undefined }, 1_000_000)).toBe(490);
  });
});

test("for any order: the total is the sum of gross, net + tax = gross in each line, and all are whole numbers", () => {
  const priced = fc.array(fc.record({ unitPrice: fc.nat(1_000_000_000), quantity: fc.integer({ min: 1, max: 99 }) }), {
    minLength: 1,
    maxLength: 50,
  });
  const option = fc.option(fc.record({ price: fc.nat(100_000), freeAbove: fc.option(fc.nat(1_000_000), { nil: undefined }) }), {
    nil: undefined,
  });
  const rule = fc.record({ taxRate: fc.integer({ min: 0, max: 10_000 }), pricesIncludeTax: fc.boolean() });
  fc.assert(
    fc.property(priced, option, rule, (items, chosen, tax) => {
      const { lines, shipping, totals } = calculate(
        items.map((item) => line(item.unitPrice, item.quantity)),
        chosen && { ...standard, ...chosen },
        tax,
      );
      const taxed = [...lines, ...(shipping ? [shipping] : [])];
      const sum = (pick: (one: (typeof taxed)[number]) => number) => taxed.reduce((total, one) => total + pick(one), 0);
      expect(taxed.every((one) => [one.net, one.tax, one.gross].every(Number.isSafeInteger) && one.net + one.tax === one.gross)).toBe(true);
      expect(totals.total).toBe(sum((one) => one.gross));
      expect(totals.tax).toBe(sum((one) => one.tax));
      expect(totals.items + totals.shipping + (totals.taxIncluded ? 0 : totals.tax)).toBe(totals.total);
      for (const { net, tax: part } of totals.taxLines) expect(net + part).toBe(totals.total);
    }),
  );
});
