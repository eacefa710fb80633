import { beforeEach, expect, test } from "vitest";
import { run } from "../src/sweep.ts";
import { newKey, useStage } from "./stage.ts";

const stage = useStage();
const swept = () => run(stage.ctx({ type: "system", name: "sweep" }));
const minutes = (count: number) => stage.clock.advance(count * 60_000);
const none = { StuckOrders: 0, StuckRefunds: 0 };

beforeEach(async () => {
  minutes(60);
  await swept();
  stage.logs.length = 0;
});

test("an unpaid order whose hold message was lost is canceled as by the message, and a paid one is left alone", async () => {
  const [unpaid, paid] = [await stage.order(), await stage.order()];
  await stage.confirm(paid, "pm_card_visa");
  minutes(16);
  await swept();
  expect((await stage.head(unpaid.orderId)).status).toBe("open");
  minutes(2);
  expect(await swept()).toEqual(none);
  expect(await stage.head(unpaid.orderId)).toMatchObject({ status: "canceled", paymentStatus: "voided", cancelReason: "hold_expired" });
  expect(await stage.eventsOf(unpaid.orderId)).toEqual(["order.placed", "order.canceled"]);
  expect((await stage.head(paid.orderId)).status).toBe("open");
  minutes(5);
  await swept();
  expect(await stage.eventsOf(unpaid.orderId)).toEqual(["order.placed", "order.canceled"]);
});

test("a shopper at the bank's page is waited for, and looked at again until the order has its end", async () => {
  const order = await stage.order();
  await stage.confirm(order, "pm_card_authenticationRequired");
  minutes(18);
  expect(await swept()).toEqual(none);
  expect((await stage.head(order.orderId)).status).toBe("open");
  minutes(15);
  expect(await swept()).toEqual(none);
  expect((await stage.head(order.orderId)).status).toBe("canceled");
  expect((await stage.ledger(order.orderId)).map(({ kind }) => kind)).toEqual(["void"]);
});

test("an order that cannot be ended counts as stuck when its time is over, until it can", async () => {
  const order = await stage.order();
  await stage.confirm(order, "pm_card_authenticationRequired");
  stage.outage.mode = "refused";
  minutes(18);
  expect(await swept()).toEqual(none);
  minutes(33);
  expect(await swept()).toEqual({ StuckOrders: 1, StuckRefunds: 0 });
  expect(stage.logs.filter(({ message }) => message === "somebody must look")).toMatchObject([{ fields: { orderId: order.orderId } }]);
  stage.outage.mode = "none";
  expect(await swept()).toEqual(none);
  expect((await stage.head(order.orderId)).status).toBe("canceled");
});

test("a refund that the provider made and nobody was told of is ended by the sweeper, and the request then answers it", async () => {
  const order = await stage.order();
  await stage.confirm(order, "pm_card_visa");
  // The provider cannot be reached in a way that leaves it open whether it did.
  Object.assign(stage.outage, { mode: "error", path: /refunds/ });
  const key = newKey();
  const first = await stage.refund(order, { amount: 700 }, key);
  expect([first.status, await first.json()]).toMatchObject([202, { status: "processing" }]);
  expect(await swept()).toEqual(none);
  expect((await stage.head(order.orderId)).refunded).toBe(0);
  minutes(5);
  expect(await swept()).toEqual(none);
  minutes(40);
  expect(await swept()).toEqual({ StuckOrders: 0, StuckRefunds: 1 });
  stage.outage.mode = "none";
  expect(await swept()).toEqual(none);
  await swept();
  expect((await stage.head(order.orderId)).refunded).toBe(700);
  expect((await stage.ledger(order.orderId)).map(({ kind, amount }) => [kind, amount])).toEqual([
    ["charge", 3390],
    ["refund", 700],
  ]);
  expect(await stage.eventsOf(order.paymentId)).toEqual(["payment.captured", "payment.refunded"]);
});

test("a refund whose request died before the provider heard of it is made", async () => {
  const order = await stage.order();
  await stage.confirm(order, "pm_card_visa");
  const key = newKey();
  Object.assign(stage.outage, { mode: "error", path: /refunds/ });
  expect((await stage.refund(order, { amount: 100 }, key)).status).toBe(202);
  stage.outage.mode = "none";
  minutes(3);
  await swept();
  expect((await stage.refund(order, { amount: 100 }, key)).status).toBe(201);
  expect((await stage.status(order))["refunded"]).toMatchObject({ amount: 100 });
  expect((await stage.refund(order, {})).status).toBe(201);
  expect((await stage.head(order.orderId)).paymentStatus).toBe("refunded");
});
