import { expect, test } from "vitest";
import { cart, unguardedClosing } from "./cart.ts";
import { hold, hunt, short } from "./rig.ts";

test("a cart that many write at once answers as if one came after the other", { timeout: 120_000 }, async () => {
  const result = await hold(cart, short);
  expect(result.failed, result.report).toBe(false);
});

test("a cart that closes without looking is found, by at most ten commands", { timeout: 120_000 }, async () => {
  const result = await hold(cart, hunt, unguardedClosing);
  expect(result.failed).toBe(true);
  expect(result.shrunkTo, result.report).toBeLessThanOrEqual(10);
});
