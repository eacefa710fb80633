import type { Reply, Request } from "../journey.ts";

/** Products as `process/goods.ts` makes them, by the API. */
export async function stockStage(request: (request: Request) => Promise<Reply>, count: number): Promise<{ sku: string; handle: string }[]> {
  const goods = [];
  const must = async (asked: Request) => {
    const { status, body } = await request({ ...asked, staff: true, idempotent: true });
    if (status >= 300) throw new Error(`${asked.path}: ${status} ${JSON.stringify(body)}`);
    return body;
  };
  for (let index = 1; index <= count; index += 1) {
    const sku = `STONEWARE-BLUE-${index}`;
    const handle = `stoneware-mug-harbor-${index}`;
    const picture = `/demo/${handle}.webp`;
    const body = {
      handle,
      title: `Stoneware mug with a harbor-blue glaze, ${index}`,
      category: "kitchen/mugs",
      options: [{ name: "Color", values: ["Blue"] }],
      media: [{ src: picture, alt: "A mug" }],
      variants: [{ sku, options: { Color: "Blue" }, prices: { EUR: 1900, USD: 2100 }, tracked: true, media: picture }],
    };
    const { productId } = await must({ method: "POST", path: "/v1/catalog/products", body });
    await must({ method: "POST", path: `/v1/catalog/products/${String(productId)}/publish` });
    await must({ method: "POST", path: `/v1/inventory/${sku}/adjustments`, body: { set: 1000, reason: "received" } });
    goods.push({ sku, handle });
  }
  return goods;
}
