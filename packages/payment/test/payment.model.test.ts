import { describe, expect, test } from "vitest";
import { judge, type Payment, taxOf } from "../src/payment.model.ts";
import type { Snapshot } from "../src/provider.ts";
import { price } from "../src/refund.model.ts";
import { sample } from "./sample.ts";

const payment = (change: Partial<Payment> = {}): Payment => ({
  paymentId: "pay_1",
  orderId: "order_1",
  provider: "sandbox",
  amount: 1000,
  currency: "EUR",
  capture: "automatic",
  status: "open",
  captured: 0,
  refunded: 0,
  refundable: 0,
  late: false,
  attempts: 1,
  attempt: { attemptId: "att_1", status: "open", startedAt: "2026-03-01T10:00:00.000Z" },
  version: 0,
  revision: 1,
  ...change,
});

const snapshot = (status: Snapshot["status"], attempt?: Partial<Snapshot["attempts"][number]>): Snapshot => ({
  shopId: "demo",
  orderId: "order_1",
  paymentId: "pay_1",
  status,
  currency: "EUR",
  amount: 1000,
  captured: status === "captured" ? 1000 : 0,
  attempts: attempt ? [{ attemptId: "att_1", status: "declined", ...attempt }] : [],
  refunds: [],
});

const redirectUrl = "https://bank.example";
const challenged = payment({ attempt: { attemptId: "att_1", status: "requires_action", startedAt: "2026-03-01T10:00:00.000Z" } });
const declined = payment({ attempt: { attemptId: "att_1", status: "declined", startedAt: "2026-03-01T10:00:00.000Z" } });

describe("the provider's word moves a payment only forward", () => {
  const cases: [string, Payment, Snapshot, string][] = [
    ["captured while open", payment(), snapshot("captured"), "capture"],
    ["captured while authorized", payment({ status: "authorized" }), snapshot("captured"), "capture"],
    ["captured though closed", payment({ status: "voided" }), snapshot("captured"), "capture"],
    ["captured again", payment({ status: "captured" }), snapshot("captured"), "nothing"],
    ["authorized while open", payment(), snapshot("authorized"), "authorize"],
    ["authorized again", payment({ status: "authorized" }), snapshot("authorized"), "nothing"],
    ["authorized though closed", payment({ status: "voided" }), snapshot("authorized"), "release"],
    ["authorized, told after captured", payment({ status: "captured" }), snapshot("authorized"), "nothing"],
    ["voided while open", payment(), snapshot("voided"), "void"],
    ["voided while authorized", payment({ status: "authorized" }), snapshot("voided"), "void"],
    ["voided again", payment({ status: "voided" }), snapshot("voided"), "nothing"],
    ["declined", payment(), snapshot("open", { status: "declined" }), "decline"],
    ["declined at the bank", challenged, snapshot("open", { status: "declined" }), "decline"],
    ["declined again", declined, snapshot("open", { status: "declined" }), "nothing"],
    ["another attempt declined", payment(), snapshot("open", { attemptId: "att_0" }), "nothing"],
    ["sent to the bank", payment(), snapshot("requires_action", { status: "requires_action", redirectUrl }), "challenge"],
    ["sent to the bank again", challenged, snapshot("requires_action", { status: "requires_action", redirectUrl }), "nothing"],
    [
      "sent to the bank, told after the decline",
      declined,
      snapshot("requires_action", { status: "requires_action", redirectUrl }),
      "nothing",
    ],
    ["abandoned at the bank", challenged, snapshot("open", { status: "abandoned" }), "decline"],
    ["the attempt unheard of", payment(), snapshot("open"), "nothing"],
  ];
  test.each(cases)("%s", (_name, before, word, verdict) => expect(judge(before, word).kind).toBe(verdict));
});

test("the shares of tax of any refunds add up to the whole tax", () => {
  const totals = { total: 3390, tax: 541 };
  let before = 0;
  let tax = 0;
  for (const amount of [1, 999, 333, 2057]) {
    tax += taxOf(totals, before, amount);
    before += amount;
  }
  expect([before, tax]).toEqual([3390, 541]);
  expect(taxOf({ total: 0, tax: 0 }, 0, 0)).toBe(0);
});

test("lines are priced with what was refunded of them before", () => {
  const lines = [{ sku: "MUG-BLUE", quantity: 1 }];
  const earlier = [{ lines: { "MUG-BLUE": 2 }, shipping: true }];
  expect(price({ lines }, sample, [], 3390)).toMatchObject({ amount: 333 });
  expect(price({ lines, restock: true }, sample, earlier, 3390)).toEqual({
    amount: 333,
    lines: { "MUG-BLUE": 1 },
    shipping: false,
    restock: lines,
  });
  expect(price({ lines: [...lines, ...lines, ...lines] }, sample, [], 3390)).toMatchObject({ amount: 1000, lines: { "MUG-BLUE": 3 } });
  for (const request of [
    { shipping: true },
    { lines: [{ sku: "MUG-BLUE", quantity: 2 }] },
    { lines: [{ sku: "mug-blue", quantity: 1 }] },
  ]) {
    expect(() => price(request, sample, earlier, 3390)).toThrow("costs nothing");
  }
});
