import type { Order } from "@souk/order";
import { beforeEach, expect, test } from "vitest";
import { createSandboxProvider } from "../src/provider/sandbox.ts";
import { run } from "../src/reconcile.ts";
import { useStage } from "./stage.ts";

const stage = useStage();
const system = () => stage.ctx({ type: "system", name: "reconcile" });
let known = 0;
/** A run; answers how many differences are there that were not before the test. */
const reconciled = async () => (await run(system())).PaymentDifferences - known;
const minutes = (count: number) => stage.clock.advance(count * 60_000);
const provider = () => createSandboxProvider({ url: stage.url, secret: stage.parts.secret });
const said = () =>
  stage.logs.filter(({ level, message }) => level === "error" && message === "somebody must look").map(({ fields }) => fields);

beforeEach(async () => {
  minutes(10);
  await run(system());
  minutes(5);
  known = (await run(system())).PaymentDifferences;
  stage.logs.length = 0;
});

async function unheard(method: string): Promise<Order.Head> {
  const order = await stage.order();
  // The answer is lost on the way, and nobody delivers the webhook.
  expect((await stage.confirm(order, method)).status).toBe(202);
  return order;
}

test("a charge of which neither answer nor webhook came is found within minutes, long before the hold ends", async () => {
  const order = await unheard("pm_card_timeoutAfterCharge");
  minutes(2);
  expect(await reconciled()).toBe(0);
  expect(await stage.head(order.orderId)).toMatchObject({ status: "open", paymentStatus: "paid" });
  expect(await stage.eventsOf(order.paymentId)).toEqual(["payment.captured"]);
  // The webhook at last, and another run: nothing more.
  for (const { message } of stage.webhooks) expect((await stage.deliver(message)).status).toBe(204);
  minutes(5);
  await reconciled();
  expect(await stage.eventsOf(order.orderId)).toEqual(["order.placed", "order.paid"]);
}, 20_000);

test("a challenge that the shopper passed, whose webhook was lost, makes the order paid", async () => {
  const order = await stage.order();
  const { nextAction } = (await (await stage.confirm(order, "pm_card_authenticationRequired")).json()) as {
    nextAction: { redirectUrl: string };
  };
  await stage.bank(nextAction.redirectUrl, "approve");
  minutes(2);
  await reconciled();
  expect((await stage.head(order.orderId)).paymentStatus).toBe("paid");
});

test("what webhooks have told already is only read: no event and no line", async () => {
  const order = await stage.order();
  await stage.confirm(order, "pm_card_visa");
  await stage.refund(order, { amount: 100 });
  const events = await stage.events();
  for (const wait of [2, 5, 70]) {
    minutes(wait);
    expect(await reconciled()).toBe(0);
  }
  expect(await stage.events()).toEqual(events);
  expect(stage.logs.filter(({ level }) => level !== "info")).toEqual([]);
});

test("money of an order that nobody knows is said once, with the payment's id, and keeps the alarm up until it is given back", async () => {
  const paymentId = "pay_01h455vb4pex5vsknk084sn02q";
  await provider().create({
    shopId: "demo",
    orderId: "order_01h455vb4pex5vsknk084sn02q",
    paymentId,
    amount: 1200,
    currency: "EUR",
    capture: "automatic",
  });
  await provider().confirm({ paymentId, attemptId: "att_1", paymentMethod: "pm_card_visa" });
  minutes(2);
  // It might be under way: the second look counts.
  expect(await reconciled()).toBe(0);
  for (let runs = 0; runs < 3; runs += 1) {
    minutes(5);
    expect(await reconciled()).toBe(1);
  }
  expect(said()).toEqual([
    expect.objectContaining({ difference: "money_without_order", paymentId, here: "absent", there: "captured 1200-0 of 1200 EUR" }),
  ]);
  await provider().refund({ paymentId, refundId: "ref_by_hand", amount: 1200 });
  minutes(5);
  expect(await reconciled()).toBe(0);
});

test("a refund made by hand at the provider is told, and changes no book by itself", async () => {
  const order = await stage.order();
  await stage.confirm(order, "pm_card_visa");
  await provider().refund({ paymentId: order.paymentId, refundId: "ref_by_hand", amount: 500 });
  for (let runs = 0; runs < 2; runs += 1) {
    minutes(5);
    await reconciled();
  }
  expect(said()).toEqual([
    expect.objectContaining({ difference: "refund_not_ours", paymentId: order.paymentId, there: "captured 3390-500 of 3390 EUR" }),
  ]);
  expect((await stage.head(order.orderId)).refunded).toBe(0);
});

test("a payment of another amount than the order's is told", async () => {
  const order = await stage.order();
  await provider().create({
    shopId: "demo",
    orderId: order.orderId,
    paymentId: order.paymentId,
    amount: 1,
    currency: "EUR",
    capture: "automatic",
  });
  await provider().confirm({ paymentId: order.paymentId, attemptId: "att_elsewhere", paymentMethod: "pm_card_visa" });
  minutes(2);
  await reconciled();
  minutes(5);
  expect(await reconciled()).toBe(1);
  expect(said()).toMatchObject([{ difference: "money_without_payment", orderId: order.orderId }]);
  expect((await stage.head(order.orderId)).paymentStatus).toBe("unpaid");
});

test("money that the shop has written down and the provider never heard of is found an hour after the order was placed", async () => {
  const order = await stage.order();
  await stage.confirm(order, "pm_card_visa");
  await stage.parts.client.send({
    operation: "DeleteItem",
    input: { TableName: stage.parts.tableName, Key: { pk: `intent#${order.paymentId}`, sk: "intent" } },
  });
  minutes(62);
  await reconciled();
  minutes(5);
  expect(await reconciled()).toBe(1);
  expect(said()).toContainEqual(
    expect.objectContaining({ difference: "unknown_to_provider", paymentId: order.paymentId, here: "captured 3390-0 of 3390 EUR" }),
  );
});

test("a provider that does not answer leaves the window where it is, and the next run goes through it", async () => {
  const order = await unheard("pm_card_timeoutAfterCharge");
  minutes(2);
  stage.outage.mode = "error";
  await expect(reconciled()).rejects.toMatchObject({ name: "ProviderFailure" });
  stage.outage.mode = "none";
  minutes(5);
  await reconciled();
  expect((await stage.head(order.orderId)).paymentStatus).toBe("paid");
}, 20_000);

test("two runs at once settle a payment once", async () => {
  const orders = [];
  for (let count = 0; count < 3; count += 1) orders.push(await stage.order());
  for (const order of orders) {
    const { nextAction } = (await (await stage.confirm(order, "pm_card_authenticationRequired")).json()) as {
      nextAction: { redirectUrl: string };
    };
    await stage.bank(nextAction.redirectUrl, "approve");
  }
  minutes(2);
  await Promise.all([reconciled(), reconciled(), reconciled()]);
  for (const order of orders) expect(await stage.eventsOf(order.orderId)).toEqual(["order.placed", "order.paid"]);
});
