import { consumer } from "@souk/core/consumer";
import type { CloudEvent } from "@souk/core";
import { Order } from "@souk/order";
import { expect, test } from "vitest";
import { reactions } from "../src/consumer.ts";
import * as Payment from "../src/payment.ts";
import { dyingBeforeItIsWritten } from "./dying.ts";
import { newKey, useStage } from "./stage.ts";

const stage = useStage();
const handler = consumer("payment", reactions, () => stage.ctx({ type: "system", name: "payment" }));

async function deliver(event: CloudEvent): Promise<string[]> {
  const { batchItemFailures } = await handler({ Records: [{ messageId: "m1", body: JSON.stringify({ detail: event }) }] } as never);
  return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
}

async function eventOf(orderId: string, type: string): Promise<CloudEvent> {
  const found = (await stage.events()).find((event) => event.subject === orderId && event.type === type);
  if (!found) throw new Error(`no ${type}`);
  return found;
}

const cancel = (order: Order.Head, actor: "guest" | "staff" = "staff") =>
  Order.cancel(
    stage.ctx(actor === "staff" ? { type: "staff", staffId: "key" } : { type: "guest", token: String(stage.guest(order)["souk-token"]) }),
    { orderId: order.orderId },
  );

const kindsOf = async (order: Order.Head) => (await stage.ledger(order.orderId)).map(({ kind, amount }) => `${kind} ${amount}`);

test("a paid order that staff cancel is refunded once, however often the event comes", async () => {
  const order = await stage.order();
  await stage.confirm(order, "pm_card_visa");
  await stage.refund(order, { amount: 390 });
  await cancel(order);
  const event = await eventOf(order.orderId, "order.canceled");
  expect(await Promise.all([deliver(event), deliver(event)])).toEqual([[], []]);
  expect(await deliver(event)).toEqual([]);
  expect(await kindsOf(order)).toEqual(["charge 3390", "refund 390", "refund 3000"]);
  expect(await stage.head(order.orderId)).toMatchObject({ status: "canceled", paymentStatus: "refunded" });
  expect(await stage.eventsOf(order.paymentId)).toEqual(["payment.captured", "payment.refunded", "payment.refunded"]);
});

test("a refund that nobody wrote down is written down when the order is canceled, and not made again", async () => {
  const order = await stage.order();
  await stage.confirm(order, "pm_card_visa");
  const staff = dyingBeforeItIsWritten(stage.ctx({ type: "staff", staffId: "key" }));
  await expect(Payment.refund(staff, { paymentId: order.paymentId }, staff.id("claim"))).rejects.toThrow(/died/);
  await cancel(order);
  expect(await deliver(await eventOf(order.orderId, "order.canceled"))).toEqual([]);
  expect(await kindsOf(order)).toEqual(["charge 3390", "refund 3390"]);
  expect(await stage.head(order.orderId)).toMatchObject({ status: "canceled", paymentStatus: "refunded" });
});

test("a canceled order whose payment was never begun takes no payment", async () => {
  const order = await stage.order();
  await cancel(order, "guest");
  const event = await eventOf(order.orderId, "order.canceled");
  expect(await deliver(event)).toEqual([]);
  expect(await deliver(event)).toEqual([]);
  expect(await stage.eventsOf(order.paymentId)).toEqual(["payment.voided"]);
  expect(await (await stage.confirm(order, "pm_card_visa")).json()).toMatchObject({ code: "payment.closed", status: 409 });
  expect(await stage.status(order)).toMatchObject({ status: "voided" });
  expect(await kindsOf(order)).toEqual([]);
});

test("canceled while the shopper is at the bank: what the bank then approves is not charged", async () => {
  const order = await stage.order();
  const { nextAction } = (await (await stage.confirm(order, "pm_card_authenticationRequired")).json()) as {
    nextAction: { redirectUrl: string };
  };
  await cancel(order, "guest");
  // Before the reaction has let the payment go.
  const seen = await stage.status(order);
  expect([seen["status"], "nextAction" in seen]).toEqual(["voided", false]);
  expect(await deliver(await eventOf(order.orderId, "order.canceled"))).toEqual([]);
  await stage.bank(nextAction.redirectUrl, "approve");
  expect(await kindsOf(order)).toEqual(["void 0"]);
  expect(await stage.eventsOf(order.paymentId)).toEqual(["payment.voided"]);
});

test("captured after the order was canceled: refunded by itself, the order stays canceled", async () => {
  const order = await stage.order();
  const { nextAction } = (await (await stage.confirm(order, "pm_card_authenticationRequired")).json()) as {
    nextAction: { redirectUrl: string };
  };
  await cancel(order, "guest");
  stage.webhooks.length = 0;
  await stage.bank(nextAction.redirectUrl, "approve");
  const [captured] = stage.webhooks;
  expect(captured && (await stage.deliver(captured.message)).status).toBe(204);
  expect(captured && (await stage.deliver(captured.message)).status).toBe(204);
  expect(await deliver(await eventOf(order.orderId, "order.canceled"))).toEqual([]);
  expect(await kindsOf(order)).toEqual(["charge 3390", "refund 3390"]);
  expect(await stage.head(order.orderId)).toMatchObject({ status: "canceled", paymentStatus: "voided" });
  expect(await stage.eventsOf(order.paymentId)).toEqual(["payment.captured", "payment.refunded"]);
});

test("the refund of a late capture that the provider cannot take is taken up by the webhook's next delivery", async () => {
  const order = await stage.order();
  const { nextAction } = (await (await stage.confirm(order, "pm_card_authenticationRequired")).json()) as {
    nextAction: { redirectUrl: string };
  };
  await cancel(order, "guest");
  stage.webhooks.length = 0;
  await stage.bank(nextAction.redirectUrl, "approve");
  const [captured] = stage.webhooks;
  if (!captured) throw new Error("no webhook");
  Object.assign(stage.outage, { mode: "error", path: /refunds/ });
  expect((await stage.deliver(captured.message)).status).toBe(503);
  stage.outage.mode = "none";
  expect((await stage.deliver(captured.message)).status).toBe(204);
  expect(await kindsOf(order)).toEqual(["charge 3390", "refund 3390"]);
});

test("charged without an answer, then canceled: the reaction finds the charge and refunds it", async () => {
  const order = await stage.order();
  expect((await stage.confirm(order, "pm_card_timeoutAfterCharge")).status).toBe(202);
  await cancel(order, "guest");
  expect(await deliver(await eventOf(order.orderId, "order.canceled"))).toEqual([]);
  expect(await kindsOf(order)).toEqual(["charge 3390", "refund 3390"]);
});

test("a reaction that cannot reach the provider comes again and is done then", async () => {
  const order = await stage.order();
  await stage.confirm(order, "pm_card_visa");
  await cancel(order);
  const event = await eventOf(order.orderId, "order.canceled");
  stage.outage.mode = "refused";
  expect(await deliver(event)).toEqual(["m1"]);
  stage.outage.mode = "none";
  expect(await deliver(event)).toEqual([]);
  expect(await kindsOf(order)).toEqual(["charge 3390", "refund 3390"]);
});

test("a provider that is down: nothing is done, and the same request works later", async () => {
  const order = await stage.order();
  for (const mode of ["refused", "error"] as const) {
    const key = newKey();
    stage.outage.mode = mode;
    const response = await stage.confirm(order, "pm_card_visa", { key });
    expect(response.status).toBe(503);
    expect(response.headers.get("retry-after")).toBe("5");
    expect(await response.json()).toMatchObject({ code: "payment.provider_unavailable" });
    expect(await stage.status(order)).toMatchObject({ status: "open", attemptsLeft: 5 });
  }
  stage.outage.mode = "none";
  expect((await stage.confirm(order, "pm_card_visa")).status).toBe(200);
  expect(await kindsOf(order)).toEqual(["charge 3390"]);
});

test("a provider that fails while it confirms is asked again before another attempt", async () => {
  const order = await stage.order();
  const key = newKey();
  Object.assign(stage.outage, { mode: "error", path: /confirm/ });
  expect((await stage.confirm(order, "pm_card_visa", { key })).status).toBe(202);
  stage.outage.mode = "none";
  expect((await stage.confirm(order, "pm_card_visa", { key })).status).toBe(202);
  expect(await (await stage.confirm(order, "pm_card_visa")).json()).toMatchObject({ code: "payment.in_progress" });
  stage.clock.advance(16_000);
  expect(await stage.status(order)).toMatchObject({ status: "open", attemptsLeft: 4 });
  expect((await stage.confirm(order, "pm_card_visa")).status).toBe(200);
  expect(await kindsOf(order)).toEqual(["charge 3390"]);
});

test("no provider, no such method, no such payment and another's token are told apart from outages", async () => {
  const order = await stage.order();
  const other = await stage.order();
  expect(await (await stage.confirm(order, "pm_card_unheardOf")).json()).toMatchObject({ code: "payment.method_unknown", status: 422 });
  expect(await stage.status(order)).toMatchObject({ attemptsLeft: 5 });
  expect((await stage.confirm(order, "pm_card_visa", { headers: stage.guest(other) })).status).toBe(404);
  expect((await stage.confirm({ ...order, paymentId: "pay_01h455vb4pex5vsknk084sn02q" }, "pm_card_visa")).status).toBe(404);
  const { SandboxSecret } = stage.links;
  delete stage.links["SandboxSecret"];
  expect(await (await stage.confirm(order, "pm_card_visa")).json()).toMatchObject({ code: "payment.no_provider", status: 503 });
  if (SandboxSecret) stage.links["SandboxSecret"] = SandboxSecret;
});

test("a manual payment is authorized first and captured with the first shipment", async () => {
  const { Shop } = await import("@souk/shop");
  const staff = stage.ctx({ type: "staff", staffId: "key" });
  await Shop.save(staff, { ...Shop.defaults, policies: { capture: "manual" } });
  const order = await stage.order();
  expect(await (await stage.confirm(order, "pm_card_visa")).json()).toMatchObject({ status: "authorized" });
  expect((await stage.head(order.orderId)).paymentStatus).toBe("authorized");
  await Order.fulfill(staff, { orderId: order.orderId });
  const event = await eventOf(order.orderId, "order.fulfilled");
  expect([await deliver(event), await deliver(event)]).toEqual([[], []]);
  expect((await stage.head(order.orderId)).paymentStatus).toBe("paid");
  expect(await kindsOf(order)).toEqual(["authorization 3390", "charge 3390"]);

  const canceled = await stage.order();
  await stage.confirm(canceled, "pm_card_visa");
  await cancel(canceled);
  expect(await deliver(await eventOf(canceled.orderId, "order.canceled"))).toEqual([]);
  expect(await kindsOf(canceled)).toEqual(["authorization 3390", "void 0"]);
  expect(await stage.eventsOf(canceled.paymentId)).toEqual(["payment.authorized", "payment.voided"]);
  await Shop.save(staff, Shop.defaults);
});
