import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Cdn } from "../src/cache/cdn.ts";
import { manyCountries, oneCountry, replayPages } from "../src/cache/page.ts";
import { remembering, replay } from "../src/cache/replay.ts";
import { stockGoods } from "../src/process/goods.ts";
import { originOf, type ProcessShop, startProcessShop } from "../src/process/shop.ts";

let shop: ProcessShop;
let goods: { sku: string; handle: string };
beforeAll(async () => {
  shop = await startProcessShop();
  const [first] = await stockGoods(shop.ctx, 1);
  if (first) goods = first;
});
afterAll(async () => shop?.stop());

const answering = (control: string, more: Record<string, string> = {}) => {
  let asked = 0;
  return new Cdn({
    fetch: async () => ({ headers: new Headers({ "cache-control": control, ...more }), body: `answer ${(asked += 1)}` }),
  });
};

describe("the simulated cache", () => {
  test("gives out what is fresh, then what is stale while it fetches, then what is new", async () => {
    const cdn = answering("public, max-age=30, stale-while-revalidate=30");
    expect(await cdn.get("/a", 0)).toEqual({ body: "answer 1", from: "origin", age: 0 });
    expect(await cdn.get("/a", 29)).toEqual({ body: "answer 1", from: "cache", age: 29 });
    expect(await cdn.get("/a", 50)).toEqual({ body: "answer 1", from: "cache", age: 50 });
    expect(await cdn.get("/a", 51)).toEqual({ body: "answer 2", from: "cache", age: 1 });
    expect(await cdn.get("/a", 500)).toEqual({ body: "answer 3", from: "origin", age: 0 });
  });
  test.each([
    ["no-store", {}],
    ["private, no-cache", {}],
    ["public, max-age=30", { "set-cookie": "a=b" }],
  ])("keeps nothing of %s %o", async (control, more) => {
    const cdn = answering(control, more);
    await cdn.get("/a", 0);
    expect((await cdn.get("/a", 1)).from).toBe("origin");
  });
});

test("of a busy shop's anonymous visits 95 % of all GETs of the API are answered without it, none older than a minute", async () => {
  const products = Array.from({ length: 100 }, (_, index) => ({ handle: `product-${index}`, sku: `SKU-${index}` }));
  const { withoutOrigin, oldest } = await replay(remembering(originOf(shop, goods)), { products, visitorsPerMinute: 1000, minutes: 5 });
  expect(withoutOrigin).toBeGreaterThanOrEqual(95);
  expect(oldest).toBeLessThanOrEqual(60);
});

test("of a busy shop's strangers 95 % are given their page without the site, none older than a minute, and who has a cart never", async () => {
  const products = Array.from({ length: 100 }, (_, index) => ({ handle: `product-${index}`, sku: `SKU-${index}` }));
  const mix = { products, visitorsPerMinute: 1000, minutes: 2 };
  const [one, many] = [await replayPages(mix, oneCountry), await replayPages(mix, manyCountries)];
  expect(one.withoutOrigin).toBeGreaterThanOrEqual(95);
  expect(many.withoutOrigin).toBeGreaterThanOrEqual(80);
  for (const { others, ofAll, withoutOrigin, oldest } of [one, many]) {
    expect(others).toBeGreaterThan(0);
    expect(ofAll).toBeLessThan(withoutOrigin);
    expect(oldest).toBeLessThan(60);
  }
});

test("a cart, its quote and an order are never kept", async () => {
  const made = await shop.request({ method: "POST", path: "/v1/carts", body: { country: "DE", lines: [{ sku: goods.sku, quantity: 1 }] } });
  expect(shop.headers().get("cache-control")).toBe("no-store");
  const token = String(made.body["token"]);
  const cartId = made.body["cartId"];
  expect((await shop.request({ method: "GET", path: `/v1/carts/${String(cartId)}`, token })).status).toBe(200);
  expect(shop.headers().get("cache-control")).toBe("no-store");
  expect((await shop.request({ method: "POST", path: "/v1/checkout/quotes", body: { cartId }, token })).status).toBe(200);
  expect(shop.headers().get("cache-control")).toBe("no-store");
});
