import { transact } from "@souk/core";
import { consumer } from "@souk/core/consumer";
import { useHarness } from "@souk/testing";
import type { SQSEvent } from "aws-lambda";
import { expect, test } from "vitest";
import { reactions } from "../src/consumer.ts";
import { Order } from "../src/index.ts";
import { head, paid, placed, total } from "./sample.ts";

const harness = useHarness();
const handler = consumer("order", reactions, () => harness.ctx());
const staff = () => harness.ctx({ type: "staff", staffId: "key" });

/** Delivers what the order announced, all at once and twice. */
async function deliver(orderId: string) {
  const events = (await harness.events()).filter((event) => event.subject === orderId);
  const records = [...events, ...events].map((detail, index) => ({ messageId: String(index), body: JSON.stringify({ detail }) }));
  return handler({ Records: records } as unknown as SQSEvent);
}
const typesOf = async (orderId: string) =>
  (await harness.events())
    .filter((event) => event.subject === orderId)
    .map(({ type }) => type)
    .sort();

test("an order that is paid and wholly shipped is completed, once", async () => {
  const { orderId } = await paid(harness.ctx());
  await Order.fulfill(staff(), { orderId });
  expect(await deliver(orderId)).toEqual({ batchItemFailures: [] });
  expect(await deliver(orderId)).toEqual({ batchItemFailures: [] });
  expect(await head(harness.ctx(), orderId)).toMatchObject({ status: "completed", version: 4 });
  expect(await typesOf(orderId)).toEqual(["order.completed", "order.fulfilled", "order.paid", "order.placed"]);
});

test("one that is paid later than shipped is completed too", async () => {
  const ctx = harness.ctx();
  const first = await placed(ctx);
  const settled = { paymentId: first.paymentId, amount: total };
  await transact(ctx, Order.authorizing(ctx, first, settled));
  await Order.fulfill(staff(), { orderId: first.orderId });
  await deliver(first.orderId);
  expect((await head(ctx, first.orderId)).status).toBe("open");
  await transact(ctx, Order.paying(ctx, await head(ctx, first.orderId), settled));
  await deliver(first.orderId);
  expect((await head(ctx, first.orderId)).status).toBe("completed");
});

test("one that is shipped in part stays open", async () => {
  const { orderId } = await paid(harness.ctx());
  await Order.fulfill(staff(), { orderId, lines: [{ sku: "BOWL-S", quantity: 1 }] });
  await deliver(orderId);
  expect(await head(harness.ctx(), orderId)).toMatchObject({ status: "open", version: 3 });
});

test("of one that is paid before it is shipped nothing is read", async () => {
  const { orderId } = await paid(harness.ctx());
  const event = (await harness.events()).find(({ subject, type }) => subject === orderId && type === "order.paid");
  harness.capacity.reset();
  await handler({ Records: [{ messageId: "1", body: JSON.stringify({ detail: event }) }] } as unknown as SQSEvent);
  expect([event?.data["fulfillmentStatus"], harness.capacity.read]).toEqual(["unfulfilled", 0]);
});
