import { PurgeQueueCommand, SQSClient } from "@aws-sdk/client-sqs";
import { confirm, fillCart, place, quote, sell, send, type Stage, startStage } from "@souk/testing";
import { afterAll, beforeAll, expect, test } from "vitest";

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
  await sell(stage, { sku: "LAST", quantity: 5 });
  await sell(stage, { sku: "HELD", quantity: 6 });
});
afterAll(async () => stage?.stop());

interface State {
  queues: { id: string; name: string; visible: number }[];
  functions: { id: string; calls: number; errors: number }[];
}

const minutes = async (count: number) => {
  const body = JSON.stringify({ milliseconds: count * 60_000 });
  await stage.control("/api/clock/advance", { method: "POST", headers: { "content-type": "application/json" }, body });
};

async function buy(sku = "LAST") {
  const basket = await fillCart(stage.api, [{ sku, quantity: 2 }]);
  return (await place(stage.api, basket, await quote(stage.api, basket))).body;
}

/** As a purge by mistake, or a message that lay among the dead for too long. */
async function losesItsMessages(id: string): Promise<void> {
  const { queues } = await stage.control<State>("/api/state");
  const name = queues.find((queue) => queue.id === id)?.name ?? "";
  const client = new SQSClient({
    endpoint: stage.aws,
    region: "eu-central-1",
    credentials: { accessKeyId: "offline", secretAccessKey: "offline" },
  });
  await client.send(new PurgeQueueCommand({ QueueUrl: new URL(`/000000000000/${name}`, stage.aws).href }));
  client.destroy();
}

const statusOf = async (orderId: string) =>
  (await send<{ status: string; paymentStatus: string }>(stage.api, "GET", `/v1/orders/${orderId}`, { key: stage.keys.staff })).body;

/** Lets the stage settle until an order is no longer open. */
async function ended(orderId: string) {
  const deadline = performance.now() + 20_000;
  while ((await statusOf(orderId)).status === "open" && performance.now() < deadline) await stage.settled();
  return statusOf(orderId);
}

test("a hold that runs out gives the stock back, whether nothing was paid, a card was declined or a shopper never came back from the bank", async () => {
  const [untried, declined, challenged] = [await buy("HELD"), await buy("HELD"), await buy("HELD")];
  expect((await confirm(stage.api, declined, "pm_card_chargeDeclined")).status).toBe(402);
  expect((await confirm(stage.api, challenged, "pm_card_authenticationRequired")).body).toMatchObject({ status: "requires_action" });
  await stage.settled();
  await minutes(16);
  for (const { orderId } of [untried, declined])
    expect(await ended(orderId)).toMatchObject({ status: "canceled", paymentStatus: "voided" });
  expect(await statusOf(challenged.orderId)).toMatchObject({ status: "open", paymentStatus: "unpaid" });
  await minutes(16);
  expect(await ended(challenged.orderId)).toMatchObject({ status: "canceled", paymentStatus: "voided" });
  await stage.settled();
  const level = await send<{ available: number }>(stage.api, "GET", "/v1/inventory/HELD", { key: stage.keys.staff });
  expect(level.body).toMatchObject({ onHand: 6, available: 6 });
});

test("the stage's clock runs its jobs: an order whose hold message was lost is ended, its stock is back, and nothing lies dead", async () => {
  const [lost, paid] = [await buy(), await buy()];
  expect((await confirm(stage.api, paid, "pm_card_visa")).status).toBe(200);
  await stage.settled();
  await losesItsMessages("HoldQueue");
  for (let passed = 0; passed < 30; passed += 5) {
    await minutes(5);
    await stage.settled();
  }
  const deadline = performance.now() + 20_000;
  while ((await statusOf(lost.orderId)).status === "open" && performance.now() < deadline) {
    await minutes(5);
    await stage.settled();
  }
  expect(await statusOf(lost.orderId)).toMatchObject({ status: "canceled", paymentStatus: "voided" });
  expect(await statusOf(paid.orderId)).toMatchObject({ status: "open", paymentStatus: "paid" });
  await stage.settled();
  const level = await send<{ available: number; onHand: number }>(stage.api, "GET", "/v1/inventory/LAST", { key: stage.keys.staff });
  expect(level.body).toMatchObject({ onHand: 5, available: 3 });

  // An hour later every comparison has been made once, and found nothing.
  await minutes(65);
  await stage.settled();
  await minutes(20);
  await stage.settled();
  const { queues, functions } = await stage.control<State>("/api/state");
  for (const id of ["ReconcileHandler", "SweepHandler", "InventorySweepHandler"])
    expect([id, functions.find((one) => one.id === id)]).toEqual([id, expect.objectContaining({ errors: 0 })]);
  expect(functions.filter(({ id, calls }) => /Reconcile|Sweep/.test(id) && calls === 0)).toEqual([]);
  expect(queues.filter(({ id, visible }) => id.endsWith("DeadLetter") && visible > 0)).toEqual([]);
  expect(stage.output()).not.toContain("somebody must look");
});
