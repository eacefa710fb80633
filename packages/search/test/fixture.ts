import { Catalog, Product } from "@souk/catalog";
import type { Context } from "@souk/core";
import type { Harness } from "@souk/testing";
import type { SQSEvent } from "aws-lambda";
import { worker } from "../src/consumer.ts";

/** The context of a staff member in a shop of the test's own. */
export const inShop = (harness: Harness, shopId: string): Context => harness.ctx({ type: "staff", staffId: "key" }, shopId);

interface Good {
  title: string;
  category?: string;
  price?: number;
  /** By currency, instead of one price in all. */
  prices?: Record<string, number>;
  colors?: string[];
  tags?: string[];
  status?: "draft" | "active";
}

/** A product with a variant for each color; its handle is its title's. */
export async function add(
  ctx: Context,
  { title, category = "kitchen/mugs", price = 1000, prices, colors, tags = [], status = "active" }: Good,
) {
  const handle = title.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-");
  const variants = (colors ?? [""]).map((color) => ({
    sku: `${handle}-${color}`.toUpperCase(),
    ...(colors ? { options: { Color: color } } : {}),
    prices: prices ?? { EUR: price, USD: price },
  }));
  const options = colors ? [{ name: "Color", values: colors }] : [];
  return Product.create(ctx, Catalog.NewProduct.parse({ handle, title, category, tags, status, options, variants }));
}

/** Brings events to the consumer in one batch; answers which failed. */
export function deliverTo(harness: Harness) {
  const handler = worker(({ shopid }) => harness.ctx({ type: "system", name: "search" }, shopid));
  return async (details: unknown[]): Promise<string[]> => {
    const Records = details.map((detail, index) => ({
      messageId: String(index),
      body: JSON.stringify({ detail }),
      attributes: { ApproximateReceiveCount: "1" },
    }));
    const { batchItemFailures } = await handler({ Records } as unknown as SQSEvent);
    return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
  };
}

/** Takes the shop's snapshot away, as if it never was. */
export async function forget(harness: Harness, shopId: string): Promise<void> {
  const rows = (await harness.items()).filter(({ pk }) => String(pk).startsWith(`${shopId}#search#`));
  const { table } = harness.ctx();
  for (const { pk, sk } of rows) await table.client.send({ operation: "DeleteItem", input: { TableName: table.name, Key: { pk, sk } } });
}
