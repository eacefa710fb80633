import fc from "fast-check";
import { expect, test } from "vitest";
import { cases, settle } from "./money.ts";

test("no unit of money is lost or made by a million orders, discounts and refunds", () => {
  const hundred = fc.array(cases, { minLength: 100, maxLength: 100 });
  const result = fc.check(
    fc.property(hundred, (orders) => orders.forEach(settle)),
    { numRuns: 10_000, seed: 11 },
  );
  expect(result.failed, `${String(result.errorInstance)} ${fc.defaultReportMessage(result) ?? ""}`).toBe(false);
});
