import { api, type Schemas, settle } from "./api.ts";

export type Stock = Schemas["Availability"];

/** How many SKUs the API takes at once. */
const atOnce = 50;

/** Stock by SKU. Without an answer everything counts as there: checkout knows for certain. */
export async function stockOf(skus: string[]): Promise<Map<string, Stock>> {
  const chunks = Array.from({ length: Math.ceil(skus.length / atOnce) }, (_, index) => skus.slice(index * atOnce, (index + 1) * atOnce));
  const results = await Promise.all(
    chunks.map((chunk) => settle(api().GET("/v1/inventory", { params: { query: { skus: chunk.join(",") } } }))),
  );
  return new Map(results.flatMap((result) => (result.ok ? result.value.items.map((stock) => [stock.sku, stock] as const) : [])));
}
