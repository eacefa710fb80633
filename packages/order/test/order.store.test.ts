import type { TransactionRefused } from "@souk/core";
import { transact } from "@souk/core";
import { useHarness } from "@souk/testing";
import { expect, test } from "vitest";
import { Order } from "../src/index.ts";
import { head, paid, placed, sample, total } from "./sample.ts";

const harness = useHarness();
const rowsOf = async (orderId: string) => (await harness.items()).filter((item) => item["pk"] === `demo#order#${orderId}`);

test("head, detail and event lie in one partition, the head in the day's index", async () => {
  const { orderId } = await placed(harness.ctx());
  const rows = await rowsOf(orderId);
  expect(rows.map((row) => row["sk"]).sort()).toEqual(["$event#0000000001", "detail", "order"]);
  const row = rows.find((item) => item["sk"] === "order");
  expect(row?.["gsi1pk"]).toMatch(/^demo#order#day#2026-03-01#[0-3]$/);
  expect(row?.["gsi1sk"]).toBe(`2026-03-01T10:00:00.000Z#${orderId}`);
  expect(row).not.toHaveProperty("gsi2pk");
});

test("a customer's order is in the customer's index", async () => {
  const { orderId } = await placed(harness.ctx(), { customerId: "Cust_A" });
  const row = (await rowsOf(orderId)).find((item) => item["sk"] === "order");
  expect([row?.["gsi2pk"], row?.["gsi2sk"]]).toEqual(["demo#order#customer#Cust_A", `2026-03-01T10:00:00.000Z#${orderId}`]);
});

test("moving an order leaves its place in the indexes alone", async () => {
  const ctx = harness.ctx();
  const first = await placed(ctx);
  const before = (await rowsOf(first.orderId)).find((item) => item["sk"] === "order");
  await transact(ctx, Order.paying(ctx, first, { paymentId: first.paymentId, amount: total }));
  const after = (await rowsOf(first.orderId)).find((item) => item["sk"] === "order");
  expect(after).toEqual({ ...before, paymentStatus: "paid", version: 2 });
});

test("personal data lie in the detail alone", async () => {
  const { orderId } = await placed(harness.ctx());
  const others = (await rowsOf(orderId)).filter((row) => row["sk"] !== "detail");
  expect(JSON.stringify(others)).not.toMatch(/ada|Byron|Torstra|10119/i);
});

test("placing the same order again is refused", async () => {
  const ctx = harness.ctx();
  const order = Order.draft(ctx, sample);
  await transact(ctx, Order.placing(ctx, order));
  const refused = await transact(ctx, Order.placing(ctx, order)).catch((error: unknown) => error);
  expect((refused as TransactionRefused).failed("order")).toBeDefined();
});

test("the head's condition refuses a stale version and a status that the table of moves does not have", async () => {
  const ctx = harness.ctx();
  const first = await paid(ctx);
  const stale = await transact(ctx, Order.canceling(ctx, { ...first, version: 1, paymentStatus: "unpaid" }, sample, "test")).catch(
    (error: unknown) => error,
  );
  expect((stale as TransactionRefused).failed("order")).toBeDefined();
  const lying = await transact(
    ctx,
    Order.paying(ctx, { ...first, paymentStatus: "unpaid" }, { paymentId: first.paymentId, amount: total }),
  ).catch((error: unknown) => error);
  expect((lying as TransactionRefused).failed("order")).toBeDefined();
  expect(await head(ctx, first.orderId)).toMatchObject({ version: 2, paymentStatus: "paid" });
});

test("a move that the table does not have throws before anything is written", async () => {
  const ctx = harness.ctx();
  const first = await paid(ctx);
  expect(() => Order.paying(ctx, first, { paymentId: first.paymentId, amount: total })).toThrow(
    expect.objectContaining({ code: "order.move_refused" }),
  );
});

test("a day is listed newest first across its four keys, page by page, and no other day with it", async () => {
  harness.clock.now = Date.parse("2026-04-01T00:00:00.000Z");
  const ctx = harness.ctx();
  const ids: string[] = [];
  for (let index = 0; index < 11; index += 1) {
    ids.unshift((await placed(ctx)).orderId);
    harness.clock.advance(1000);
  }
  harness.clock.now = Date.parse("2026-04-02T00:00:00.000Z");
  await placed(ctx);
  const seen: string[] = [];
  let before: string | undefined;
  do {
    const page = await Order.list(ctx, { day: "2026-04-01", before, limit: 4 });
    seen.push(...page.items.map((item) => item.orderId));
    before = page.before;
  } while (before);
  expect(seen).toEqual(ids);
});
