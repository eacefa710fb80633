import { describe, expect, test } from "vitest";
import { isPaid, isPayable } from "../src/server/order.ts";
import { amountOf, goodsOf, stateOf, stepsAhead, trackingOf } from "../src/server/order-state.ts";

const open = { status: "open", paymentStatus: "unpaid", fulfillmentStatus: "unfulfilled" } as const;
const paid = { ...open, paymentStatus: "paid" } as const;

test.each([
  ["awaiting", open, false],
  ["processing", open, true],
  ["paid", paid, false],
  ["paid", { ...open, paymentStatus: "authorized" } as const, false],
  ["part", { ...paid, fulfillmentStatus: "partially_fulfilled" } as const, false],
  ["shipped", { ...paid, status: "completed", fulfillmentStatus: "fulfilled" } as const, false],
  ["refunded", { ...paid, paymentStatus: "refunded" } as const, false],
  ["canceled", { ...open, status: "canceled", paymentStatus: "voided", cancelReason: "customer" } as const, false],
  ["expired", { ...open, status: "canceled", paymentStatus: "voided", cancelReason: "hold_expired" } as const, true],
])("an order is told as %s", (state, order, processing) => {
  expect(stateOf(order, processing)).toBe(state);
});

test("steps ahead are those that nothing has ended", () => {
  expect(stepsAhead(open)).toEqual(["pay", "ship"]);
  expect(stepsAhead(paid)).toEqual(["ship"]);
  expect(stepsAhead({ ...paid, fulfillmentStatus: "fulfilled" })).toEqual([]);
  expect(stepsAhead({ ...open, status: "canceled" })).toEqual([]);
});

test("only an open, unpaid order can be paid", () => {
  expect([isPayable(open), isPayable(paid), isPayable({ ...open, status: "canceled" })]).toEqual([true, false, false]);
  expect([isPaid(open), isPaid(paid), isPaid({ paymentStatus: "voided" })]).toEqual([false, true, false]);
});

test("a parcel is linked only where the link is one of the web", () => {
  const tracking = { carrier: "DHL", number: "1" };
  expect(trackingOf({ data: { tracking: { ...tracking, url: "https://dhl.example/1" } } })).toEqual({
    ...tracking,
    url: "https://dhl.example/1",
  });
  expect(trackingOf({ data: { tracking: { ...tracking, url: "javascript:alert(1)" } } })).toEqual(tracking);
  expect(trackingOf({ data: {} })).toBeUndefined();
  expect(trackingOf({ data: { tracking: { carrier: "DHL" } } })).toBeUndefined();
});

describe("what an event tells besides", () => {
  const ordered = [
    { sku: "JUG", quantity: 2 },
    { sku: "CUP", quantity: 1 },
  ];
  const shipped = (lines: unknown) => goodsOf({ type: "order.fulfilled", data: { lines } }, ordered);

  test("of a parcel: its goods, unless it held the whole order", () => {
    expect(shipped([{ sku: "JUG", quantity: 1 }])).toEqual([{ sku: "JUG", quantity: 1 }]);
    expect(shipped(ordered)).toEqual([]);
    expect([shipped(undefined), goodsOf({ type: "order.placed", data: { lines: [] } }, ordered)]).toEqual([[], []]);
  });

  test("of a refund: its amount, and of nothing else", () => {
    const amount = { amount: 500, currency: "EUR" };
    expect(amountOf({ type: "order.refunded", data: { amount } })).toEqual(amount);
    expect(amountOf({ type: "order.paid", data: { amount } })).toBeUndefined();
    expect(amountOf({ type: "order.refunded", data: { amount: "5" } })).toBeUndefined();
  });
});
