import { Cart } from "@souk/cart";
import { Catalog, Product } from "@souk/catalog";
import type { Actor, Context } from "@souk/core";
import { Inventory } from "@souk/inventory";
import type { Harness } from "@souk/testing";

let made = 0;

export interface Goods {
  prices?: Record<string, number>;
  /** Untracked without it. */
  stock?: number;
}

/** Publishes a product of one variant; its SKU. */
export async function goods(ctx: Context, { prices = { EUR: 1900, USD: 2100 }, stock }: Goods = {}): Promise<string> {
  made += 1;
  // As long as real ones are: what an order costs depends on it.
  const sku = `STONEWARE-BLUE-${made}`;
  const product = Catalog.NewProduct.parse({
    handle: `stoneware-mug-harbor-${made}`,
    title: `Stoneware mug with a harbor-blue glaze, ${made}`,
    category: "kitchen/mugs",
    status: "active",
    options: [{ name: "Color", values: ["Blue"] }],
    media: [{ src: `/demo/stoneware-mug-harbor-${made}.webp`, alt: "A mug" }],
    variants: [{ sku, options: { Color: "Blue" }, prices, tracked: stock !== undefined, media: `/demo/stoneware-mug-harbor-${made}.webp` }],
  });
  await Product.create(ctx, product);
  if (stock !== undefined) await Inventory.initialize(ctx, [{ sku, quantity: stock }]);
  return sku;
}

/** A guest's cart with that guest's context. */
export async function cartOf(harness: Harness, lines: Cart.Line[], country = "DE") {
  const cart = await Cart.create(harness.ctx({ type: "public" }), { country, lines });
  const actor: Actor = { type: "guest", token: harness.ctx().tokens.mint("cart", cart.cartId) };
  return { cartId: cart.cartId, actor, ctx: () => harness.ctx(actor) };
}

export const address = { name: "Ada Byron", line1: "Torstraße 1", postalCode: "10119", city: "Berlin", country: "DE" };
