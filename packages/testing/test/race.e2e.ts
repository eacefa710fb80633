import { confirm, fillCart, newKey, place, type Placed, quote, sell, send, type Stage, startStage } from "@souk/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { crush, rush } from "./rush.ts";

// Two writes on one item within 10 ms are in conflict, as on AWS; the engine itself never says so.
let stage: Stage;
beforeAll(async () => {
  stage = await startStage({ faults: { seed: 7, conflict: { windowMilliseconds: 10 } } });
});
afterAll(async () => stage?.stop());

test("100 buyers at once for a stock of 10: exactly 10 orders, 90 clean refusals, nothing below zero", async () => {
  const answers = await rush(stage, { sku: "LAST-10", buyers: 100, units: 10 });
  expect(answers).toEqual({ placed: 10, soldOut: 90, failed: 0, left: 0, onHand: 10 });
});

test("200 clients at once for one thing are each served or told to come again", async () => {
  const { statuses } = await crush(stage, { sku: "WANTED", clients: 200 });
  expect(statuses.filter((status) => ![201, 409, 429].includes(status))).toEqual([]);
});

test("150 buyers at once for a stock of 100 in 8 shards: exactly 100 orders, 50 clean refusals, and canceled ones give back", async () => {
  await sell(stage, { sku: "HOT-100", quantity: 100 });
  const path = "/v1/inventory/HOT-100";
  const split = await send(stage.api, "PUT", `${path}/shards`, { key: stage.keys.staff, body: { shards: 8 } });
  expect(split).toMatchObject({ status: 200, body: { shards: 8, available: 100 } });
  const baskets = await Promise.all(Array.from({ length: 150 }, () => fillCart(stage.api, [{ sku: "HOT-100", quantity: 1 }])));
  const [first] = baskets;
  if (!first) throw new Error("no cart");
  const quoted = await quote(stage.api, first);
  const answers = await Promise.all(baskets.map((basket) => place(stage.api, basket, quoted)));
  const placed = answers.filter(({ status }) => status === 201);
  const soldOut = answers.filter(({ status, body }) => status === 409 && body.code === "checkout.out_of_stock");
  expect([placed.length, soldOut.length]).toEqual([100, 50]);
  expect((await send(stage.api, "GET", path, { key: stage.keys.staff })).body).toMatchObject({ onHand: 100, available: 0 });

  const [one, two] = placed;
  for (const order of [one, two]) {
    if (!order) throw new Error("no order");
    const options = { token: order.body.token, idempotency: newKey() };
    expect((await send(stage.api, "POST", `/v1/orders/${order.body.orderId}/cancel`, options)).status).toBe(200);
  }
  await stage.settled();
  expect((await send(stage.api, "GET", path, { key: stage.keys.staff })).body).toMatchObject({ onHand: 100, available: 2, shards: 8 });
});

test("one key five times at once: one order, one charge, equal answers", async () => {
  await sell(stage, { sku: "FIVE", quantity: 50 });
  const basket = await fillCart(stage.api, [{ sku: "FIVE", quantity: 1 }]);
  const quoted = await quote(stage.api, basket);
  const key = newKey();
  const placed = await Promise.all(Array.from({ length: 5 }, () => place(stage.api, basket, quoted, key)));
  expect(placed.map((answer) => answer.status)).toEqual([201, 201, 201, 201, 201]);
  expect(new Set(placed.map((answer) => JSON.stringify(answer.body))).size).toBe(1);

  const order = placed[0]?.body;
  if (!order) throw new Error("no order");
  const payKey = newKey();
  const paid = await Promise.all(Array.from({ length: 5 }, () => confirmWhenFree(order, payKey)));
  expect(new Set(paid.map((answer) => JSON.stringify(answer.body))).size).toBe(1);
  await stage.settled();
  expect((await stage.ledger()).filter((entry) => entry.paymentId === order.paymentId && entry.kind === "charge")).toHaveLength(1);
  const level = await send<{ available: number }>(stage.api, "GET", "/v1/inventory/FIVE", { key: stage.keys.staff });
  expect(level.body.available).toBe(49);
});

/** While the first is with the provider, the others are told 409 and ask again. */
async function confirmWhenFree(order: Placed, key: string) {
  for (;;) {
    const answer = await confirm(stage.api, order, "pm_card_visa", key);
    if (answer.status !== 409) return answer;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
