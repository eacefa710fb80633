import { Order } from "@souk/order";
import { expect, test } from "vitest";
import { PaymentRefunded } from "../src/payment.event.ts";
import * as Payment from "../src/payment.ts";
import { dyingBeforeItIsWritten } from "./dying.ts";
import { overtaken } from "./overtaken.ts";
import { newKey, useStage } from "./stage.ts";

const stage = useStage();
const eur = (amount: number) => ({ amount, currency: "EUR" });

async function paid(change: Partial<Order.NewOrder> = {}) {
  const order = await stage.order(change);
  expect((await stage.confirm(order, "pm_card_visa")).status).toBe(200);
  return order;
}

async function shipped() {
  const order = await paid();
  await Order.fulfill(stage.ctx({ type: "staff", staffId: "key" }), { orderId: order.orderId });
  return order;
}

const refundsOf = async (orderId: string) =>
  (await stage.ledger(orderId)).filter(({ kind }) => kind === "refund").map(({ amount }) => amount);
const lastEvent = async (subject: string) => {
  const events = (await stage.events()).filter((event) => event.subject === subject);
  return events.sort((a, b) => a.sequence - b.sequence).at(-1);
};

test("parts are refunded up to what was captured, each with its share of tax, which add up to the whole", async () => {
  const order = await paid();
  const shares: number[] = [];
  for (const amount of [1000, 1000, 1390]) {
    const response = await stage.refund(order, { amount });
    expect(response.status).toBe(201);
    const event = await lastEvent(order.paymentId);
    expect(event?.data).toMatchObject({ amount: eur(amount), automatic: false });
    shares.push(PaymentRefunded.data.parse(event?.data).tax.amount);
  }
  expect(shares.reduce((a, b) => a + b)).toBe(541);
  expect((await stage.head(order.orderId)).paymentStatus).toBe("refunded");
  const more = await stage.refund(order, { amount: 1 });
  expect(more.status).toBe(422);
  expect(await more.json()).toMatchObject({ code: "payment.refund_too_large", refundable: 0 });
  expect(await refundsOf(order.orderId)).toEqual([1000, 1000, 1390]);
  expect(await stage.eventsOf(order.orderId)).toEqual(["order.placed", "order.paid", "order.refunded", "order.refunded", "order.refunded"]);
});

test("two refunds at once never exceed what was captured", async () => {
  const order = await paid();
  const responses = await Promise.all([2000, 2000, 2000].map((amount) => stage.refund(order, { amount })));
  expect(responses.map(({ status }) => status).sort()).toEqual([201, 422, 422]);
  expect(await refundsOf(order.orderId)).toEqual([2000]);
});

test("whoever is overtaken between reading payment and order is told what is left, not what the order would refuse", async () => {
  const order = await paid();
  const staff = { type: "staff", staffId: "key" } as const;
  const others = [1000, 1000, 1390].map((amount) => async () => expect((await stage.refund(order, { amount })).status).toBe(201));
  const ctx = overtaken(stage.ctx(staff), order.orderId, others);
  const { paymentId } = order;
  await expect(Payment.refund(ctx, { paymentId }, "clm_01h455vb4pex5vsknk084sn02q")).rejects.toMatchObject({
    code: "payment.refund_too_large",
  });
  expect(await refundsOf(order.orderId)).toEqual([1000, 1000, 1390]);
});

test("the same key five times is one refund", async () => {
  const order = await paid();
  const key = newKey();
  const responses = await Promise.all([1, 2, 3, 4, 5].map(() => stage.refund(order, { amount: 500 }, key)));
  expect(responses.every(({ status }) => status === 201 || status === 409)).toBe(true);
  expect((await stage.refund(order, { amount: 500 }, key)).headers.get("idempotency-replayed")).toBe("true");
  expect(await refundsOf(order.orderId)).toEqual([500]);
  const rows = (await stage.items()).filter((item) => item["pk"] === `demo#payment#${order.paymentId}`).map((item) => String(item["sk"]));
  expect(rows.filter((sk) => /^refund#ref_[0-9a-hjkmnp-tv-z]{26}$/.test(sk))).toHaveLength(1);
});

test("a line's units share its price without a remainder, and no unit is refunded twice", async () => {
  const order = await paid();
  for (const amount of [333, 334, 333]) {
    expect(await (await stage.refund(order, { lines: [{ sku: "MUG-BLUE", quantity: 1 }] })).json()).toMatchObject({ amount: eur(amount) });
  }
  const fourth = await stage.refund(order, { lines: [{ sku: "MUG-BLUE", quantity: 1 }] });
  expect(await fourth.json()).toMatchObject({ code: "payment.nothing_to_refund", status: 422 });
  expect(await (await stage.refund(order, { shipping: true })).json()).toMatchObject({ amount: eur(490) });
  expect((await stage.refund(order, { shipping: true })).status).toBe(422);
});

test("goods that came back go to stock, tracked ones alone and never more than were shipped", async () => {
  const order = await shipped();
  const lines = [
    { sku: "MUG-BLUE", quantity: 2 },
    { sku: "GIFT-WRAP", quantity: 1 },
  ];
  expect((await stage.refund(order, { lines, restock: true, reason: "damaged" })).status).toBe(201);
  expect((await lastEvent(order.orderId))?.data["restock"]).toEqual([{ sku: "MUG-BLUE", location: "main", quantity: 2 }]);
  const unshipped = await paid();
  const refused = await stage.refund(unshipped, { lines: [{ sku: "MUG-BLUE", quantity: 1 }], restock: true });
  expect(await refused.json()).toMatchObject({ code: "order.over_restocked" });
  expect(await refundsOf(unshipped.orderId)).toEqual([]);
});

test("without an amount or lines all that is left is refunded", async () => {
  const order = await paid();
  await stage.refund(order, { amount: 390 });
  expect(await (await stage.refund(order, {})).json()).toMatchObject({ amount: eur(3000), totalRefunded: eur(3390) });
});

test("what was not captured is not refunded", async () => {
  const order = await stage.order();
  expect((await stage.refund(order, { amount: 1 })).status).toBe(404);
  await stage.confirm(order, "pm_card_chargeDeclined");
  expect(await (await stage.refund(order, { amount: 1 })).json()).toMatchObject({ code: "payment.not_refundable", status: 409 });
});

test("a refund that the provider cannot be asked for is undone, and works with the same key later", async () => {
  const order = await paid();
  const key = newKey();
  stage.outage.mode = "refused";
  expect(await (await stage.refund(order, { amount: 500 }, key)).json()).toMatchObject({
    code: "payment.provider_unavailable",
    status: 503,
  });
  stage.outage.mode = "none";
  expect((await stage.refund(order, { amount: 3390 }, key)).status).toBe(201);
  expect(await refundsOf(order.orderId)).toEqual([3390]);
});

test("a refund without an answer is 202 and ended by its webhook, with its money set aside until then", async () => {
  const order = await paid();
  stage.outage.mode = "error";
  const response = await stage.refund(order, { amount: 3000 });
  expect(response.status).toBe(202);
  const { refundId } = (await response.json()) as { refundId: string };
  stage.outage.mode = "none";
  expect((await stage.refund(order, { amount: 1000 })).status).toBe(422);
  stage.webhooks.length = 0;
  const headers = { "content-type": "application/json", authorization: `Bearer ${stage.parts.secret}`, "idempotency-key": refundId };
  await fetch(new URL(`v1/intents/${order.paymentId}/refunds`, stage.url), {
    method: "POST",
    headers,
    body: JSON.stringify({ amount: 3000 }),
  });
  const [sent] = stage.webhooks;
  expect(sent && (await stage.deliver(sent.message)).status).toBe(204);
  expect(sent && (await stage.deliver(sent.message)).status).toBe(204);
  expect(await stage.status(order)).toMatchObject({ refunded: eur(3000) });
  expect(await stage.eventsOf(order.paymentId)).toEqual(["payment.captured", "payment.refunded"]);
  expect((await stage.head(order.orderId)).paymentStatus).toBe("partially_refunded");
});

test("a refund without an answer whose webhook never comes is ended by the same request again", async () => {
  const order = await paid();
  const key = newKey();
  stage.outage.mode = "error";
  expect((await stage.refund(order, { amount: 3000 }, key)).status).toBe(202);
  expect((await stage.refund(order, { amount: 3000 }, key)).status).toBe(202);
  stage.outage.mode = "none";
  const again = await stage.refund(order, { amount: 3000 }, key);
  expect([again.status, await again.json()]).toMatchObject([201, { status: "succeeded", totalRefunded: eur(3000) }]);
  expect(await refundsOf(order.orderId)).toEqual([3000]);
  expect(await stage.status(order)).toMatchObject({ refunded: eur(3000) });
});

test("a refund that was taken over is not taken back: the first try may have returned the money", async () => {
  const order = await paid();
  const staff = stage.ctx({ type: "staff", staffId: "key" });
  const claimId = staff.id("claim");
  const input = { paymentId: order.paymentId, amount: 3000 };
  // The first dies when it has the provider's answer.
  await expect(Payment.refund(dyingBeforeItIsWritten(staff), input, claimId)).rejects.toThrow(/died/);
  expect(await refundsOf(order.orderId)).toEqual([3000]);
  stage.outage.mode = "refused";
  expect(await Payment.refund(staff, input, claimId)).toMatchObject({ status: "processing" });
  stage.outage.mode = "none";
  expect((await stage.refund(order, { amount: 3390 })).status).toBe(422);
  expect(await Payment.refund(staff, input, claimId)).toMatchObject({ status: "succeeded", totalRefunded: eur(3000) });
  expect(await refundsOf(order.orderId)).toEqual([3000]);
});

test("guests refund nothing, and unknown fields or both ways at once are refused", async () => {
  const order = await paid();
  const { api } = await import("../src/http.ts");
  const headers = { "content-type": "application/json", "idempotency-key": newKey(), ...stage.guest(order) };
  expect((await api.request(`/v1/payments/${order.paymentId}/refunds`, { method: "POST", headers, body: "{}" }, stage.env)).status).toBe(
    403,
  );
  for (const body of [{ amount: -1 }, { amount: 1.5 }, { amounts: 1 }, { amount: 1, shipping: true }, { restock: true }, { lines: [] }]) {
    expect((await stage.refund(order, body)).status).toBe(400);
  }
  expect(await refundsOf(order.orderId)).toEqual([]);
});
