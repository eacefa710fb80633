import type { Context } from "@souk/core";
import { Catalog } from "../src/index.ts";

/** A product of two sizes, published in `kitchen/mugs`. */
export const mug: Catalog.NewProduct = Catalog.NewProduct.parse({
  handle: "blue-mug",
  title: "Blue mug",
  descriptionHtml: "<p>Holds a quarter of a liter.</p>",
  category: "kitchen/mugs",
  options: [{ name: "Size", values: ["Small", "Large"] }],
  media: [{ src: "/demo/blue-mug.avif", alt: "A blue mug" }],
  status: "active",
  variants: [
    { sku: "MUG-S", options: { Size: "Small" }, prices: { EUR: 1490, USD: 1590 } },
    { sku: "MUG-L", options: { Size: "Large" }, prices: { EUR: 1990, USD: 2190 }, compareAtPrices: { EUR: 2490 } },
  ],
});

/** The mug under another name. */
export function variation(name: string, changes: Partial<Catalog.NewProduct> = {}): Catalog.NewProduct {
  return {
    ...mug,
    handle: name,
    title: name,
    variants: mug.variants.map((variant) => ({ ...variant, sku: `${name}-${variant.sku}` })),
    ...changes,
  };
}

/** A product of `count` variants that differ in number alone. */
export function wide(name: string, count: number): Catalog.NewProduct {
  const numbers = Array.from({ length: count }, (_, index) => String(index + 1));
  const variants = numbers.map((number) => ({
    sku: `${name}-${number}`,
    options: { Number: number },
    prices: { EUR: 1000, USD: 1200 },
    tracked: true,
  }));
  return { ...variation(name), options: [{ name: "Number", values: numbers }], variants };
}

/** The context of a staff member in a shop of the test's own. */
export const inShop = (harness: { ctx(actor?: Context["actor"], shopId?: string): Context }, shopId: string): Context =>
  harness.ctx({ type: "staff", staffId: "key" }, shopId);
