import { newKey, send, type Stage } from "@souk/testing";

export const products = 1000;
const columns =
  "Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Variant SKU,Variant Inventory Tracker,Variant Inventory Qty,Variant Inventory Policy,Variant Price,Image Src,Image Position";
const kinds = ["Mugs", "Bowls", "Plates", "Vases", "Lamps"];
/** Stock of each variant: enough that nothing sells out while it is measured. */
export const stock = 1_000_000;

export const handleOf = (index: number) => `product-${index % products}`;
export const skuOf = (index: number) => `SKU-${index % products}-${Math.floor(index / products) % 2 === 0 ? "S" : "L"}`;
export const skus = Array.from({ length: products * 2 }, (_, index) => skuOf(index));

function csv(): string {
  const rows = Array.from({ length: products }, (_, index) => {
    const kind = kinds[index % kinds.length];
    const body = `<p>A ${kind?.toLowerCase()} number ${index}, thrown and glazed by hand, each a little different.</p>`;
    const variant = (size: string) => `${size},SKU-${index}-${size},shopify,${stock},deny,${10 + (index % 40)}.90,,`;
    return [
      `product-${index},${kind} no. ${index},"${body}",Souk,${kind},"stoneware, kitchen",TRUE,Size,${variant("S")}`,
      `product-${index},,,,,,,,${variant("L")}`,
    ].join("\n");
  });
  return `${columns}\n${rows.join("\n")}\n`;
}

interface Import {
  importId: string;
  status: string;
  report?: { created: number; errors: unknown[] } | null;
}

/** Whether the catalog is in it from an earlier run. */
export async function isFilled(stage: Stage): Promise<boolean> {
  const { status } = await send(stage.api, "GET", `/v1/catalog/products/${handleOf(products - 1)}`);
  return status === 200;
}

/** A catalog of 1,000 products with two variants each, as the peers were measured with. */
export async function fillShop(stage: Stage): Promise<void> {
  const key = stage.keys.staff;
  const response = await fetch(new URL("/v1/catalog/imports?currency=EUR&stock=set", stage.api), {
    method: "POST",
    headers: { "content-type": "text/csv", authorization: `Bearer ${key}`, "idempotency-key": newKey() },
    body: csv(),
  });
  const begun = (await response.json()) as Import;
  if (response.status !== 202) throw new Error(`import: ${response.status} ${JSON.stringify(begun)}`);
  for (;;) {
    const { body } = await send<Import>(stage.api, "GET", `/v1/catalog/imports/${begun.importId}`, { key });
    if (body.status === "failed") throw new Error(`import: ${JSON.stringify(body)}`);
    if (body.status === "done" && body.report?.created !== products)
      throw new Error(`import: ${JSON.stringify(body.report).slice(0, 1000)}`);
    if (body.status === "done") return stage.settled(120);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}
