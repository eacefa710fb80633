import { Catalog, Product } from "@souk/catalog";
import { type Context, type Table, typeId } from "@souk/core";
import { createTokens } from "@souk/core/token";
import { Random } from "./random.ts";
import { Rows } from "./table/rows.ts";
import { createTwin } from "./table/twin.ts";

export const start = Date.parse("2026-03-28T23:10:00.000Z");
export const shopId = "demo";

/** Prices that do not divide evenly, two of one product, one thing that never runs out. */
const goods = [
  {
    handle: "mug",
    skus: [
      ["MUG-BLUE", 1999],
      ["mug-blue", 1333],
    ],
    tracked: true,
  },
  { handle: "bowl", skus: [["BOWL/S 1", 707]], tracked: true },
  { handle: "wrap", skus: [["WRAP", 99]], tracked: false },
] as const;

export const trackedSkus: string[] = goods.flatMap((one) => (one.tracked ? one.skus.map(([sku]) => sku) : []));
export const allSkus: string[] = goods.flatMap((one) => one.skus.map(([sku]) => sku));

let made: Promise<Rows> | undefined;

/** A table with the shop's goods in it, made once by the catalog itself; every run begins with a copy. */
export function baseRows(): Promise<Rows> {
  made ??= make();
  return made;
}

const quiet = () => {};

/** A context that writes at once and never fails: for what is there before anything happens. */
export function setupContext(table: Table, now: number, random: Random): Context {
  return {
    shopId,
    actor: { type: "system", name: "setup" },
    requestId: "setup",
    traceparent: `00-${"1".repeat(32)}-${"1".repeat(16)}-01`,
    now: () => new Date(now),
    id: (prefix) => typeId(prefix, now, random.next),
    random: random.next,
    sleep: async () => {},
    table,
    log: { info: quiet, warn: quiet, error: quiet },
    tokens: createTokens("setup", shopId),
    link: () => ({}),
  };
}

async function make(): Promise<Rows> {
  const rows = new Rows();
  const before = start - 3_600_000;
  const ctx = setupContext({ name: "souk", client: createTwin({ rows, now: () => before }) }, before, new Random("the shop's goods"));
  for (const { handle, skus, tracked } of goods) {
    const values = skus.map((_, index) => `Kind ${index + 1}`);
    const variants = skus.map(([sku, price], index) => ({
      sku,
      options: { Kind: values[index] ?? "" },
      prices: { EUR: price, USD: price + 101 },
      tracked,
    }));
    const product = {
      handle,
      title: `A ${handle}`,
      category: "kitchen/things",
      status: "active",
      options: [{ name: "Kind", values }],
      media: [],
      variants,
    };
    await Product.create(ctx, Catalog.NewProduct.parse(product));
  }
  return rows;
}
