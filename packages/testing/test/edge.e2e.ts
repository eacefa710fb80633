import { fillCart, sell, send, type Stage, startStage } from "@souk/testing";
import { afterAll, beforeAll, expect, test } from "vitest";

let stage: Stage;
beforeAll(async () => {
  // The router has its address with no site behind it too.
  stage = await startStage();
  await sell(stage, { sku: "JUG", quantity: 5, price: 3400 });
});
afterAll(async () => stage?.stop());

const read = (options: { key?: string; token?: string } = {}) =>
  send<{ productId: string; variants: { price?: { amount: number } }[] }>(
    stage.web ?? "",
    "GET",
    "/v1/catalog/products/jug?country=DE",
    options,
  );
const result = ({ headers }: { headers: Headers }) => headers.get("x-cache");

test("a product is kept for strangers, and a caller with a credential is never given what is kept", async () => {
  expect([result(await read()), result(await read())]).toEqual(["Miss from cloudfront", "Hit from cloudfront"]);
  for (let times = 0; times < 2; times += 1) {
    expect(result(await read({ key: stage.keys.staff }))).not.toMatch(/^Hit/);
    expect(result(await read({ token: "a".repeat(43) }))).not.toMatch(/^Hit/);
  }
  expect(result(await read())).toBe("Hit from cloudfront");
});

test("a changed price is seen in the cart at once, and by strangers after a minute of the stage's clock at the latest", async () => {
  const before = await read();
  const body = { prices: [{ sku: "JUG", prices: { EUR: 3900 } }] };
  const key = stage.keys.staff;
  const current = await fetch(new URL(`/v1/catalog/products/${before.body.productId}`, stage.api), {
    headers: { authorization: `Bearer ${key}` },
  });
  const changed = await fetch(new URL(`/v1/catalog/products/${before.body.productId}`, stage.api), {
    method: "PATCH",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json", "if-match": current.headers.get("etag") ?? "" },
    body: JSON.stringify(body),
  });
  expect(changed.status).toBe(200);
  const { cartId, token } = await fillCart(stage.api, [{ sku: "JUG", quantity: 1 }]);
  const cart = await send<object>(stage.web ?? "", "GET", `/v1/carts/${cartId}`, { token });
  expect(JSON.stringify(cart.body)).toContain("3900");
  expect((await read()).body).toEqual(before.body);
  await stage.advance(60_000);
  expect(JSON.stringify((await read()).body)).toContain("3900");
});
