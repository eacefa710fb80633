import { useHarness } from "@souk/testing";
import { describe, expect, test } from "vitest";
import { api } from "../src/http.ts";
import type { Cart } from "../src/index.ts";
import { goods } from "./goods.ts";

const harness = useHarness();
type Body = Record<string, unknown>;

async function call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const init = {
    method,
    headers: { "content-type": "application/json", ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  };
  const response = await api.request(path, init, harness.env);
  return { status: response.status, body: (await response.json()) as Body, headers: response.headers };
}
async function opened(lines: Cart.Line[] = []) {
  const { body } = await call("POST", "/v1/carts", { lines });
  return { path: `/v1/carts/${String(body["cartId"])}`, token: { "souk-token": String(body["token"]) }, cartId: String(body["cartId"]) };
}
const linePath = (path: string, sku: string) => `${path}/lines/${encodeURIComponent(sku)}`;

describe("POST /v1/carts", () => {
  test("anybody opens a cart and gets its token, which is kept nowhere", async () => {
    const sku = await goods(harness.ctx());
    const { status, body, headers } = await call("POST", "/v1/carts", { country: "AT", lines: [{ sku, quantity: 2 }] });
    expect([status, headers.get("etag")]).toEqual([201, '"1"']);
    expect(body).toMatchObject({ country: "AT", currency: "EUR", status: "open", version: 1, lines: [{ sku, quantity: 2 }] });
    expect(body["token"]).toBe(harness.ctx().tokens.mint("cart", String(body["cartId"])));
    expect(JSON.stringify(await harness.items())).not.toContain(body["token"]);
  });

  test("under one key it is one cart", async () => {
    const key = { "idempotency-key": "cart-test-000001" };
    const first = await call("POST", "/v1/carts", {}, key);
    const again = await call("POST", "/v1/carts", {}, key);
    expect([again.body, again.headers.get("idempotency-replayed")]).toEqual([first.body, "true"]);
  });

  test("refuses with its codes", async () => {
    expect(await call("POST", "/v1/carts", { country: "XX" })).toMatchObject({ status: 422, body: { code: "shop.no_market" } });
    expect(await call("POST", "/v1/carts", { lines: [{ sku: "none", quantity: 1 }] })).toMatchObject({
      status: 422,
      body: { code: "cart.not_for_sale" },
    });
  });

  test.each([
    ["an unknown field", { color: "red" }, "color"],
    ["a negative quantity", { lines: [{ sku: "A", quantity: -1 }] }, "lines.0.quantity"],
    ["too many of one", { lines: [{ sku: "A", quantity: 100 }] }, "lines.0.quantity"],
    ["a price of one's own", { lines: [{ sku: "A", quantity: 1, unitPrice: 1 }] }, "lines.0.unitPrice"],
    ["a country in small letters", { country: "de" }, "country"],
  ])("%s is 400 and names the field", async (_, given, path) => {
    const { status, body } = await call("POST", "/v1/carts", given);
    expect([status, (body["issues"] as { path: string }[])[0]?.path]).toEqual([400, path]);
  });
});

describe("GET /v1/carts/{cartId}", () => {
  test("its guest and staff read it; to others it is absent", async () => {
    const sku = await goods(harness.ctx());
    const { path, token } = await opened([{ sku, quantity: 2 }]);
    expect(await call("GET", path, undefined, token)).toMatchObject({ status: 200, body: { subtotal: 3800, itemCount: 2 } });
    expect((await call("GET", path, undefined, { authorization: `Bearer ${harness.staffKey}` })).status).toBe(200);
    expect(await call("GET", path, undefined, { "souk-token": "forged" })).toMatchObject({ status: 404, body: { code: "cart.not_found" } });
    expect((await call("GET", path)).status).toBe(401);
    expect((await call("GET", "/v1/carts/nonsense", undefined, token)).status).toBe(400);
  });
});

describe("lines", () => {
  test("are set and taken out by SKU, whatever letters it has", async () => {
    const sku = await goods(harness.ctx());
    const { path, token } = await opened();
    expect(await call("PUT", linePath(path, sku), { quantity: 3 }, token)).toMatchObject({
      status: 200,
      body: { lines: [{ sku, quantity: 3 }], version: 2 },
    });
    expect(await call("PUT", linePath(path, sku), { quantity: 0 }, token)).toMatchObject({ status: 200, body: { lines: [] } });
    await call("PUT", linePath(path, sku), { quantity: 1 }, token);
    expect(await call("DELETE", linePath(path, sku), undefined, token)).toMatchObject({ status: 200, body: { lines: [], version: 5 } });
  });

  test("are set on condition of the version that If-Match names", async () => {
    const sku = await goods(harness.ctx());
    const { path, token } = await opened();
    expect((await call("PUT", linePath(path, sku), { quantity: 1 }, { ...token, "if-match": '"1"' })).status).toBe(200);
    expect(await call("DELETE", linePath(path, sku), undefined, { ...token, "if-match": '"1"' })).toMatchObject({
      status: 409,
      body: { code: "request.version_conflict" },
    });
    expect((await call("PUT", linePath(path, sku), { quantity: 1 }, { ...token, "if-match": "latest" })).status).toBe(400);
  });

  test("refuse what is no quantity, a strange token, and none", async () => {
    const sku = await goods(harness.ctx());
    const { path, token } = await opened();
    for (const quantity of [-1, 1.5, 100, "1", null])
      expect((await call("PUT", linePath(path, sku), { quantity }, token)).status).toBe(400);
    expect((await call("PUT", linePath(path, sku), { quantity: 1 }, { "souk-token": "forged" })).status).toBe(404);
    expect((await call("PUT", linePath(path, sku), { quantity: 1 })).status).toBe(401);
  });
});

test("PATCH moves a cart to another market, once under a key", async () => {
  const { path, token } = await opened();
  const key = { ...token, "idempotency-key": "cart-move-000001" };
  expect(await call("PATCH", path, { country: "US" }, key)).toMatchObject({
    status: 200,
    body: { country: "US", currency: "USD", version: 2 },
  });
  expect((await call("PATCH", path, { country: "US" }, key)).body).toMatchObject({ version: 2 });
  expect(await call("PATCH", path, { country: "XX" }, token)).toMatchObject({ status: 422, body: { code: "shop.no_market" } });
  expect((await call("PATCH", path, { country: "AT" }, { ...token, "if-match": '"1"' })).status).toBe(409);
});
