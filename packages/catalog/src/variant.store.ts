import { type Context, perTable, put, remove, type Write } from "@souk/core";
import { Entity } from "@souk/core/entity";
import type { Product, Sellable } from "./product.model.ts";

/**
 * | question                                             | key                            |
 * |------------------------------------------------------|--------------------------------|
 * | what is sold under these SKUs (one BatchGet)         | `<shop>#variant#<sku>`, `variant` |
 * | is the SKU free? (the row is the claim)              | the same                       |
 *
 * The product's head lists its SKUs, so no index leads from product to variants.
 */
const rows = perTable(
  (config) =>
    new Entity(
      {
        model: { entity: "variant", version: "1", service: "souk" },
        attributes: {
          shopId: { type: "string", required: true },
          sku: { type: "string", required: true },
          productId: { type: "string", required: true },
          /** The product's version that wrote the row: an older one never overwrites a newer. */
          version: { type: "number", required: true },
          sellable: { type: "any", required: true },
        },
        indexes: {
          primary: {
            pk: { field: "pk", composite: ["shopId", "sku"], template: "${shopId}#variant#${sku}", casing: "none" },
            sk: { field: "sk", composite: [], template: "variant", casing: "none" },
          },
        },
      } as const,
      config,
    ),
);

/** Half a read unit per SKU; up to a second old. What does not exist is left out. */
export async function findSellables(ctx: Context, skus: string[]): Promise<Map<string, Sellable>> {
  const found = new Map<string, Sellable>();
  let wanted = [...new Set(skus)].map((sku) => ({ shopId: ctx.shopId, sku }));
  while (wanted.length > 0) {
    const { data, unprocessed } = await rows(ctx).get(wanted).go();
    for (const row of data) found.set(row.sku, row.sellable as Sellable);
    wanted = unprocessed.map(({ shopId, sku }) => ({ shopId, sku }));
    if (wanted.length > 0) await ctx.sleep(ctx.random() * 50);
  }
  return found;
}

/** The product that a refused claim of a SKU met. */
export const ownerOf = (item: Record<string, unknown> | undefined): string | undefined => item?.["productId"] as string | undefined;

/** Label `sku:<sku>`: refused when the row is another product's or newer. */
export function savingVariant(ctx: Context, { productId, version }: Pick<Product, "productId" | "version">, sellable: Sellable): Write {
  const row = { shopId: ctx.shopId, sku: sellable.sku, productId, version, sellable };
  return put(
    `sku:${sellable.sku}`,
    rows(ctx)
      .put(row)
      .where(
        (item, { notExists, eq, lte }) =>
          `${notExists(item.productId)} OR (${eq(item.productId, productId)} AND ${lte(item.version, version)})`,
      )
      .params(),
  );
}

/** Label `drop:<sku>`: takes the row away if it is the product's. */
export function removingVariant(ctx: Context, productId: string, sku: string): Write {
  return remove(
    `drop:${sku}`,
    rows(ctx)
      .delete({ shopId: ctx.shopId, sku })
      .where((item, { notExists, eq }) => `${notExists(item.productId)} OR ${eq(item.productId, productId)}`)
      .params(),
  );
}
