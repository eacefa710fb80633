import { newKey, send } from "./shopper.ts";
import type { Stage } from "./stage.ts";

/** Puts a product of one variant on sale with so much stock. */
export async function sell(
  stage: Stage,
  { sku, quantity, price = 1000 }: { sku: string; quantity: number; price?: number },
): Promise<void> {
  const body = {
    handle: sku.toLowerCase(),
    title: `Product ${sku}`,
    descriptionHtml: "<p>For sale.</p>",
    category: "things",
    variants: [{ sku, prices: { EUR: price }, tracked: true }],
  };
  const created = await send<{ productId: string }>(stage.api, "POST", "/v1/catalog/products", {
    body,
    key: stage.keys.staff,
    idempotency: newKey(),
  });
  if (created.status !== 201) throw new Error(`product: ${created.status} ${JSON.stringify(created.body)}`);
  const published = await send(stage.api, "POST", `/v1/catalog/products/${created.body.productId}/publish`, {
    key: stage.keys.staff,
    idempotency: newKey(),
  });
  if (published.status !== 200) throw new Error(`publish: ${published.status} ${JSON.stringify(published.body)}`);
  const adjusted = await send(stage.api, "POST", `/v1/inventory/${sku}/adjustments`, {
    body: { set: quantity, reason: "received" },
    key: stage.keys.staff,
    idempotency: newKey(),
  });
  if (adjusted.status !== 201) throw new Error(`stock: ${adjusted.status} ${JSON.stringify(adjusted.body)}`);
}
