import fc from "fast-check";
import { test } from "vitest";
import { cases, settle } from "./money.ts";

test("no unit of money is lost or made by any order, discount or refund", () => {
  fc.assert(fc.property(cases, settle), { numRuns: 10_000, seed: 7 });
});
