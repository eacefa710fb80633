import { expect, test } from "vitest";
import { goodsOf } from "../src/server/page/staff-order.ts";
import { adjustmentOf } from "../src/server/page/staff-stock.ts";

const order = { lines: [{ sku: "JUG" }, { sku: "CUP" }] } as Parameters<typeof goodsOf>[0];

test.each([
  [{ "ship:JUG": "2", "ship:CUP": "0" }, [{ sku: "JUG", quantity: 2 }]],
  [{ "ship:JUG": "", "refund:CUP": "1" }, []],
  [
    { "ship:JUG": "1", "ship:CUP": "3", "ship:OTHER": "9" },
    [
      { sku: "JUG", quantity: 1 },
      { sku: "CUP", quantity: 3 },
    ],
  ],
  [{ "ship:JUG": "two" }, undefined],
  [{ "ship:JUG": "-1" }, undefined],
  [{ "ship:JUG": "1.5" }, undefined],
])("of the quantities %j these are shipped: %j", (form, goods) => {
  expect(goodsOf(order, form as Record<string, string>, "ship")).toEqual(goods);
});

test.each([
  [
    { way: "set", count: "0", reason: "counted" },
    { set: 0, reason: "counted" },
  ],
  [
    { way: "add", count: "12", reason: "received", note: "Delivery 118" },
    { delta: 12, reason: "received", note: "Delivery 118" },
  ],
  [
    { way: "take", count: "1", reason: "damaged", note: "" },
    { delta: -1, reason: "damaged" },
  ],
  [{ way: "take", count: "0", reason: "lost" }, undefined],
  [{ way: "steal", count: "1", reason: "lost" }, undefined],
  [{ way: "add", count: "-3", reason: "received" }, undefined],
  [{ way: "add", count: "3", reason: "initial" }, undefined],
  [{ way: "add", count: "3" }, undefined],
])("the stock form %j is the adjustment %j", (form, adjustment) => {
  expect(adjustmentOf(form as Record<string, string>)).toEqual(adjustment);
});
