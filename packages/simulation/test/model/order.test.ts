import { expect, test } from "vitest";
import { order, versionNotCompared } from "./order.ts";
import { hold, hunt, short } from "./rig.ts";

test("an order that many pay, ship, cancel and refund at once answers as if one came after the other", { timeout: 120_000 }, async () => {
  const result = await hold(order, short);
  expect(result.failed, result.report).toBe(false);
});

test("an order moved by whoever read it too early is found, by at most ten commands", { timeout: 120_000 }, async () => {
  const result = await hold(order, hunt, versionNotCompared);
  expect(result.failed).toBe(true);
  expect(result.shrunkTo, result.report).toBeLessThanOrEqual(10);
});
