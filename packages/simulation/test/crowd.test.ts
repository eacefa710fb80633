import { describe, expect, test } from "vitest";
import { crowd } from "../src/crowd.ts";

test("200 buyers of 20 pieces: exactly 20 orders, 180 clean refusals, all told within two simulated seconds", async () => {
  const {
    milliseconds,
    tries,
    contended,
    conflicts: _conflicts,
    slowest: _slowest,
    ...seen
  } = await crowd("200 of 20", { buyers: 200, units: 20 });
  expect(seen).toEqual({ orders: 20, refused: 180, others: [], available: 0, onHand: 20 });
  expect(tries - contended).toBe(200);
  expect(milliseconds).toBeLessThan(2000);
});

test("200 buyers of 200 pieces that are not split: each request is answered within two simulated seconds, and all are served", async () => {
  const { orders, others, slowest } = await crowd("200 of 200", { buyers: 200, units: 200 });
  expect({ orders, others }).toEqual({ orders: 200, others: [] });
  expect(slowest).toBeLessThan(2000);
});

describe("stock that is split", () => {
  test("is sold to the last piece and not one more, with clean refusals alone", async () => {
    const { orders, refused, others, available, onHand } = await crowd("200 of 100", { buyers: 200, units: 100, shards: 8 });
    expect({ orders, refused, others, available, onHand }).toEqual({ orders: 100, refused: 100, others: [], available: 0, onHand: 100 });
  });

  /** A commit takes up to 15 simulated milliseconds, in which nobody else gets at the row. */
  test("lets a thousand buyers a second through: conflicts per order with 1, 8 and 16 shards", async () => {
    const [before, buyers] = [50, 200];
    const counted = buyers - before;
    const sale = (shards: number) => crowd(`a sale from ${shards}`, { buyers, units: 5000, shards, perSecond: 1000, before });
    const [whole, eight, sixteen] = [await sale(1), await sale(8), await sale(16)];
    for (const { orders, others } of [whole, eight, sixteen]) expect([orders, others]).toEqual([buyers, []]);
    expect(whole.conflicts / counted).toBeGreaterThan(3);
    expect(eight.conflicts / counted).toBeLessThan(1.5);
    expect(sixteen.conflicts / counted).toBeLessThan(0.75);
    const perSecond = ({ milliseconds }: typeof whole) => (counted * 1000) / milliseconds;
    expect(perSecond(whole)).toBeLessThan(200);
    expect(perSecond(sixteen)).toBeGreaterThan(500);
  }, 120_000);
});
