import { expect, test } from "vitest";
import { hold, hunt, short } from "./rig.ts";
import { blindReservation, stock } from "./stock.ts";

test(
  "stock that many reserve, adjust, give back and ship at once answers as if one came after the other",
  { timeout: 120_000 },
  async () => {
    const result = await hold(stock, short);
    expect(result.failed, result.report).toBe(false);
  },
);

test("an order that takes without looking is found, by at most ten commands", { timeout: 120_000 }, async () => {
  const result = await hold(stock, hunt, blindReservation);
  expect(result.failed).toBe(true);
  expect(result.shrunkTo, result.report).toBeLessThanOrEqual(10);
});
