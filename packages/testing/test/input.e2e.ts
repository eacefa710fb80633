import { fillCart, newKey, sell, send, type Stage, startStage } from "@souk/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

let stage: Stage;
let basket: { cartId: string; token: string };
beforeAll(async () => {
  stage = await startStage();
  await sell(stage, { sku: "INPUT-1", quantity: 5 });
  basket = await fillCart(stage.api, [{ sku: "INPUT-1", quantity: 1 }]);
});
afterAll(async () => stage?.stop());

interface Problem {
  code: string;
  requestId: string;
  issues?: { path: string }[];
}

async function raw(method: string, path: string, body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) {
  const response = await fetch(new URL(path, stage.api), { method, body, headers: { "content-type": "application/json", ...headers } });
  const text = await response.text();
  expect(response.headers.get("content-type")).toContain("application/problem+json");
  expect(text).not.toMatch(/\bat .+:\d+:\d+|node_modules|\.ts\b/);
  return { status: response.status, ...(JSON.parse(text) as Problem) };
}

const checkout = (body: object, headers: Record<string, string> = {}) =>
  raw("POST", "/v1/checkout", JSON.stringify(body), { "souk-token": basket.token, "idempotency-key": newKey(), ...headers });
const street = { name: "Ada", line1: "Street 1", postalCode: "20457", city: "Hamburg", country: "DE" };
const order = () => ({
  cartId: basket.cartId,
  email: "ada@example.com",
  shippingAddress: street,
  shippingOptionId: "standard",
  expectedTotal: { amount: 1, currency: "EUR" },
});

describe("bad input gets a problem document that names the field", () => {
  test.each<[string, object, string]>([
    ["an unknown field", { extra: true }, "extra"],
    ["a wrong type", { email: 7 }, "email"],
    ["an address without a city", { shippingAddress: { name: "A", line1: "B", postalCode: "C", country: "DE" } }, "shippingAddress.city"],
    ["an amount that is no integer", { expectedTotal: { amount: 1.5, currency: "EUR" } }, "expectedTotal.amount"],
    ["an endless name", { shippingAddress: { ...street, name: "x".repeat(10_000) } }, "shippingAddress.name"],
  ])("%s", async (_name, change, path) => {
    const problem = await checkout({ ...order(), ...change });
    expect(problem).toMatchObject({ status: 400, code: "request.invalid" });
    expect(problem.issues?.map((issue) => issue.path)).toContain(path);
  });

  test.each([-1, 1.5, 100, "2", null])("a quantity of %j", async (quantity) => {
    const problem = await raw("PUT", `/v1/carts/${basket.cartId}/lines/INPUT-1`, JSON.stringify({ quantity }), {
      "souk-token": basket.token,
    });
    expect(problem).toMatchObject({ status: 400, issues: [{ path: "quantity" }] });
  });

  test("broken JSON, bad UTF-8 and a huge body", async () => {
    expect(await raw("POST", "/v1/carts", "{")).toMatchObject({ status: 400, code: "request.malformed" });
    expect(await raw("POST", "/v1/carts", new Uint8Array([0x7b, 0xff, 0x7d]))).toMatchObject({ status: 400, code: "request.malformed" });
    expect(await raw("POST", "/v1/carts", `{"country":"${"x".repeat(400_000)}"}`)).toMatchObject({
      status: 413,
      code: "request.too_large",
    });
  });

  test("ids that are no ids, and ids of nobody or somebody else", async () => {
    expect(await raw("PUT", "/v1/carts/1/lines/INPUT-1", '{"quantity":1}', { "souk-token": basket.token })).toMatchObject({
      status: 400,
      issues: [{ path: "cartId" }],
    });
    const other = await fillCart(stage.api, [{ sku: "INPUT-1", quantity: 1 }]);
    const foreign = await raw("PUT", `/v1/carts/${other.cartId}/lines/INPUT-1`, '{"quantity":1}', { "souk-token": basket.token });
    expect(foreign).toMatchObject({ status: 404, code: "cart.not_found" });
  });

  test("a checkout without a key, and without a token", async () => {
    const missing = await raw("POST", "/v1/checkout", JSON.stringify(order()), { "souk-token": basket.token });
    expect(missing).toMatchObject({ status: 400, issues: [{ path: "idempotency-key" }] });
    expect(await raw("POST", "/v1/checkout", JSON.stringify(order()), { "idempotency-key": newKey() })).toMatchObject({
      status: 401,
      code: "auth.required",
    });
  });

  test("a total that is not today's: the new quote, and nothing done", async () => {
    expect(await checkout(order())).toMatchObject({ status: 409, code: "checkout.price_changed" });
  });
});

test("after all of this nothing is half done: the cart is as it was and the stock untouched", async () => {
  const cart = await send<{ status: string; lines: { sku: string; quantity: number }[] }>(stage.api, "GET", `/v1/carts/${basket.cartId}`, {
    token: basket.token,
  });
  expect(cart.body).toMatchObject({ status: "open", lines: [{ sku: "INPUT-1", quantity: 1 }] });
  const level = await send<{ available: number }>(stage.api, "GET", "/v1/inventory/INPUT-1", { key: stage.keys.staff });
  expect(level.body.available).toBe(5);
  expect((await stage.events()).filter((event) => event.detailType.startsWith("order."))).toEqual([]);
});
