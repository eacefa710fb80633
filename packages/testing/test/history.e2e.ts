import { type Stage, startStage } from "@souk/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { recordCarts, recordOrders, recordStock } from "./history.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await startStage({ faults: { seed: 7, conflict: { windowMilliseconds: 5 } } });
});
afterAll(async () => stage?.stop());

test("carts, stock and orders that many use at once answer as if one came after the other", async () => {
  const recorded = [
    await recordCarts(stage, { carts: 3, each: 8 }),
    await recordStock(stage, { skus: 2, each: 8 }),
    await recordOrders(stage, { orders: 4, each: 6 }),
  ];
  expect(recorded.flatMap(({ unexplained }) => unexplained)).toEqual([]);
  expect(recorded.map(({ operations }) => operations)).toEqual([96, 96, 96]);
});
