import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { allocate, divideRounded, parseAmount, withTax } from "../src/money.ts";

describe("tax", () => {
  test.each([
    { amount: 1999, rate: 1900, included: true, expected: { net: 1680, tax: 319, gross: 1999 } },
    { amount: 1999, rate: 1900, included: false, expected: { net: 1999, tax: 380, gross: 2379 } },
    { amount: 50, rate: 100, included: false, expected: { net: 50, tax: 1, gross: 51 } },
    { amount: 0, rate: 1900, included: true, expected: { net: 0, tax: 0, gross: 0 } },
    { amount: 1000, rate: 0, included: true, expected: { net: 1000, tax: 0, gross: 1000 } },
  ])("$amount at $rate, included $included", ({ amount, rate, included, expected }) => {
    expect(withTax(amount, rate, included)).toEqual(expected);
  });

  test("net and tax always add up to gross, in integers", () => {
    fc.assert(
      fc.property(fc.nat(1e9), fc.nat(5000), fc.boolean(), (amount, rate, included) => {
        const { net, tax, gross } = withTax(amount, rate, included);
        expect(net + tax).toBe(gross);
        expect([net, tax, gross].every(Number.isSafeInteger)).toBe(true);
      }),
    );
  });
});

test("half a unit is rounded away from zero", () => {
  expect([divideRounded(5, 2), divideRounded(-5, 2), divideRounded(4, 3), divideRounded(1, 3)]).toEqual([3, -3, 1, 0]);
});

describe("allocation", () => {
  test("ties go to the first", () => expect(allocate(100, [1, 1, 1])).toEqual([34, 33, 33]));
  test("a negative total is divided like its opposite", () => expect(allocate(-100, [1, 1, 1])).toEqual([-34, -33, -33]));
  test("nothing to divide among is an error", () => expect(() => allocate(1, [])).toThrow(RangeError));
  test("weights of zero count as equal", () => expect(allocate(3, [0, 0])).toEqual([2, 1]));
  test("parts add up to the total and differ from their exact share by less than one", () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.array(fc.nat(1e6), { minLength: 1, maxLength: 50 }), (total, weights) => {
        const parts = allocate(total, weights);
        const sum = weights.reduce((a, b) => a + b, 0);
        expect(parts.reduce((a, b) => a + b, 0)).toBe(total);
        if (sum > 0) parts.forEach((part, index) => expect(Math.abs(part - (total * (weights[index] ?? 0)) / sum)).toBeLessThan(1.000001));
      }),
    );
  });
});

test.each([
  ["19.99", "EUR", 1999],
  ["19.9", "EUR", 1990],
  ["19", "EUR", 1900],
  ["19.990", "EUR", 1999],
  ["19.999", "EUR", undefined],
  ["500", "JPY", 500],
  ["500.5", "JPY", undefined],
  ["1.234", "KWD", 1234],
  ["-3.50", "EUR", -350],
  ["1e3", "EUR", undefined],
  ["", "EUR", undefined],
  ["12,50", "EUR", undefined],
])("reads %s %s as %s", (text, currency, expected) => expect(parseAmount(text, currency)).toBe(expected));
