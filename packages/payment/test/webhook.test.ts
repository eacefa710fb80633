import { expect, test } from "vitest";
import { newKey, useStage } from "./stage.ts";

const stage = useStage();

async function paidBy(method: string) {
  const order = await stage.order();
  stage.webhooks.length = 0;
  const response = await stage.confirm(order, method);
  const [sent] = stage.webhooks;
  if (!sent) throw new Error("the sandbox sent no webhook");
  return { order, response, sent };
}

/** An order whose confirmation never came back, so that only the webhook tells. */
async function chargedUnheard() {
  const { order, response, sent } = await paidBy("pm_card_timeoutAfterCharge");
  expect(response.status).toBe(202);
  return { order, message: sent.message };
}

test("the webhook after the answer changes nothing", async () => {
  const { order, sent } = await paidBy("pm_card_visa");
  expect((await stage.deliver(sent.message)).status).toBe(204);
  expect(await stage.eventsOf(order.paymentId)).toEqual(["payment.captured"]);
  expect(await stage.eventsOf(order.orderId)).toEqual(["order.placed", "order.paid"]);
});

test("the webhook before the answer pays the order, and the answer changes nothing", async () => {
  const order = await stage.order();
  const enqueue = stage.parts.enqueue;
  let status = 0;
  stage.parts.enqueue = async (message, delaySeconds) => {
    stage.parts.enqueue = enqueue;
    status = (await stage.deliver(message)).status;
    await enqueue(message, delaySeconds);
  };
  const response = await stage.confirm(order, "pm_card_visa");
  expect(status).toBe(204);
  expect(await response.json()).toMatchObject({ status: "captured" });
  expect(await stage.eventsOf(order.paymentId)).toEqual(["payment.captured"]);
  expect(await stage.eventsOf(order.orderId)).toEqual(["order.placed", "order.paid"]);
});

test("webhook, replay and look-up at once pay the order once", async () => {
  const { order, message } = await chargedUnheard();
  const statuses = await Promise.all([
    stage.deliver(message),
    stage.deliver(message),
    stage.deliver(message),
    stage.confirm(order, "pm_card_visa"),
  ]);
  expect(statuses.map(({ status }) => status)).toEqual([204, 204, 204, 200]);
  expect(await stage.eventsOf(order.paymentId)).toEqual(["payment.captured"]);
  expect(await stage.eventsOf(order.orderId)).toEqual(["order.placed", "order.paid"]);
});

test("a duplicate webhook is two messages with one id, done once", async () => {
  const { order } = await paidBy("pm_card_duplicateWebhook");
  const [first, second] = stage.webhooks;
  expect(second?.message).toEqual(first?.message);
  for (const { message } of stage.webhooks) expect((await stage.deliver(message)).status).toBe(204);
  expect(await stage.eventsOf(order.orderId)).toEqual(["order.placed", "order.paid"]);
});

test("a late webhook waits in its queue", async () => {
  const { sent } = await paidBy("pm_card_lateWebhook");
  expect(sent.delaySeconds).toBe(20);
});

test("a webhook that was forged, altered, or signed more than five minutes ago is refused, and nothing is done", async () => {
  const { order, message } = await chargedUnheard();
  const minutesAgo = (minutes: number) => new Date(stage.clock.now - minutes * 60_000);
  const attempts = [
    stage.deliver(message, { secret: "a secret that the sandbox does not have" }),
    stage.deliver(message, { at: minutesAgo(6) }),
    stage.deliver(message, { at: minutesAgo(-6) }),
  ];
  for (const response of await Promise.all(attempts)) {
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ code: "payment.webhook_refused" });
  }
  const unsigned = await stage.confirm(order, "pm_card_visa", { headers: {}, key: newKey() });
  expect(unsigned.status).toBe(401);
  expect((await stage.head(order.orderId)).paymentStatus).toBe("unpaid");
  expect((await stage.deliver(message, { at: minutesAgo(4) })).status).toBe(204);
  expect((await stage.head(order.orderId)).paymentStatus).toBe("paid");
});

test("a webhook whose body was altered after signing is refused", async () => {
  const { order, message } = await chargedUnheard();
  const { signWebhook } = await import("@souk/sandbox");
  const { api } = await import("../src/http.ts");
  const headers = {
    "content-type": "application/json",
    ...signWebhook(stage.parts.secret, message.id, message.body, new Date(stage.clock.now)),
  };
  const body = message.body.replace('"captured":3390', '"captured":1');
  expect(body).not.toBe(message.body);
  const response = await api.request("/v1/payments/webhooks/sandbox", { method: "POST", headers, body }, stage.env);
  expect(response.status).toBe(401);
  expect((await stage.head(order.orderId)).paymentStatus).toBe("unpaid");
});

test("a webhook of another provider, or of a payment that is not ours, does nothing", async () => {
  const { sent } = await paidBy("pm_card_visa");
  const { api } = await import("../src/http.ts");
  expect((await api.request("/v1/payments/webhooks/other", { method: "POST", body: "{}" }, stage.env)).status).toBe(404);
  const body = sent.message.body.replaceAll(/pay_[0-9a-z]{26}/g, "pay_01h455vb4pex5vsknk084sn02q");
  expect((await stage.deliver({ id: "msg_other", body })).status).toBe(204);
});
