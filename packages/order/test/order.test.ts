import { type Actor, transact } from "@souk/core";
import { DynamoError } from "@souk/core/dynamo/client";
import { useHarness } from "@souk/testing";
import { describe, expect, test } from "vitest";
import { Order } from "../src/index.ts";
import { head, paid, placed, sample, total } from "./sample.ts";

const harness = useHarness();
const system = () => harness.ctx();
const staff = () => harness.ctx({ type: "staff", staffId: "key" });
const holder = (orderId: string): Actor => ({ type: "guest", token: harness.ctx().tokens.mint("order", orderId) });
const eventsOf = async (orderId: string) =>
  (await harness.events()).filter((event) => event.subject === orderId).sort((a, b) => a.sequence - b.sequence);
const commit = (...writes: Parameters<typeof transact>[1]) => transact(system(), writes);

describe("reading", () => {
  test("is for the order's guest, its customer, staff and Souk itself; for others it is absent", async () => {
    const { orderId } = await placed(system(), { customerId: "cust_1" });
    const other = await placed(system());
    const allowed: Actor[] = [
      holder(orderId),
      { type: "customer", customerId: "cust_1" },
      { type: "staff", staffId: "key" },
      { type: "system", name: "test" },
    ];
    for (const actor of allowed) expect((await Order.get(harness.ctx(actor), orderId)).head.orderId).toBe(orderId);
    const refused: Actor[] = [
      { type: "public" },
      holder(other.orderId),
      { type: "guest", token: "" },
      { type: "customer", customerId: "cust_2" },
    ];
    for (const actor of refused)
      await expect(Order.get(harness.ctx(actor), orderId)).rejects.toMatchObject({ code: "order.not_found", status: 404 });
    await expect(Order.get(harness.ctx({ type: "staff", staffId: "key" }, "elsewhere"), orderId)).rejects.toMatchObject({
      code: "order.not_found",
    });
  });

  test("the history follows the events after a sequence number", async () => {
    const { orderId } = await paid(system());
    const ctx = harness.ctx(holder(orderId));
    expect((await Order.history(ctx, orderId, 0)).items.map(({ sequence, type }) => [sequence, type])).toEqual([
      [1, "order.placed"],
      [2, "order.paid"],
    ]);
    expect(await Order.history(ctx, orderId, 1)).toMatchObject({ items: [{ sequence: 2 }], last: 2 });
    expect(await Order.history(ctx, orderId, 2)).toEqual({ items: [], last: 2 });
  });

  test("a history of nothing new costs half a read unit", async () => {
    const { orderId } = await paid(system());
    harness.capacity.reset();
    await Order.history(harness.ctx(holder(orderId)), orderId, 2);
    expect(harness.capacity.read).toBe(0.5);
  });

  test("the history of no order, or another's, is absent", async () => {
    const { orderId } = await placed(system());
    const nowhere = "order_01h455vb4pex5vsknk084sn02q";
    for (const after of [0, 7]) await expect(Order.history(staff(), nowhere, after)).rejects.toMatchObject({ code: "order.not_found" });
    await expect(Order.history(harness.ctx({ type: "guest", token: "forged" }), orderId, 0)).rejects.toMatchObject({
      code: "order.not_found",
    });
    await expect(Order.history(harness.ctx({ type: "public" }), orderId, 0)).rejects.toMatchObject({ code: "order.not_found" });
  });
});

describe("canceling", () => {
  test("by the guest while unpaid ends the order and names what it held", async () => {
    const { orderId } = await placed(system());
    const state = await Order.cancel(harness.ctx(holder(orderId)), { orderId });
    expect(state).toEqual({ orderId, status: "canceled", paymentStatus: "voided", fulfillmentStatus: "unfulfilled", version: 2 });
    expect(await head(system(), orderId)).toMatchObject({ ...state, cancelReason: "customer" });
    const [, event] = await eventsOf(orderId);
    expect(event).toMatchObject({ type: "order.canceled", sequence: 2, actor: "guest" });
    expect(event?.data).toMatchObject({
      reason: "customer",
      paymentStatus: "unpaid",
      reservations: [
        { sku: "MUG-BLUE", location: "main", quantity: 2 },
        { sku: "BOWL-S", location: "main", quantity: 1 },
      ],
    });
  });

  test("a paid order is for staff, and its payment stays to be refunded", async () => {
    const { orderId } = await paid(system());
    await expect(Order.cancel(harness.ctx(holder(orderId)), { orderId })).rejects.toMatchObject({
      code: "order.not_cancelable",
      status: 409,
    });
    expect(await Order.cancel(staff(), { orderId })).toMatchObject({ status: "canceled", paymentStatus: "paid" });
    expect((await eventsOf(orderId)).at(-1)?.data).toMatchObject({ reason: "staff", paymentStatus: "paid" });
  });

  test("ends with the first shipment", async () => {
    const { orderId } = await paid(system());
    await Order.fulfill(staff(), { orderId, lines: [{ sku: "BOWL-S", quantity: 1 }] });
    await expect(Order.cancel(staff(), { orderId })).rejects.toMatchObject({ code: "order.not_cancelable" });
  });

  test("when all was refunded, drops what was not shipped, and the event names that alone", async () => {
    const { orderId } = await paid(system());
    await Order.fulfill(staff(), { orderId, lines: [{ sku: "MUG-BLUE", quantity: 1 }] });
    const shipped = await head(system(), orderId);
    await commit(...Order.refunding(system(), shipped, { refundId: "ref_1", amount: total, totalRefunded: total }));
    await expect(Order.fulfill(staff(), { orderId })).rejects.toMatchObject({ code: "order.not_fulfillable" });
    expect(await Order.cancel(staff(), { orderId })).toMatchObject({
      status: "canceled",
      paymentStatus: "refunded",
      fulfillmentStatus: "partially_fulfilled",
    });
    expect((await eventsOf(orderId)).at(-1)).toMatchObject({
      type: "order.canceled",
      data: {
        reservations: [
          { sku: "MUG-BLUE", location: "main", quantity: 1 },
          { sku: "BOWL-S", location: "main", quantity: 1 },
        ],
      },
    });
  });

  test("happens once, however many try at once", async () => {
    const { orderId } = await placed(system());
    const results = await Promise.allSettled(Array.from({ length: 5 }, () => Order.cancel(staff(), { orderId })));
    expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(1);
    expect((await eventsOf(orderId)).map(({ type }) => type)).toEqual(["order.placed", "order.canceled"]);
  });

  test("and paying at once: one of them wins, and the order says which", async () => {
    const first = await placed(system());
    const results = await Promise.allSettled([
      Order.cancel(harness.ctx(holder(first.orderId)), { orderId: first.orderId }),
      commit(...Order.paying(system(), first, { paymentId: first.paymentId, amount: total })),
    ]);
    expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(1);
    const { status, paymentStatus } = await head(system(), first.orderId);
    expect([`open paid`, `canceled voided`]).toContain(`${status} ${paymentStatus}`);
  });
});

describe("shipping", () => {
  test("in parts, never more than was ordered, then wholly", async () => {
    const { orderId } = await paid(system());
    const tracking = { carrier: "DHL", number: "0034" };
    const first = await Order.fulfill(staff(), { orderId, lines: [{ sku: "MUG-BLUE", quantity: 1 }], tracking });
    expect(first).toMatchObject({ fulfillmentStatus: "partially_fulfilled", version: 3 });
    await expect(
      Order.fulfill(staff(), {
        orderId,
        lines: [
          { sku: "MUG-BLUE", quantity: 1 },
          { sku: "MUG-BLUE", quantity: 1 },
        ],
      }),
    ).rejects.toMatchObject({
      code: "order.over_fulfilled",
      status: 422,
      details: { lines: [{ sku: "MUG-BLUE", requested: 2, left: 1 }] },
    });
    const rest = await Order.fulfill(staff(), { orderId });
    expect(rest).toMatchObject({ fulfillmentStatus: "fulfilled", version: 4 });
    const view = await Order.view(harness.ctx(holder(orderId)), orderId);
    expect(view.fulfillments).toMatchObject([
      { fulfillmentId: first.fulfillmentId, lines: [{ sku: "MUG-BLUE", quantity: 1 }], tracking },
      {
        lines: [
          { sku: "MUG-BLUE", quantity: 1 },
          { sku: "BOWL-S", quantity: 1 },
          { sku: "GIFT-WRAP", quantity: 1 },
        ],
      },
    ]);
    expect(view.lines.map(({ sku, fulfilled }) => [sku, fulfilled])).toEqual([
      ["MUG-BLUE", 2],
      ["BOWL-S", 1],
      ["GIFT-WRAP", 1],
    ]);
    const data = (await eventsOf(orderId)).at(-1)?.data;
    expect(data).toMatchObject({ complete: true, lines: [{ tracked: true }, { tracked: true }, { sku: "GIFT-WRAP", tracked: false }] });
    await expect(Order.fulfill(staff(), { orderId })).rejects.toMatchObject({ code: "order.not_fulfillable" });
  });

  test("waits for the payment, and ends with canceling", async () => {
    const { orderId } = await placed(system());
    await expect(Order.fulfill(staff(), { orderId })).rejects.toMatchObject({ code: "order.not_fulfillable", status: 409 });
    await Order.cancel(staff(), { orderId });
    await expect(Order.fulfill(staff(), { orderId })).rejects.toMatchObject({ code: "order.not_fulfillable" });
  });

  test("an unknown SKU is more than was ordered", async () => {
    const { orderId } = await paid(system());
    await expect(Order.fulfill(staff(), { orderId, lines: [{ sku: "OTHER", quantity: 1 }] })).rejects.toMatchObject({
      details: { lines: [{ sku: "OTHER", requested: 1, left: 0 }] },
    });
  });

  test("the last piece twice at once ships it once", async () => {
    const { orderId } = await paid(system());
    const ship = () => Order.fulfill(staff(), { orderId, lines: [{ sku: "BOWL-S", quantity: 1 }] });
    const results = await Promise.allSettled([ship(), ship(), ship()]);
    expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(1);
    expect((await head(system(), orderId)).fulfilled).toEqual({ "BOWL-S": 1 });
  });
});

describe("refunding", () => {
  const money = (amount: number) => ({ amount, currency: "EUR" });

  test("moves to partially refunded and refunded; the tax of all refunds is the order's tax", async () => {
    const first = await paid(system());
    await commit(...Order.refunding(system(), first, { refundId: "ref_1", amount: money(1111), totalRefunded: money(1111) }));
    const second = await head(system(), first.orderId);
    expect(second).toMatchObject({ paymentStatus: "partially_refunded", refunded: 1111 });
    await commit(...Order.refunding(system(), second, { refundId: "ref_2", amount: money(6979), totalRefunded: money(8090) }));
    expect(await head(system(), first.orderId)).toMatchObject({ paymentStatus: "refunded", refunded: 8090 });
    const taxes = (await eventsOf(first.orderId))
      .filter(({ type }) => type === "order.refunded")
      .map((event) => (event.data["tax"] as { amount: number }).amount);
    expect(taxes.reduce((a, b) => a + b, 0)).toBe(sample.totals.tax);
  });

  test("takes back at most what was shipped", async () => {
    const { orderId } = await paid(system());
    await Order.fulfill(staff(), { orderId, lines: [{ sku: "MUG-BLUE", quantity: 1 }] });
    const shipped = await head(system(), orderId);
    const refund = { refundId: "ref_1", amount: money(1900), totalRefunded: money(1900) };
    const twice = [
      { sku: "MUG-BLUE", quantity: 1 },
      { sku: "MUG-BLUE", quantity: 1 },
    ];
    expect(() => Order.refunding(system(), shipped, { ...refund, restock: twice })).toThrow(
      expect.objectContaining({ code: "order.over_restocked" }),
    );
    await commit(...Order.refunding(system(), shipped, { ...refund, restock: [{ sku: "MUG-BLUE", quantity: 1 }] }));
    expect((await eventsOf(orderId)).at(-1)?.data).toMatchObject({ restock: [{ sku: "MUG-BLUE", location: "main", quantity: 1 }] });
    const again = await head(system(), orderId);
    expect(() => Order.refunding(system(), again, { ...refund, restock: [{ sku: "MUG-BLUE", quantity: 1 }] })).toThrow(
      expect.objectContaining({ code: "order.over_restocked" }),
    );
  });

  test("what was never paid is not refunded", async () => {
    const first = await placed(system());
    expect(() => Order.refunding(system(), first, { refundId: "ref_1", amount: money(1), totalRefunded: money(1) })).toThrow(
      expect.objectContaining({ code: "order.move_refused" }),
    );
  });
});

test("who finds the order held and its event's place taken decides anew", async () => {
  const { orderId } = await placed(system());
  const ctx = staff();
  const { client, name } = ctx.table;
  let refused = false;
  // DynamoDB judges every write of a transaction by itself: one is in another's hands, another's condition is not met.
  const send: typeof client.send = async (command) => {
    if (refused || !("TransactItems" in command.input)) return client.send(command);
    refused = true;
    const reasons = [{ code: "TransactionConflict" }, { code: "ConditionalCheckFailed" }];
    throw new DynamoError("TransactionCanceledException", "Transaction cancelled", 400, reasons);
  };
  expect(await Order.cancel({ ...ctx, table: { name, client: { send } } }, { orderId })).toMatchObject({ status: "canceled", version: 2 });
});
