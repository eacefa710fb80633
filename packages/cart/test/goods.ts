import { Catalog, Product } from "@souk/catalog";
import type { Context } from "@souk/core";
import { Inventory } from "@souk/inventory";

let made = 0;

interface Goods {
  prices?: Record<string, number>;
  /** Untracked without it. */
  stock?: number;
  status?: "active" | "draft";
}

/** A product of one variant; its SKU. */
export async function goods(ctx: Context, { prices = { EUR: 1900, USD: 2100 }, stock, status = "active" }: Goods = {}): Promise<string> {
  made += 1;
  const sku = `Mug.Blue#${made}`;
  const variants = [{ sku, prices, tracked: stock !== undefined }];
  await Product.create(ctx, Catalog.NewProduct.parse({ handle: `mug-${made}`, title: `Mug ${made}`, category: "mugs", status, variants }));
  if (stock !== undefined) await Inventory.initialize(ctx, [{ sku, quantity: stock }]);
  return sku;
}
