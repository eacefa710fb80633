import { type CloudEvent, type EventDefinition, instant, transact } from "@souk/core";
import { consumer } from "@souk/core/consumer";
import { OrderCanceled, OrderFulfilled, OrderRefunded } from "@souk/order/event";
import { useHarness } from "@souk/testing";
import type { SQSEvent } from "aws-lambda";
import { expect, test } from "vitest";
import { reactions } from "../src/consumer.ts";
import { Inventory } from "../src/index.ts";

const harness = useHarness();
const handler = consumer("inventory", reactions, () => harness.ctx());
const orderId = "order_01h455vb4pex5vsknk084sn02q";
const paymentId = "pay_01h455vb4pex5vsknk084sn02q";

function eventOf(definition: EventDefinition, data: Record<string, unknown>): CloudEvent {
  const ctx = harness.ctx();
  return {
    specversion: "1.0",
    id: ctx.id("evt"),
    source: "souk.order",
    type: definition.name,
    time: instant(ctx),
    subject: orderId,
    dataschema: "",
    datacontenttype: "application/json",
    sequence: 2,
    shopid: "demo",
    actor: "system:test",
    traceparent: ctx.traceparent,
    data,
  };
}
const deliver = (...events: CloudEvent[]) =>
  handler({
    Records: events.map((detail, index) => ({ messageId: String(index), body: JSON.stringify({ detail }) })),
  } as unknown as SQSEvent);

let count = 0;
async function reserved(quantity: number): Promise<string> {
  const sku = `SKU-${(count += 1)}`;
  await Inventory.initialize(harness.ctx(), [{ sku, quantity: 10 }]);
  await transact(harness.ctx(), Inventory.reservation(harness.ctx(), [{ sku, quantity }]));
  return sku;
}
const counts = async (sku: string) => {
  const { onHand, available } = await Inventory.get(harness.ctx(), sku);
  return { onHand, available };
};
const line = (sku: string, quantity: number) => ({ sku, location: "main", quantity });
const canceled = (...reservations: ReturnType<typeof line>[]) =>
  eventOf(OrderCanceled, { orderId, paymentId, reason: "customer", reservations, paymentStatus: "unpaid" });
const amount = { amount: 100, currency: "EUR" };

test("a canceled order gives its stock back once, however often and however parallel it is told", async () => {
  const [one, two] = [await reserved(3), await reserved(4)];
  const event = canceled(line(one, 3), line(two, 4));
  const answers = await Promise.all([deliver(event), deliver(event), deliver(event, event)]);
  expect(answers).toEqual(Array.from({ length: 3 }, () => ({ batchItemFailures: [] })));
  await deliver(event);
  expect([await counts(one), await counts(two)]).toEqual([
    { onHand: 10, available: 10 },
    { onHand: 10, available: 10 },
  ]);
});

test("a shipment takes from what is on hand, once, and only what is tracked", async () => {
  const [sku, untracked] = [await reserved(3), await reserved(1)];
  const lines = [
    { ...line(sku, 3), tracked: true },
    { ...line(untracked, 1), tracked: false },
  ];
  const event = eventOf(OrderFulfilled, { orderId, paymentId, fulfillmentId: "ful_1", lines, complete: true });
  await deliver(event);
  await deliver(event);
  expect([await counts(sku), await counts(untracked)]).toEqual([
    { onHand: 7, available: 7 },
    { onHand: 10, available: 9 },
  ]);
});

test("goods that come back with a refund are on hand and for sale again, once", async () => {
  const sku = await reserved(3);
  await deliver(
    eventOf(OrderFulfilled, { orderId, paymentId, fulfillmentId: "ful_1", lines: [{ ...line(sku, 3), tracked: true }], complete: true }),
  );
  const event = eventOf(OrderRefunded, {
    orderId,
    paymentId,
    refundId: "ref_1",
    amount,
    tax: amount,
    totalRefunded: amount,
    restock: [line(sku, 2)],
  });
  await deliver(event);
  await deliver(event);
  expect(await counts(sku)).toEqual({ onHand: 9, available: 9 });
});

test("a SKU that is tracked no more does not hold up the others", async () => {
  const sku = await reserved(2);
  expect(await deliver(canceled(line(sku, 2), line("GONE", 1)))).toEqual({ batchItemFailures: [] });
  expect(await counts(sku)).toEqual({ onHand: 10, available: 10 });
});

test("an event that is not of its form is reported and its neighbors are done", async () => {
  const sku = await reserved(2);
  const bad = { ...canceled(), data: { reservations: "none" } };
  expect(await deliver(bad, canceled(line(sku, 2)))).toEqual({ batchItemFailures: [{ itemIdentifier: "0" }] });
  expect(await counts(sku)).toEqual({ onHand: 10, available: 10 });
});

test("a level that a stale read does not show yet is not taken for one that is not tracked", async () => {
  const sku = await reserved(3);
  const { table } = harness.ctx();
  const client: typeof table.client = {
    async send(command) {
      const answer = await table.client.send(command);
      const asked = Object.values((command.input as { RequestItems?: Record<string, { ConsistentRead?: boolean }> }).RequestItems ?? {});
      return command.operation === "BatchGetItem" && !asked[0]?.ConsistentRead ? { ...answer, Responses: {} } : answer;
    },
  };
  const stale = consumer("inventory", reactions, () => ({ ...harness.ctx(), table: { ...table, client } }));
  const detail = canceled(line(sku, 3));
  await stale({ Records: [{ messageId: "1", body: JSON.stringify({ detail }) }] } as unknown as SQSEvent);
  expect(await counts(sku)).toEqual({ onHand: 10, available: 10 });
});

test("what was drawn from shards goes back to them, and to the level's own row when they were joined since", async () => {
  const ctx = harness.ctx();
  const sku = await reserved(1);
  await Inventory.split(ctx, { sku, shards: 4 });
  const before = (await Inventory.get(ctx, sku)).parts;
  const draws = [
    { sku, quantity: 2, shard: 1 },
    { sku, quantity: 1, shard: 3 },
  ];
  await transact(ctx, Inventory.reservation(ctx, draws));
  const event = canceled(...draws.map(({ shard, ...drawn }) => ({ ...line(sku, drawn.quantity), shard })));
  await Promise.all([deliver(event), deliver(event)]);
  expect((await Inventory.get(ctx, sku)).parts).toEqual(before);
  await transact(ctx, Inventory.reservation(ctx, draws));
  await Inventory.split(ctx, { sku, shards: 2 });
  await deliver(canceled(...draws.map(({ shard, ...drawn }) => ({ ...line(sku, drawn.quantity), shard }))));
  expect(await counts(sku)).toEqual({ onHand: 10, available: 9 });
});
