import { Catalog, Product } from "@souk/catalog";
import type { Context } from "@souk/core";
import { Inventory } from "@souk/inventory";

/** Products of one tracked variant each, with names as long as real ones: what an order costs depends on them. */
export async function stockGoods(ctx: Context, count: number): Promise<{ sku: string; handle: string }[]> {
  const goods = [];
  for (let index = 1; index <= count; index += 1) {
    const sku = `STONEWARE-BLUE-${index}`;
    const handle = `stoneware-mug-harbor-${index}`;
    const picture = `/demo/${handle}.webp`;
    const product = Catalog.NewProduct.parse({
      handle,
      title: `Stoneware mug with a harbor-blue glaze, ${index}`,
      category: "kitchen/mugs",
      status: "active",
      options: [{ name: "Color", values: ["Blue"] }],
      media: [{ src: picture, alt: "A mug" }],
      variants: [{ sku, options: { Color: "Blue" }, prices: { EUR: 1900, USD: 2100 }, tracked: true, media: picture }],
    });
    await Product.create(ctx, product);
    await Inventory.initialize(ctx, [{ sku, quantity: 1000 }]);
    goods.push({ sku, handle });
  }
  return goods;
}
