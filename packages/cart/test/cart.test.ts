import type { TransactionRefused } from "@souk/core";
import { type Context, transact } from "@souk/core";
import { Inventory } from "@souk/inventory";
import { useHarness } from "@souk/testing";
import { describe, expect, test } from "vitest";
import { viewLine } from "../src/cart.model.ts";
import { Cart } from "../src/index.ts";
import { goods } from "./goods.ts";

const harness = useHarness();
const system = () => harness.ctx();
const holder = (cartId: string): Context => harness.ctx({ type: "guest", token: harness.ctx().tokens.mint("cart", cartId) });

async function opened(lines: Cart.Line[] = [], country = "DE") {
  const { cartId } = await Cart.create(harness.ctx({ type: "public" }), { country, lines });
  const ctx = holder(cartId);
  return { cartId, ctx, set: (sku: string, quantity: number, version?: number) => Cart.setLine(ctx, { cartId, sku, quantity, version }) };
}

describe("keys", () => {
  test("a cart lies under its id and expires after 30 days", async () => {
    const sku = await goods(system());
    const { cartId } = await opened([{ sku, quantity: 2 }]);
    const row = (await harness.items()).find((item) => item["pk"] === `demo#cart#${cartId}`);
    expect(row).toMatchObject({
      sk: "cart",
      lines: { [sku]: 2 },
      status: "open",
      version: 1,
      expiresAt: Date.parse("2026-03-31T10:00:00Z") / 1000,
    });
  });
});

describe("a line", () => {
  test("is set, set again and taken out; others stay, in the order they came in", async () => {
    const [first, second] = [await goods(system()), await goods(system())];
    const cart = await opened();
    await cart.set(second, 1);
    harness.clock.advance(1);
    await cart.set(first, 2);
    harness.clock.advance(1);
    expect(await cart.set(second, 5)).toMatchObject({
      version: 4,
      lines: [
        { sku: second, quantity: 5 },
        { sku: first, quantity: 2 },
      ],
    });
    expect((await cart.set(second, 0)).lines).toEqual([{ sku: first, quantity: 2 }]);
    expect((await Cart.get(cart.ctx, cart.cartId)).lines).toEqual([{ sku: first, quantity: 2 }]);
  });

  test("costs one write unit and half a read unit", async () => {
    const sku = await goods(system());
    const cart = await opened();
    harness.capacity.reset();
    await cart.set(sku, 1);
    expect([harness.capacity.write, harness.capacity.read]).toEqual([1, 0.5]);
  });

  test("taken out that was not there changes nothing else", async () => {
    const cart = await opened();
    expect((await cart.set("never-there", 0)).lines).toEqual([]);
  });

  test("of many at once: none is lost", async () => {
    const skus = await Promise.all(Array.from({ length: 8 }, () => goods(system())));
    const cart = await opened();
    await Promise.all(skus.map((sku) => cart.set(sku, 1)));
    expect((await Cart.get(cart.ctx, cart.cartId)).lines).toHaveLength(8);
  });

  test("whose SKU is a field's name harms no field", async () => {
    const cart = await opened();
    for (const sku of ["version", "ver-sion", "status", "#", "lines.a"]) await cart.set(sku, 0);
    expect(await Cart.get(cart.ctx, cart.cartId)).toMatchObject({ status: "open", version: 6 });
  });

  test("makes the cart live 30 days from then", async () => {
    const cart = await opened();
    harness.clock.advance(86_400_000);
    const sku = await goods(system());
    expect((await cart.set(sku, 1)).expiresAt).toBe("2026-04-01T10:00:00.000Z");
  });
});

describe("a line is refused", () => {
  test("when it is not for sale: unknown, a draft, or without a price in the cart's currency", async () => {
    const [draft, euros] = [await goods(system(), { status: "draft" }), await goods(system(), { prices: { EUR: 100 } })];
    const cart = await opened([], "US");
    for (const sku of ["unknown", draft, euros])
      await expect(cart.set(sku, 1)).rejects.toMatchObject({ code: "cart.not_for_sale", status: 422, details: { skus: [sku] } });
  });

  test("when the cart is full, unless it is in it already", async () => {
    const sku = await goods(system());
    const cart = await opened();
    const row = (await harness.items()).find((item) => item["pk"] === `demo#cart#${cart.cartId}`);
    const lines = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`sku-${index}`, 1]));
    const put = (more: object) =>
      system().table.client.send({ operation: "PutItem", input: { TableName: "souk", Item: { ...row, ...more } } });
    await put({ lines });
    await expect(cart.set(sku, 1)).rejects.toMatchObject({ code: "cart.full", status: 422 });
    const { "sku-0": _gone, ...rest } = lines;
    await put({ lines: { ...rest, [sku]: 1 } });
    expect((await cart.set(sku, 9)).lines).toHaveLength(50);
  });

  test("when the cart was changed since the version that the caller named", async () => {
    const sku = await goods(system());
    const cart = await opened();
    await cart.set(sku, 1, 1);
    await expect(cart.set(sku, 2, 1)).rejects.toMatchObject({ code: "request.version_conflict", details: { version: 2 } });
  });

  test("but not when the one change since then is what is asked for: a write sent again after its answer was lost", async () => {
    const sku = await goods(system());
    const cart = await opened();
    await cart.set(sku, 2, 1);
    expect(await cart.set(sku, 2, 1)).toMatchObject({ version: 2, lines: [{ sku, quantity: 2 }] });
    await cart.set(sku, 0, 2);
    expect(await cart.set(sku, 0, 2)).toMatchObject({ version: 3, lines: [] });
    await expect(cart.set(sku, 2, 1)).rejects.toMatchObject({ code: "request.version_conflict", details: { version: 3 } });
  });

  test("when the cart is closed, expired, another's or not there", async () => {
    const sku = await goods(system());
    const cart = await opened();
    await expect(Cart.setLine(holder("cart_other"), { cartId: cart.cartId, sku, quantity: 1 })).rejects.toMatchObject({
      code: "cart.not_found",
      status: 404,
    });
    await expect(Cart.setLine(harness.ctx({ type: "public" }), { cartId: cart.cartId, sku, quantity: 1 })).rejects.toMatchObject({
      code: "cart.not_found",
    });
    const nowhere = "cart_01h455vb4pex5vsknk084sn02q";
    await expect(Cart.setLine(holder(nowhere), { cartId: nowhere, sku, quantity: 1 })).rejects.toMatchObject({ code: "cart.not_found" });
    await transact(cart.ctx, [Cart.closing(cart.ctx, await Cart.get(cart.ctx, cart.cartId))]);
    await expect(cart.set(sku, 1)).rejects.toMatchObject({ code: "cart.closed", status: 409 });
    const old = await opened();
    harness.clock.advance(31 * 86_400_000);
    await expect(old.set(sku, 1)).rejects.toMatchObject({ code: "cart.not_found" });
    await expect(Cart.get(old.ctx, old.cartId)).rejects.toMatchObject({ code: "cart.not_found" });
  });
});

describe("closing", () => {
  test("is refused for a cart that changed since it was read, and for one that is closed", async () => {
    const sku = await goods(system());
    const cart = await opened();
    const before = await Cart.get(cart.ctx, cart.cartId);
    await cart.set(sku, 1);
    const stale = await transact(cart.ctx, [Cart.closing(cart.ctx, before)]).catch((error: unknown) => error);
    expect((stale as TransactionRefused).failed("cart")?.item).toMatchObject({ status: "open", version: 2 });
    const now = await Cart.get(cart.ctx, cart.cartId);
    await transact(cart.ctx, [Cart.closing(cart.ctx, now)]);
    const again = await transact(cart.ctx, [Cart.closing(cart.ctx, now)]).catch((error: unknown) => error);
    expect((again as TransactionRefused).failed("cart")?.item).toMatchObject({ status: "closed" });
  });
});

describe("a view", () => {
  test("has today's prices, what is left, and says what cannot be bought", async () => {
    const [plenty, short, endless] = [await goods(system(), { stock: 500 }), await goods(system(), { stock: 1 }), await goods(system())];
    const cart = await opened([
      { sku: plenty, quantity: 2 },
      { sku: short, quantity: 2 },
      { sku: endless, quantity: 1 },
    ]);
    const view = await Cart.view(cart.ctx, cart.cartId);
    expect(view).toMatchObject({ itemCount: 5, subtotal: 5 * 1900, taxIncluded: true, currency: "EUR" });
    expect(view.lines.map(({ unitPrice, amount, available, problem }) => ({ unitPrice, amount, available, problem }))).toEqual([
      { unitPrice: 1900, amount: 3800, available: 99, problem: undefined },
      { unitPrice: 1900, amount: 3800, available: 1, problem: "out_of_stock" },
      { unitPrice: 1900, amount: 1900, available: null, problem: undefined },
    ]);
  });

  test("after a move has the new market's prices; what has none there counts nothing", async () => {
    const [both, euros] = [await goods(system()), await goods(system(), { prices: { EUR: 100 } })];
    const cart = await opened([
      { sku: both, quantity: 1 },
      { sku: euros, quantity: 1 },
    ]);
    await Cart.moveTo(cart.ctx, { cartId: cart.cartId, country: "US" });
    const view = await Cart.view(cart.ctx, cart.cartId);
    expect(view).toMatchObject({
      country: "US",
      currency: "USD",
      taxIncluded: false,
      subtotal: 2100,
      lines: [{ amount: 2100 }, { amount: 0, problem: "not_for_sale" }],
    });
  });

  test.each([
    ["a SKU that is gone", undefined, undefined, "not_for_sale"],
    ["a tracked one without a level", { tracked: true, active: true }, undefined, "out_of_stock"],
    ["one that is hidden", { tracked: false, active: false }, undefined, "not_for_sale"],
    ["one with just enough", { tracked: true, active: true }, 2, undefined],
  ])("of %s", (_, sellable, left, problem) => {
    const known = sellable && { productId: "p", handle: "h", productTitle: "t", title: "", options: {}, prices: { EUR: 5 }, ...sellable };
    expect(viewLine({ sku: "A", quantity: 2 }, known, "EUR", left).problem).toBe(problem);
  });
});

test("reading a cart does not change what is left of it", async () => {
  const sku = await goods(system(), { stock: 3 });
  const cart = await opened([{ sku, quantity: 3 }]);
  await Cart.view(cart.ctx, cart.cartId);
  expect((await Inventory.get(system(), sku)).available).toBe(3);
});
