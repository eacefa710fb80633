import { type CloudEvent, transact } from "@souk/core";
import { consumer } from "@souk/core/consumer";
import { Order } from "@souk/order";
import { useHarness } from "@souk/testing";
import type { SQSEvent } from "aws-lambda";
import { beforeEach, expect, test } from "vitest";
import { reactions } from "../src/consumer.ts";
import { Inventory } from "../src/index.ts";
import { run } from "../src/sweep.ts";

const harness = useHarness();
const minutes = (count: number) => harness.clock.advance(count * 60_000);
const line: Order.Line = {
  sku: "MUG",
  productId: "prod_1",
  handle: "mug",
  title: "Mug",
  variant: "",
  options: {},
  quantity: 3,
  unitPrice: 100,
  net: 300,
  tax: 0,
  gross: 300,
  tracked: true,
  adjustments: [],
};
const totals = { items: 300, discounts: 0, shipping: 0, tax: 0, total: 300, taxIncluded: true, taxLines: [] };
const address = { name: "Ada", line1: "1", postalCode: "1", city: "B", country: "DE" };
const sold: Order.NewOrder = {
  cartId: "cart_1",
  currency: "EUR",
  country: "DE",
  totals,
  lines: [line, { ...line, sku: "WRAP", tracked: false }],
  contact: { email: "ada@example.com", name: "Ada" },
  shippingAddress: address,
  shipping: { id: "standard", name: "Standard", net: 0, tax: 0, gross: 0 },
};
const available = async () => (await Inventory.get(harness.ctx(), "MUG")).available;

async function canceled(): Promise<CloudEvent> {
  const ctx = harness.ctx();
  const order = Order.draft(ctx, sold);
  await transact(ctx, [...Order.placing(ctx, order), ...Inventory.reservation(ctx, [{ sku: "MUG", quantity: 3 }])]);
  const { orderId } = order.head;
  await Order.cancel(ctx, { orderId });
  const event = (await harness.events()).find(({ subject, type }) => subject === orderId && type === "order.canceled");
  if (!event) throw new Error("nothing was canceled");
  return event;
}
const deliver = (detail: CloudEvent) =>
  consumer("inventory", reactions, () => harness.ctx())({
    Records: [{ messageId: "1", body: JSON.stringify({ detail }) }],
  } as unknown as SQSEvent);

beforeEach(async () => {
  await Inventory.adjust(harness.ctx(), { sku: "MUG", set: 10, reason: "counted" });
  minutes(120);
  await run(harness.ctx());
});

test("stock of an order whose cancel was never heard of comes back after an hour, and once, though the event comes at last", async () => {
  const event = await canceled();
  minutes(30);
  await run(harness.ctx());
  expect(await available()).toBe(7);
  minutes(31);
  expect(await run(harness.ctx())).toEqual({ StockNotGivenBack: 0 });
  expect(await available()).toBe(10);
  await deliver(event);
  minutes(20);
  await Promise.all([run(harness.ctx()), run(harness.ctx())]);
  expect(await available()).toBe(10);
});

test("a cancel that was heard of is left alone, and so is an order that stands", async () => {
  await deliver(await canceled());
  const ctx = harness.ctx();
  await transact(ctx, [...Order.placing(ctx, Order.draft(ctx, sold)), ...Inventory.reservation(ctx, [{ sku: "MUG", quantity: 3 }])]);
  minutes(61);
  harness.capacity.reset();
  await run(harness.ctx());
  expect(await available()).toBe(7);
  // Its place is written down, and nothing else.
  expect(harness.capacity.write).toBeLessThanOrEqual(1);
});
