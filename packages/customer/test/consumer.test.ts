import { consumer } from "@souk/core/consumer";
import { Order } from "@souk/order";
import { useHarness } from "@souk/testing";
import type { SQSEvent } from "aws-lambda";
import { expect, test } from "vitest";
import { reactions } from "../src/consumer.ts";
import { Customer } from "../src/index.ts";
import { ordered, signedIn } from "./person.ts";

const harness = useHarness();
const handler = consumer("customer", reactions, () => harness.ctx());
const system = () => harness.ctx();

/** Delivers what an order announced, each event twice. */
async function deliver(orderId: string) {
  const events = (await harness.events()).filter((event) => event.subject === orderId);
  const records = [...events, ...events].map((detail, index) => ({ messageId: String(index), body: JSON.stringify({ detail }) }));
  return handler({ Records: records } as unknown as SQSEvent);
}
const noted = async () => (await harness.items()).filter(({ pk }) => String(pk).startsWith("demo#guest-order#"));

test("a guest's order is noted under a hash of its address, once for an event that comes twice", async () => {
  const { orderId } = await ordered(system(), "guest@example.com");
  expect(await deliver(orderId)).toEqual({ batchItemFailures: [] });
  const rows = (await noted()).filter(({ sk }) => sk === orderId);
  expect(rows).toHaveLength(1);
  expect(JSON.stringify(rows)).not.toContain("guest@example.com");
});

test("an order under an address that somebody has proven is theirs at once", async () => {
  const { customerId } = await signedIn(harness, "proven@example.com");
  const { orderId } = await ordered(system(), "proven@example.com");
  expect(await deliver(orderId)).toEqual({ batchItemFailures: [] });
  expect((await Order.findHead(system(), orderId))?.customerId).toBe(customerId);
  expect((await noted()).filter(({ sk }) => sk === orderId)).toEqual([]);
});

test("an order of a customer is left alone, and so is one that was erased before its event came", async () => {
  const { ctx, customerId } = await signedIn(harness, "own@example.com");
  const own = await ordered(ctx, "own@example.com", customerId);
  expect(await deliver(own.orderId)).toEqual({ batchItemFailures: [] });
  expect((await noted()).filter(({ sk }) => sk === own.orderId)).toEqual([]);
  expect((await Order.findHead(system(), own.orderId))?.customerId).toBe(customerId);
  await Order.cancel(system(), { orderId: own.orderId });
  await Customer.erase(ctx, customerId);
  expect(await deliver(own.orderId)).toEqual({ batchItemFailures: [] });
});
