import { type Stage, startStage } from "@souk/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { recordCarts, recordOrders, recordStock } from "./history.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await startStage({ faults: { seed: 11, conflict: { windowMilliseconds: 5 } } });
});
afterAll(async () => stage?.stop());

test("more than ten thousand concurrent operations on carts, stock and orders come in an order that explains them", async () => {
  const recorded = [
    await recordCarts(stage, { carts: 120, each: 10 }),
    await recordStock(stage, { skus: 30, each: 20 }),
    await recordOrders(stage, { orders: 70, each: 7 }),
  ];
  expect(recorded.flatMap(({ unexplained }) => unexplained)).toEqual([]);
  const operations = recorded.reduce((sum, one) => sum + one.operations, 0);
  expect(operations).toBeGreaterThanOrEqual(10_000);
});
