import { confirm, fillCart, place, quote, send } from "../shopper.ts";

export interface Smoke {
  api: string;
  web: string | undefined;
  /** Buys with a test card; else it stops before the order. */
  buy: boolean;
  say(line: string): void;
}

interface Card {
  handle: string;
}
interface Product {
  variants: { sku: string; price?: { amount: number; currency: string } }[];
}

/** What a stage must do before it is trusted: answer, show goods, sell one. Throws with the first thing that it does not. */
export async function smoke({ api, web, buy, say }: Smoke): Promise<void> {
  await healthy(api);
  say("the API is healthy");
  const goods = await forSale(api);
  say(`${goods.handle} is for sale`);
  if (web) await pages(web, ["/", `/products/${goods.handle}`, "/cart"], say);
  const basket = await fillCart(api, [{ sku: goods.sku, quantity: 1 }]);
  const quoted = await quote(api, basket);
  must(quoted.expectedTotal.amount > 0, `the quote has no total: ${JSON.stringify(quoted)}`);
  say(`a cart with ${goods.sku} costs ${quoted.expectedTotal.amount} ${quoted.expectedTotal.currency}`);
  if (!buy) return;
  const placed = await place(api, basket, quoted);
  must(placed.status === 201, `checkout answered ${placed.status} ${JSON.stringify(placed.body)}`);
  const paid = await confirm(api, placed.body, "pm_card_visa");
  must(paid.status === 200, `the payment answered ${paid.status} ${JSON.stringify(paid.body)}`);
  const { body } = await send<{ paymentStatus: string }>(api, "GET", `/v1/orders/${placed.body.orderId}`, { token: placed.body.token });
  must(body.paymentStatus === "paid", `the order is ${body.paymentStatus}, not paid`);
  say(`order ${placed.body.number} is placed and paid`);
}

function must(fine: boolean, sentence: string): asserts fine {
  if (!fine) throw new Error(sentence);
}

async function healthy(api: string): Promise<void> {
  const { status } = await send(api, "GET", "/v1/health");
  must(status === 200, `/v1/health answered ${status}`);
}

/** The first product with a price here that a cart takes. */
async function forSale(api: string): Promise<{ handle: string; sku: string }> {
  const list = await send<{ items: Card[] }>(api, "GET", "/v1/catalog/products?limit=24&country=DE");
  must(list.status === 200, `the product list answered ${list.status}`);
  for (const { handle } of list.body.items) {
    const { body } = await send<Product>(api, "GET", `/v1/catalog/products/${handle}?country=DE`);
    for (const { sku, price } of body.variants) if (price && (await inStock(api, sku))) return { handle, sku };
  }
  throw new Error("nothing is for sale: import a catalog, or its stock is gone");
}

async function inStock(api: string, sku: string): Promise<boolean> {
  const { status, body } = await send<{ items: { available: number | null }[] }>(
    api,
    "GET",
    `/v1/inventory?skus=${encodeURIComponent(sku)}`,
  );
  must(status === 200, `the stock of ${sku} answered ${status}`);
  return body.items.every(({ available }) => available === null || available > 0);
}

async function pages(web: string, paths: string[], say: (line: string) => void): Promise<void> {
  for (const path of paths) {
    const response = await fetch(new URL(path, web));
    const html = await response.text();
    must(response.status === 200 && html.includes("</html>"), `${path} answered ${response.status} with ${html.length} characters`);
    say(`${path} is a page`);
  }
}
