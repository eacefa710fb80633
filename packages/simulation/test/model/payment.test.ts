import { expect, test } from "vitest";
import { blindRefund, payment, refunds } from "./payment.ts";
import { hold, hunt, short } from "./rig.ts";

test(
  "a payment that shoppers, staff, the provider and the clock move at once agrees with the provider's books",
  { timeout: 120_000 },
  async () => {
    const result = await hold(payment, short);
    expect(result.failed, result.report).toBe(false);
  },
);

test("refunds that do not look at each other are found, by at most ten commands", { timeout: 120_000 }, async () => {
  const result = await hold(refunds, hunt, blindRefund);
  expect(result.failed).toBe(true);
  expect(result.shrunkTo, result.report).toBeLessThanOrEqual(10);
});
