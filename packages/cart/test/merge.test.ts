import type { Context } from "@souk/core";
import { useHarness } from "@souk/testing";
import { expect, test } from "vitest";
import { Cart } from "../src/index.ts";
import { added } from "../src/merge.ts";
import { goods } from "./goods.ts";

const harness = useHarness();
let people = 0;
const person = () => `cust_${(people += 1)}`;

/** Signs in on a device whose cart is given. */
function merge(customerId: string, cartId?: string) {
  const ctx: Context = harness.ctx({
    type: "customer",
    customerId,
    ...(cartId === undefined ? {} : { token: harness.ctx().tokens.mint("cart", cartId) }),
  });
  return Cart.merge(ctx, { customerId, cartId });
}
const filled = async (lines: Cart.Line[]) => (await Cart.create(harness.ctx({ type: "public" }), { country: "DE", lines })).cartId;

test("the cart of the first sign-in follows its customer to other devices", async () => {
  const [customerId, sku] = [person(), await goods(harness.ctx())];
  expect(await merge(customerId)).toBeUndefined();
  const cartId = await filled([{ sku, quantity: 2 }]);
  expect(await merge(customerId, cartId)).toMatchObject({ cartId });
  expect(await merge(customerId)).toMatchObject({ cartId, lines: [{ sku, quantity: 2 }] });
});

test("a second cart is added to it and closed, in one transaction; again it changes nothing", async () => {
  const customerId = person();
  const [mug, bowl] = [await goods(harness.ctx()), await goods(harness.ctx())];
  const own = await filled([{ sku: mug, quantity: 2 }]);
  await merge(customerId, own);
  const other = await filled([
    { sku: bowl, quantity: 1 },
    { sku: mug, quantity: 3 },
  ]);
  const lines = [
    { sku: mug, quantity: 5 },
    { sku: bowl, quantity: 1 },
  ];
  for (let time = 0; time < 2; time += 1) expect(await merge(customerId, other)).toMatchObject({ cartId: own, lines, version: 2 });
  expect((await Cart.get(harness.ctx(), other)).status).toBe("closed");
});

test("two devices that sign in at once lose nothing and count nothing twice", async () => {
  const [customerId, sku] = [person(), await goods(harness.ctx())];
  const carts = await Promise.all([1, 2, 3].map((quantity) => filled([{ sku, quantity }])));
  await Promise.all(carts.map((cartId) => merge(customerId, cartId)));
  expect((await merge(customerId))?.lines).toEqual([{ sku, quantity: 6 }]);
});

test("a cart is merged by its token alone, and a closed one gives nothing", async () => {
  const [customerId, sku] = [person(), await goods(harness.ctx())];
  const cartId = await filled([{ sku, quantity: 1 }]);
  const stranger = harness.ctx({ type: "customer", customerId, token: harness.ctx().tokens.mint("cart", "cart_other") });
  await expect(Cart.merge(stranger, { customerId, cartId })).rejects.toMatchObject({ code: "cart.not_found" });
  await merge(person(), await filled([]));
  expect(await merge(customerId)).toBeUndefined();
});

test("a cart's limits hold for what is added up", () => {
  const many = Array.from({ length: Cart.mostLines }, (_, index) => ({ sku: `S${index}`, quantity: 60 }));
  const sum = added(many, [
    { sku: "S0", quantity: 60 },
    { sku: "NEW", quantity: 1 },
  ]);
  expect([sum.length, sum[0]?.quantity, sum.some(({ sku }) => sku === "NEW")]).toEqual([Cart.mostLines, Cart.mostOfEach, false]);
});
