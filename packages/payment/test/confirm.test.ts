import { describe, expect, test } from "vitest";
import { newKey, useStage } from "./stage.ts";

const stage = useStage();
const charge = expect.objectContaining({ kind: "charge", amount: 3390 });

describe("an accepted card", () => {
  test("pays the order with one event on each", async () => {
    const order = await stage.order();
    const response = await stage.confirm(order, "pm_card_visa");
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      status: "captured",
      orderId: order.orderId,
      amount: { amount: 3390, currency: "EUR" },
      attemptsLeft: 4,
    });
    expect(await stage.head(order.orderId)).toMatchObject({ paymentStatus: "paid", status: "open", version: 2 });
    expect(await stage.eventsOf(order.paymentId)).toEqual(["payment.captured"]);
    expect(await stage.eventsOf(order.orderId)).toEqual(["order.placed", "order.paid"]);
    expect(await stage.ledger(order.orderId)).toEqual([charge]);
  });

  test("keeps the payment, its event and nothing else under the shop's keys", async () => {
    const order = await stage.order();
    await stage.confirm(order, "pm_card_visa");
    const keys = (await stage.items())
      .map((item) => `${String(item["pk"])} ${String(item["sk"])}`)
      .filter((key) => key.includes(order.paymentId) && !key.includes("#idempotency#"));
    expect(keys.sort()).toEqual([`demo#payment#${order.paymentId} $event#0000000001`, `demo#payment#${order.paymentId} payment`]);
  });

  test("costs little: the claim, the attempt, the settlement of payment and order; a webhook after it, one read", async () => {
    const order = await stage.order();
    stage.capacity.reset();
    await stage.confirm(order, "pm_card_visa");
    expect(stage.capacity.write).toBeLessThanOrEqual(12);
    expect(stage.capacity.read).toBeLessThanOrEqual(1.5);
    const sent = stage.webhooks.at(-1);
    stage.capacity.reset();
    if (sent) await stage.deliver(sent.message);
    expect(stage.capacity).toMatchObject({ read: 0.5, write: 0 });
  });

  test("is charged once when five requests with one key come at once", async () => {
    const order = await stage.order();
    const key = newKey();
    const responses = await Promise.all([1, 2, 3, 4, 5].map(() => stage.confirm(order, "pm_card_visa", { key })));
    expect(responses.every(({ status }) => status === 200 || status === 409)).toBe(true);
    expect(responses.some(({ status }) => status === 200)).toBe(true);
    const again = await stage.confirm(order, "pm_card_visa", { key });
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    expect(await stage.ledger(order.orderId)).toEqual([charge]);
  });

  test("is charged once when five requests with keys of their own come at once", async () => {
    const order = await stage.order();
    const responses = await Promise.all([1, 2, 3, 4, 5].map(() => stage.confirm(order, "pm_card_visa")));
    expect(responses.every(({ status }) => status === 200 || status === 409)).toBe(true);
    expect(await (await stage.confirm(order, "pm_card_mastercard")).json()).toMatchObject({ status: "captured" });
    expect(await stage.ledger(order.orderId)).toEqual([charge]);
    expect(await stage.eventsOf(order.orderId)).toEqual(["order.placed", "order.paid"]);
  });
});

describe("a declined card", () => {
  test("is a 402 with its reason, and an accepted one after it pays", async () => {
    const order = await stage.order();
    const response = await stage.confirm(order, "pm_card_chargeDeclinedInsufficientFunds");
    expect(response.status).toBe(402);
    expect(await response.json()).toMatchObject({ code: "payment.declined", declineCode: "insufficient_funds", attemptsLeft: 4 });
    expect(await stage.status(order)).toMatchObject({ status: "open", declineCode: "insufficient_funds" });
    expect((await stage.confirm(order, "pm_card_visa")).status).toBe(200);
    expect(await stage.eventsOf(order.paymentId)).toEqual(["payment.attempt_declined", "payment.captured"]);
    expect(await stage.ledger(order.orderId)).toEqual([charge]);
  });

  test("uses up no second attempt when the request is repeated with its key", async () => {
    const order = await stage.order();
    const key = newKey();
    await stage.confirm(order, "pm_card_chargeDeclined", { key });
    const again = await stage.confirm(order, "pm_card_chargeDeclined", { key });
    expect(again.status).toBe(402);
    expect(await again.json()).toMatchObject({ declineCode: "generic_decline", attemptsLeft: 4 });
    expect(await stage.eventsOf(order.paymentId)).toEqual(["payment.attempt_declined"]);
  });

  test("may be followed by four more and no sixth", async () => {
    const order = await stage.order();
    for (const left of [4, 3, 2, 1, 0]) {
      const response = await stage.confirm(order, "pm_card_chargeDeclined");
      expect(await response.json()).toMatchObject({ attemptsLeft: left });
    }
    const sixth = await stage.confirm(order, "pm_card_visa");
    expect(sixth.status).toBe(409);
    expect(await sixth.json()).toMatchObject({ code: "payment.too_many_attempts" });
    expect(await stage.ledger(order.orderId)).toEqual([]);
  });
});

describe("a card that the provider charges without an answer", () => {
  test("is 202, settled by the webhook, and not charged again", async () => {
    const order = await stage.order();
    const key = newKey();
    const response = await stage.confirm(order, "pm_card_timeoutAfterCharge", { key });
    expect(response.status).toBe(202);
    expect(await response.json()).toMatchObject({ status: "processing" });
    expect((await stage.head(order.orderId)).paymentStatus).toBe("unpaid");
    const sent = stage.webhooks.at(-1);
    expect(sent && (await stage.deliver(sent.message)).status).toBe(204);
    expect((await stage.head(order.orderId)).paymentStatus).toBe("paid");
    expect((await stage.confirm(order, "pm_card_timeoutAfterCharge", { key })).status).toBe(200);
    expect(await stage.ledger(order.orderId)).toEqual([charge]);
  });

  test("is found by a second confirmation, without a webhook, and not charged again", async () => {
    const order = await stage.order();
    expect((await stage.confirm(order, "pm_card_timeoutAfterCharge")).status).toBe(202);
    const second = await stage.confirm(order, "pm_card_mastercard");
    expect(second.status).toBe(200);
    expect(await second.json()).toMatchObject({ status: "captured" });
    expect((await stage.head(order.orderId)).paymentStatus).toBe("paid");
    expect(await stage.ledger(order.orderId)).toEqual([charge]);
  });
});

describe("the bank's page", () => {
  async function challenged(returnUrl?: string) {
    const order = await stage.order();
    const key = newKey();
    const response = await stage.confirm(order, "pm_card_authenticationRequired", { key, ...(returnUrl ? { returnUrl } : {}) });
    expect(response.status).toBe(200);
    const { status, nextAction } = (await response.json()) as { status: string; nextAction: { redirectUrl: string } };
    expect(status).toBe("requires_action");
    return { order, key, redirectUrl: nextAction.redirectUrl };
  }

  test("pays when approved, and leads back to the shop", async () => {
    const { order, key, redirectUrl } = await challenged("/checkout/return?step=3");
    const back = await stage.bank(redirectUrl, "approve");
    expect(back.status).toBe(303);
    expect(back.headers.get("location")).toBe(`http://localhost:3000/checkout/return?step=3&payment=${order.paymentId}`);
    // No webhook has come: whoever looks finds out.
    expect(await stage.status(order)).toMatchObject({ status: "captured" });
    expect((await stage.confirm(order, "pm_card_authenticationRequired", { key, returnUrl: "/checkout/return?step=3" })).status).toBe(200);
    expect(await stage.ledger(order.orderId)).toEqual([charge]);
  });

  test("counts as a decline when declined, and another card pays", async () => {
    const { order, redirectUrl } = await challenged();
    await stage.bank(redirectUrl, "decline");
    expect(await stage.status(order)).toMatchObject({ status: "open", declineCode: "authentication_failed" });
    expect((await stage.confirm(order, "pm_card_visa")).status).toBe(200);
    expect(await stage.ledger(order.orderId)).toEqual([charge]);
  });

  test("is over once the shopper has begun anew with another card", async () => {
    const { order, redirectUrl } = await challenged();
    expect((await stage.confirm(order, "pm_card_visa")).status).toBe(200);
    await stage.bank(redirectUrl, "approve");
    expect(await stage.ledger(order.orderId)).toEqual([charge]);
  });

  test("leads to no stranger", async () => {
    const order = await stage.order();
    stage.links["Site"] = { url: "https://shop.example" };
    for (const returnUrl of [
      "https://evil.example/",
      "//evil.example/x",
      "/\\evil.example",
      "javascript:alert(1)",
      "http://shop.example/",
    ]) {
      const response = await stage.confirm(order, "pm_card_visa", { returnUrl });
      expect(await response.json()).toMatchObject({ code: "payment.return_url_refused", status: 422 });
    }
    expect((await stage.confirm(order, "pm_card_visa", { returnUrl: "https://shop.example/done" })).status).toBe(200);
    stage.links["Site"] = { url: "http://localhost:3000" };
  });
});
