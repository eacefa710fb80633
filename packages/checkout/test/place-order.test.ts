import { Cart } from "@souk/cart";
import { type Context, once } from "@souk/core";
import { DynamoError } from "@souk/core/dynamo/client";
import { Inventory } from "@souk/inventory";
import { Order } from "@souk/order";
import { useHarness } from "@souk/testing";
import { describe, expect, test } from "vitest";
import { Checkout } from "../src/index.ts";
import { address, cartOf, goods } from "./goods.ts";

const harness = useHarness();
const system = () => harness.ctx();
type Bought = Awaited<ReturnType<typeof cartOf>>;

const inputOf = (cartId: string, amount: number): Checkout.PlaceInput => ({
  cartId,
  email: "ada@example.com",
  shippingAddress: address,
  shippingOptionId: "standard",
  expectedTotal: { amount, currency: "EUR" },
});
/** One mug with shipping. */
const one = 1900 + 490;
const under = (ctx: Context, key: string, input: Checkout.PlaceInput) =>
  once(ctx, { key, operation: "POST /v1/checkout", fingerprint: JSON.stringify(input) }, (inner) => Checkout.place(inner, input));
const place = (cart: Bought, amount: number, key = `key-of-${cart.cartId}`) => under(cart.ctx(), key, inputOf(cart.cartId, amount));
const available = async (sku: string) => (await Inventory.get(system(), sku)).available;
const ordersOf = async (cartId: string) => (await harness.items()).filter((item) => item["sk"] === "order" && item["cartId"] === cartId);

describe("placing", () => {
  test("makes the order, lowers the stock, closes the cart and announces it, all at once", async () => {
    const [tracked, untracked] = [await goods(system(), { stock: 5 }), await goods(system())];
    const cart = await cartOf(harness, [
      { sku: tracked, quantity: 2 },
      { sku: untracked, quantity: 1 },
    ]);
    const { answer } = await place(cart, 3 * 1900);
    expect(answer).toMatchObject({
      total: { amount: 5700, currency: "EUR" },
      holdUntil: "2026-03-01T10:15:00.000Z",
      number: expect.stringMatching(/^260301-[0-9A-Z]{7}$/),
    });
    const { head, detail } = await Order.get(system(), answer.orderId);
    expect(head).toMatchObject({
      status: "open",
      paymentStatus: "unpaid",
      fulfillmentStatus: "unfulfilled",
      paymentId: answer.paymentId,
      version: 1,
    });
    expect(detail).toMatchObject({
      contact: { email: "ada@example.com", name: "Ada Byron" },
      shippingAddress: address,
      shipping: { id: "standard", gross: 0 },
    });
    expect(detail.lines.map((line) => [line.sku, line.quantity, line.gross, line.tracked])).toEqual([
      [tracked, 2, 3800, true],
      [untracked, 1, 1900, false],
    ]);
    expect(await available(tracked)).toBe(3);
    expect((await Cart.get(cart.ctx(), cart.cartId)).status).toBe("closed");
    const event = (await harness.events()).find((item) => item.subject === answer.orderId);
    expect(event).toMatchObject({
      type: "order.placed",
      sequence: 1,
      actor: "guest",
      data: { reservations: [{ sku: tracked, location: "main", quantity: 2 }] },
    });
  });

  test("of three lines costs at most 20 write units, indexes in, and three read units", async () => {
    const skus = [await goods(system(), { stock: 5 }), await goods(system(), { stock: 5 }), await goods(system(), { stock: 5 })];
    const cart = await cartOf(
      harness,
      skus.map((sku) => ({ sku, quantity: 1 })),
    );
    harness.capacity.reset();
    await place(cart, 5700);
    expect(harness.capacity.write).toBeLessThanOrEqual(20);
    expect(harness.capacity.read).toBeLessThanOrEqual(3);
  });

  test("takes the market of the address, and its tax", async () => {
    const cart = await cartOf(harness, [{ sku: await goods(system()), quantity: 1 }], "DE");
    const { answer } = await under(cart.ctx(), "0123456789abcdef", {
      ...inputOf(cart.cartId, 2100 + 490),
      shippingAddress: { ...address, country: "US" },
      expectedTotal: { amount: 2590, currency: "USD" },
    });
    expect((await Order.get(system(), answer.orderId)).head).toMatchObject({
      country: "US",
      currency: "USD",
      totals: { tax: 0, total: 2590 },
    });
  });
});

describe("placing is refused, and nothing is done,", () => {
  const refusal = async (cart: Bought, input: Partial<Checkout.PlaceInput>, ctx = cart.ctx()) => {
    const error = await under(ctx, `refused-${cart.cartId}`, { ...inputOf(cart.cartId, one), ...input }).catch(
      (refused: unknown) => refused,
    );
    expect(await ordersOf(cart.cartId)).toEqual([]);
    return error as { code: string; status: number; details: Record<string, unknown> };
  };

  test("when today's total is another than was seen; the new quote comes with it", async () => {
    const cart = await cartOf(harness, [{ sku: await goods(system(), { stock: 1 }), quantity: 1 }]);
    const error = await refusal(cart, { expectedTotal: { amount: 1, currency: "EUR" } });
    expect(error).toMatchObject({
      code: "checkout.price_changed",
      status: 409,
      details: { quote: { expectedTotal: { amount: one, currency: "EUR" } } },
    });
    expect((await Cart.get(cart.ctx(), cart.cartId)).status).toBe("open");
  });

  test("when the total is right in another currency", async () => {
    const cart = await cartOf(harness, [{ sku: await goods(system()), quantity: 1 }]);
    expect(await refusal(cart, { expectedTotal: { amount: one, currency: "USD" } })).toMatchObject({ code: "checkout.price_changed" });
  });

  test("when stock is short, with every such line and what is left", async () => {
    const [short, gone, plenty] = [
      await goods(system(), { stock: 1 }),
      await goods(system(), { stock: 0 }),
      await goods(system(), { stock: 9 }),
    ];
    const cart = await cartOf(harness, [
      { sku: short, quantity: 2 },
      { sku: gone, quantity: 1 },
      { sku: plenty, quantity: 1 },
    ]);
    const error = await refusal(cart, { expectedTotal: { amount: 4 * 1900, currency: "EUR" } });
    expect(error).toMatchObject({ code: "checkout.out_of_stock", status: 409 });
    expect(error.details["lines"]).toEqual([
      { sku: short, requested: 2, available: 1 },
      { sku: gone, requested: 1, available: 0 },
    ]);
    expect(await available(plenty)).toBe(9);
  });

  test("when a tracked SKU has no level", async () => {
    const sku = await goods(system(), { stock: 1 });
    const cart = await cartOf(harness, [{ sku, quantity: 1 }]);
    await system().table.client.send({
      operation: "DeleteItem",
      input: { TableName: "souk", Key: { pk: `demo#stock#${sku}`, sk: "main" } },
    });
    expect(await refusal(cart, {})).toMatchObject({
      code: "checkout.out_of_stock",
      details: { lines: [{ sku, requested: 1, available: 0 }] },
    });
  });

  test("when the cart is empty, another's, or not there", async () => {
    const cart = await cartOf(harness, []);
    expect(await refusal(cart, {})).toMatchObject({ code: "checkout.empty_cart", status: 422 });
    const foreign = await cartOf(harness, []);
    expect(await refusal(cart, {}, foreign.ctx())).toMatchObject({ code: "cart.not_found", status: 404 });
  });

  test("when the way of shipping is not one of the market's", async () => {
    const cart = await cartOf(harness, [{ sku: await goods(system()), quantity: 1 }]);
    expect(await refusal(cart, { shippingOptionId: "balloon" })).toMatchObject({ code: "checkout.no_shipping_option", status: 422 });
  });

  test("when something is not for sale in the market of the address", async () => {
    const sku = await goods(system(), { prices: { EUR: 1900 } });
    const cart = await cartOf(harness, [{ sku, quantity: 1 }]);
    expect(await refusal(cart, { shippingAddress: { ...address, country: "US" } })).toMatchObject({
      code: "checkout.not_for_sale",
      status: 422,
      details: { skus: [sku] },
    });
  });

  test("when the shop does not sell to that country", async () => {
    const cart = await cartOf(harness, [{ sku: await goods(system()), quantity: 1 }]);
    expect(await refusal(cart, { shippingAddress: { ...address, country: "XX" } })).toMatchObject({ code: "shop.no_market", status: 422 });
  });
});

describe("races", () => {
  test("60 buyers at once for 10 units: exactly 10 orders, the others are told that it is sold out", async () => {
    const sku = await goods(system(), { stock: 10 });
    const carts = await Promise.all(Array.from({ length: 60 }, () => cartOf(harness, [{ sku, quantity: 1 }])));
    const results = await Promise.allSettled(carts.map((cart) => place(cart, one)));
    const reasons = results.flatMap((result) => (result.status === "rejected" ? [(result.reason as { code: string }).code] : []));
    expect(reasons).toEqual(Array.from({ length: 50 }, () => "checkout.out_of_stock"));
    expect(await available(sku)).toBe(0);
    const placed = (await Promise.all(carts.map((cart) => ordersOf(cart.cartId)))).flat();
    expect(placed).toHaveLength(10);
  });

  test("one key five times at once: one order, five equal answers", async () => {
    const sku = await goods(system(), { stock: 5 });
    const cart = await cartOf(harness, [{ sku, quantity: 1 }]);
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => place(cart, one)));
    expect(new Set(outcomes.map(({ answer }) => JSON.stringify(answer))).size).toBe(1);
    expect(outcomes.filter(({ replayed }) => !replayed)).toHaveLength(1);
    expect(await ordersOf(cart.cartId)).toHaveLength(1);
    expect(await available(sku)).toBe(4);
  });

  test("one key five times at once for the last unit: the buyer is never told that it is sold out", async () => {
    const cart = await cartOf(harness, [{ sku: await goods(system(), { stock: 1 }), quantity: 1 }]);
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => place(cart, one)));
    expect(new Set(outcomes.map(({ answer }) => answer.orderId)).size).toBe(1);
  });

  test("a cart placed under two keys at once: one order, the other is told that the cart is closed", async () => {
    const cart = await cartOf(harness, [{ sku: await goods(system(), { stock: 5 }), quantity: 1 }]);
    const results = await Promise.allSettled(["first-key-00000000", "second-key-0000000"].map((key) => place(cart, one, key)));
    const reasons = results.flatMap((result) => (result.status === "rejected" ? [result.reason as { code: string; status: number }] : []));
    expect(reasons).toMatchObject([{ code: "checkout.cart_closed", status: 409 }]);
    expect(await ordersOf(cart.cartId)).toHaveLength(1);
    await expect(place(cart, one, "third-key-00000000")).rejects.toMatchObject({ code: "checkout.cart_closed" });
  });
});

describe("hot stock", () => {
  const placedEvent = async (orderId: string) =>
    (await harness.events()).find(({ subject, type }) => subject === orderId && type === "order.placed")?.data as {
      reservations: { sku: string; quantity: number; shard?: number }[];
    };

  test("20 buyers at once for 7 units in 4 shards: exactly 7 orders, and the others are told that it is sold out", async () => {
    const sku = await goods(system(), { stock: 7 });
    await Inventory.split(system(), { sku, shards: 4 });
    const carts = await Promise.all(Array.from({ length: 20 }, () => cartOf(harness, [{ sku, quantity: 1 }])));
    const results = await Promise.allSettled(carts.map((cart) => place(cart, one)));
    const reasons = results.flatMap((result) => (result.status === "rejected" ? [(result.reason as { code: string }).code] : []));
    expect(reasons).toEqual(Array.from({ length: 13 }, () => "checkout.out_of_stock"));
    expect((await Inventory.get(system(), sku)).parts).toEqual([0, 0, 0, 0]);
  });

  test("what was drawn from which shard stands in the order's events, and is no affair of the buyer's", async () => {
    const sku = await goods(system(), { stock: 8 });
    await Inventory.split(system(), { sku, shards: 4 });
    const cart = await cartOf(harness, [{ sku, quantity: 7 }]);
    const { answer } = await place(cart, 7 * 1900);
    const { reservations } = await placedEvent(answer.orderId);
    expect(reservations.reduce((sum, { quantity }) => sum + quantity, 0)).toBe(7);
    expect(new Set(reservations.map(({ shard = 0 }) => shard)).size).toBe(4);
    expect(JSON.stringify(await Order.view(system(), answer.orderId))).not.toContain("shard");
    await Order.cancel(system(), { orderId: answer.orderId });
    const canceled = (await harness.events()).find(({ subject, type }) => subject === answer.orderId && type === "order.canceled");
    expect(canceled?.data["reservations"]).toEqual(reservations);
  });

  test("of three lines, one of them hot, costs what it costs otherwise once it is known to be", async () => {
    const skus = [await goods(system(), { stock: 50 }), await goods(system(), { stock: 50 }), await goods(system(), { stock: 50 })];
    const [hot = ""] = skus;
    const lines = skus.map((sku) => ({ sku, quantity: 1 }));
    const cost = async () => {
      const cart = await cartOf(harness, lines);
      harness.capacity.reset();
      await place(cart, 5700);
      return { read: harness.capacity.read, write: harness.capacity.write };
    };
    const cold = await cost();
    await Inventory.split(system(), { sku: hot, shards: 8 });
    await Inventory.plan(system(), [{ sku: hot, quantity: 1 }]);
    expect(await cost()).toEqual(cold);
  });
});

describe("conflicts", () => {
  /** A buyer whose transactions meet others' some times before they get through; `between` runs after each. */
  function conflicting(ctx: Context, times: number, between: () => Promise<unknown> = async () => {}) {
    const seen = { tries: 0 };
    const client: Context["table"]["client"] = {
      async send(command) {
        if (command.operation !== "TransactWriteItems" || (seen.tries += 1) > times) return ctx.table.client.send(command);
        await between();
        const none = (command.input as { TransactItems: unknown[] }).TransactItems.map((_, index) => ({
          code: index === 3 ? "TransactionConflict" : "None",
        }));
        throw new DynamoError("TransactionCanceledException", "Transaction cancelled", 400, none);
      },
    };
    // The clock of tests counts whole milliseconds.
    const sleep = (milliseconds: number) => ctx.sleep(Math.ceil(milliseconds));
    return { ctx: { ...ctx, sleep, table: { name: ctx.table.name, client } }, seen };
  }

  test("are tried again until they are over", async () => {
    const sku = await goods(system(), { stock: 1 });
    const cart = await cartOf(harness, [{ sku, quantity: 1 }]);
    const { ctx, seen } = conflicting(cart.ctx(), 4);
    await under(ctx, "conflict-key-0001", inputOf(cart.cartId, one));
    expect([seen.tries, await available(sku), (await ordersOf(cart.cartId)).length]).toEqual([5, 0, 1]);
  });

  test("that do not end within three seconds are 409 with Retry-After, and nothing is done", async () => {
    const sku = await goods(system(), { stock: 1 });
    const cart = await cartOf(harness, [{ sku, quantity: 1 }]);
    const { ctx, seen } = conflicting(cart.ctx(), Infinity);
    const began = harness.clock.now;
    await expect(under(ctx, "conflict-key-0002", inputOf(cart.cartId, one))).rejects.toMatchObject({
      code: "checkout.contended",
      status: 409,
      retryAfterSeconds: 1,
    });
    expect(harness.clock.now - began).toBeLessThanOrEqual(3000);
    expect(seen.tries).toBeGreaterThan(5);
    expect([await available(sku), await ordersOf(cart.cartId)]).toEqual([1, []]);
    const { answer } = await place(cart, one, "conflict-key-0002");
    expect(answer.orderId).toMatch(/^order_/);
  });

  test("a SKU that sells out meanwhile is said at once, without another try", async () => {
    const sku = await goods(system(), { stock: 1 });
    const cart = await cartOf(harness, [{ sku, quantity: 1 }]);
    const { ctx, seen } = conflicting(cart.ctx(), Infinity, () => Inventory.adjust(system(), { sku, set: 0, reason: "lost" }));
    await expect(under(ctx, "conflict-key-0003", inputOf(cart.cartId, one))).rejects.toMatchObject({ code: "checkout.out_of_stock" });
    expect(seen.tries).toBe(1);
  });

  test("a cart that is changed between reading and placing is read again: what was added is not lost unseen", async () => {
    const [sku, added] = [await goods(system(), { stock: 5 }), await goods(system(), { stock: 5 })];
    const cart = await cartOf(harness, [{ sku, quantity: 1 }]);
    const { ctx } = conflicting(cart.ctx(), 1, () => Cart.setLine(cart.ctx(), { cartId: cart.cartId, sku: added, quantity: 1 }));
    await expect(under(ctx, "conflict-key-0004", inputOf(cart.cartId, one))).rejects.toMatchObject({ code: "checkout.price_changed" });
    expect((await Cart.get(cart.ctx(), cart.cartId)).status).toBe("open");
  });
});
