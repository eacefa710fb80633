import { expect, test } from "vitest";
import { crowd } from "../src/crowd.ts";

test("200 buyers of 20 pieces: exactly 20 orders, 180 clean refusals, all told within two simulated seconds", async () => {
  const { milliseconds, tries, contended, ...seen } = await crowd("200 of 20", 200, 20);
  expect(seen).toEqual({ orders: 20, refused: 180, others: [], available: 0, onHand: 20 });
  expect(tries - contended).toBe(200);
  expect(milliseconds).toBeLessThan(2000);
});
