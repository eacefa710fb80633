import { expect, test } from "vitest";
import { spread, sweep } from "../src/shape/sweep.ts";

test("an order and a look around cost the same in a large table as in a small one", async () => {
  const points = await sweep({ products: [10, 60], orders: [5, 30] });
  expect(points).toHaveLength(4);
  expect(spread(points.map(({ usd }) => usd))).toBeLessThanOrEqual(10);
  expect(spread(points.map(({ order }) => order.calls))).toBe(0);
  expect(spread(points.map(({ browse }) => browse.calls))).toBeLessThanOrEqual(10);
}, 120_000);
