import fc from "fast-check";
import { expect, test } from "vitest";
import { cases, settle } from "./money.ts";

test("no unit of money is lost or made by any order, discount or refund", () => {
  const result = fc.check(fc.property(cases, settle), { numRuns: 10_000, seed: 7 });
  expect(result.failed, `${String(result.errorInstance)} ${fc.defaultReportMessage(result) ?? ""}`).toBe(false);
});
