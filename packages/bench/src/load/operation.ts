import { address, newKey } from "@souk/testing";
import { type Client, expectOk, sendUntilTold } from "./client.ts";
import { handleOf, skuOf } from "./shop.ts";

/** One client's way through an operation: made once per client, then called again and again. */
export type Operation = (client: Client, seed: number) => Promise<() => Promise<void>>;

/** Orders that were placed and paid, by whatever drove: what the shop must know of when the load is over. */
export const tally = { placed: 0 };

interface Cart {
  cartId: string;
  token: string;
}

/** Not in order: neighbors in the table are neighbors in its pages. */
const scattered = (seed: number) => {
  let state = seed + 1;
  return () => (state = (Math.imul(state, 48271) >>> 0) % 2147483647);
};

const get =
  (what: string, pathOf: (index: number) => string): Operation =>
  async (client, seed) => {
    const next = scattered(seed);
    return async () => void expectOk(what, await client.send("GET", pathOf(next())));
  };

const openCart = async (client: Client, lines: { sku: string; quantity: number }[] = []): Promise<Cart> =>
  expectOk("cart", await sendUntilTold(client, "POST", "/v1/carts", {}, { country: "DE", lines }));

/** Cart, quote, order and payment: five requests, of which two commit. */
const checkout: Operation = async (client, seed) => {
  const next = scattered(seed);
  return async () => {
    const { cartId, token } = await openCart(client, [{ sku: skuOf(next()), quantity: 1 }]);
    const guest = { "souk-token": token };
    const post = async <T>(path: string, headers: Record<string, string>, body: unknown) =>
      expectOk<T>(path, await sendUntilTold(client, "POST", path, headers, body));
    const options = await post<{ shippingOptions: { id: string }[] }>("/v1/checkout/quotes", guest, { cartId });
    const shippingOptionId = options.shippingOptions[0]?.id ?? "";
    const { expectedTotal } = await post<{ expectedTotal: unknown }>("/v1/checkout/quotes", guest, { cartId, shippingOptionId });
    const order = await post<{ orderId: string; paymentId: string; token: string }>(
      "/v1/checkout",
      { ...guest, "idempotency-key": newKey() },
      { cartId, email: "ada@example.com", shippingAddress: address, shippingOptionId, expectedTotal },
    );
    const paid = await post<{ status: string }>(
      `/v1/payments/${order.paymentId}/confirm`,
      { "souk-token": order.token, "idempotency-key": newKey() },
      { orderId: order.orderId, paymentMethod: "pm_card_visa", returnUrl: `/orders/${order.orderId}` },
    );
    if (paid.status !== "captured") throw new Error(`the payment is ${paid.status}`);
    tally.placed += 1;
  };
};

const addToCart: Operation = async (client, seed) => {
  const next = scattered(seed);
  const { cartId, token } = await openCart(client);
  let lines = 0;
  return async () => {
    // A cart takes 50 lines; a line that is there is written like a new one.
    const sku = skuOf((seed * 40 + (lines++ % 40)) % 2000);
    const path = `/v1/carts/${cartId}/lines/${sku}`;
    expectOk("line", await client.send("PUT", path, { "souk-token": token }, { quantity: 1 + (next() % 9) }));
  };
};

export const productPath = (index: number): string => `/v1/catalog/products/${handleOf(index)}?country=DE`;

export const operations: Record<string, Operation> = {
  list: get("list", (index) => `/v1/catalog/products?limit=20&category=${["mugs", "bowls", "plates", "vases", "lamps"][index % 5]}`),
  product: get("product", productPath),
  search: get("search", (index) => `/v1/search/products?limit=20&country=DE&q=${["mug", "bowls", "stonewear", "vase", "lam"][index % 5]}`),
  "add to cart": addToCart,
  checkout,
};
