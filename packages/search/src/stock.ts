import { Catalog } from "@souk/catalog";
import type { Context } from "@souk/core";

/** The products of these SKUs. */
export async function productsOf(ctx: Context, skus: string[]): Promise<string[]> {
  if (skus.length === 0) return [];
  return [...(await Catalog.variants(ctx, skus)).values()].map(({ productId }) => productId);
}
