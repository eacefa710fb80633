import { useHarness } from "@souk/testing";
import { describe, expect, test } from "vitest";
import { api } from "../src/http.ts";
import { address, cartOf, goods } from "./goods.ts";

const harness = useHarness();
type Body = Record<string, unknown>;
const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  api.request(
    path,
    {
      method: "POST",
      body: typeof body === "string" ? body : JSON.stringify(body),
      headers: { "content-type": "application/json", ...headers },
    },
    harness.env,
  );
const read = async (response: Response | Promise<Response>) => {
  const got = await response;
  return { status: got.status, body: (await got.json()) as Body, headers: got.headers };
};
let keys = 0;
const key = () => ({ "idempotency-key": `checkout-test-${String((keys += 1)).padStart(4, "0")}` });

async function guest(stock: number | undefined = 5, quantity = 1) {
  const sku = await goods(harness.ctx(), stock === undefined ? {} : { stock });
  const { cartId, actor } = await cartOf(harness, [{ sku, quantity }]);
  return { sku, cartId, headers: { "souk-token": actor.type === "guest" ? actor.token : "" } };
}
const order = (cartId: string, change: Body = {}) => ({
  cartId,
  email: "ada@example.com",
  shippingAddress: address,
  shippingOptionId: "standard",
  expectedTotal: { amount: 2390, currency: "EUR" },
  ...change,
});

describe("POST /v1/checkout/quotes", () => {
  test("a guest reads what the cart costs with shipping, by market", async () => {
    const { cartId, headers } = await guest();
    const german = await read(post("/v1/checkout/quotes", { cartId }, headers));
    expect(german.status).toBe(200);
    expect(german.body).toMatchObject({
      country: "DE",
      shippingOptions: [
        { id: "standard", price: 490 },
        { id: "express", price: 1290 },
      ],
      shippingOptionId: "standard",
      totals: { items: 1900, shipping: 490, tax: 381, total: 2390, taxIncluded: true },
      expectedTotal: { amount: 2390, currency: "EUR" },
    });
    const american = await read(post("/v1/checkout/quotes", { cartId, country: "US", shippingOptionId: "express" }, headers));
    expect(american.body).toMatchObject({ totals: { tax: 0, taxIncluded: false }, expectedTotal: { amount: 3390, currency: "USD" } });
  });

  test("keeps nothing", async () => {
    const { cartId, headers } = await guest();
    harness.capacity.reset();
    await post("/v1/checkout/quotes", { cartId }, headers);
    expect(harness.capacity.write).toBe(0);
  });

  test("refuses with its codes", async () => {
    const { cartId, headers } = await guest();
    const refusal = async (body: Body, given = headers) => {
      const { status, body: problem } = await read(post("/v1/checkout/quotes", body, given as Record<string, string>));
      return [status, problem["code"]];
    };
    expect(await refusal({ cartId, country: "XX" })).toEqual([422, "shop.no_market"]);
    expect(await refusal({ cartId, shippingOptionId: "balloon" })).toEqual([422, "checkout.no_shipping_option"]);
    expect(await refusal({ cartId }, { "souk-token": "forged" })).toEqual([404, "cart.not_found"]);
    expect((await read(post("/v1/checkout/quotes", { cartId }))).status).toBe(401);
  });
});

describe("POST /v1/checkout", () => {
  test("answers 201 with the order and its token, and the same again under the same key", async () => {
    const { cartId, headers } = await guest();
    const once = { ...headers, ...key() };
    const first = await read(post("/v1/checkout", order(cartId), once));
    expect(first.status).toBe(201);
    const orderId = String(first.body["orderId"]);
    expect(first.body["token"]).toBe(harness.ctx().tokens.mint("order", orderId));
    const again = await read(post("/v1/checkout", order(cartId), once));
    expect([again.status, again.headers.get("idempotency-replayed"), again.body]).toEqual([201, "true", first.body]);
    expect(JSON.stringify(await harness.items())).not.toContain(first.body["token"]);
  });

  test("another body under the same key is refused", async () => {
    const { cartId, headers } = await guest();
    const once = { ...headers, ...key() };
    await post("/v1/checkout", order(cartId), once);
    expect(await read(post("/v1/checkout", order(cartId, { email: "eve@example.com" }), once))).toMatchObject({
      status: 422,
      body: { code: "idempotency.key_reused" },
    });
  });

  test("a key is required, and the cart's token", async () => {
    const { cartId, headers } = await guest();
    expect((await post("/v1/checkout", order(cartId), headers)).status).toBe(400);
    expect((await post("/v1/checkout", order(cartId), key())).status).toBe(401);
    expect((await post("/v1/checkout", order(cartId), { authorization: `Bearer ${harness.staffKey}`, ...key() })).status).toBe(403);
    expect((await post("/v1/checkout", order(cartId), { "souk-token": "forged", ...key() })).status).toBe(404);
  });

  test("a price that changed is 409 with the new quote", async () => {
    const { cartId, headers } = await guest();
    const { status, body } = await read(
      post("/v1/checkout", order(cartId, { expectedTotal: { amount: 1, currency: "EUR" } }), { ...headers, ...key() }),
    );
    expect([status, body["code"]]).toEqual([409, "checkout.price_changed"]);
    expect(body["quote"]).toMatchObject({ expectedTotal: { amount: 2390 } });
  });

  test("too little stock is 409 with what is left", async () => {
    const { sku, cartId, headers } = await guest(1, 2);
    const { status, body } = await read(
      post("/v1/checkout", order(cartId, { expectedTotal: { amount: 4290, currency: "EUR" } }), { ...headers, ...key() }),
    );
    expect([status, body["code"], body["lines"]]).toEqual([409, "checkout.out_of_stock", [{ sku, requested: 2, available: 1 }]]);
  });

  test("a placed cart is 409 under another key", async () => {
    const { cartId, headers } = await guest();
    await post("/v1/checkout", order(cartId), { ...headers, ...key() });
    expect(await read(post("/v1/checkout", order(cartId), { ...headers, ...key() }))).toMatchObject({
      status: 409,
      body: { code: "checkout.cart_closed" },
    });
  });

  test.each([
    ["an unknown field", { coupon: "FREE" }, "coupon"],
    ["no address", { shippingAddress: undefined }, "shippingAddress"],
    ["an unknown field in the address", { shippingAddress: { ...address, planet: "Mars" } }, "shippingAddress.planet"],
    ["a country by name", { shippingAddress: { ...address, country: "Germany" } }, "shippingAddress.country"],
    ["no e-mail address", { email: "ada" }, "email"],
    ["a total as text", { expectedTotal: { amount: "2390", currency: "EUR" } }, "expectedTotal.amount"],
    ["a total in fractions", { expectedTotal: { amount: 23.9, currency: "EUR" } }, "expectedTotal.amount"],
    ["an id of another kind", { cartId: "order_01h455vb4pex5vsknk084sn02q" }, "cartId"],
  ])("%s is 400 and names the field", async (_, change, path) => {
    const { cartId, headers } = await guest();
    const { status, body } = await read(post("/v1/checkout", order(cartId, change), { ...headers, ...key() }));
    expect([status, (body["issues"] as { path: string }[])[0]?.path]).toEqual([400, path]);
  });

  test("what is no JSON is 400", async () => {
    const { headers } = await guest();
    const { status, body } = await read(post("/v1/checkout", "{", { ...headers, ...key() }));
    expect([status, body["code"]]).toEqual([400, "request.malformed"]);
  });
});
