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

test("a level that a lagging read does not show yet is moved all the same", async () => {
  const sku = await reserved(3);
  const ctx = harness.ctx();
  const { client, name } = ctx.table;
  const send: typeof client.send = async (command) => {
    const stale =
      JSON.stringify(command.input).includes('"RequestItems"') && !JSON.stringify(command.input).includes('"ConsistentRead":true');
    return stale ? { Responses: { [name]: [] }, UnprocessedKeys: {} } : client.send(command);
  };
  const lagging = consumer("inventory", reactions, () => ({ ...ctx, table: { name, client: { send } } }));
  const record = { messageId: "1", body: JSON.stringify({ detail: canceled(line(sku, 3)) }) };
  expect(await lagging({ Records: [record] } as unknown as SQSEvent)).toEqual({ batchItemFailures: [] });
  expect(await counts(sku)).toEqual({ onHand: 10, available: 10 });
});
