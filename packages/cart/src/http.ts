import { authenticate } from "@souk/auth/authenticate";
import { Contended, VersionConflict } from "@souk/core";
import { createApi, defineRoute, findIfMatch, handle, ifMatch, pure } from "@souk/core/http";
import { Shop } from "@souk/shop";
import * as z from "zod";
import * as Cart from "./cart.ts";

const tags: [string] = ["Carts"];
const json = <Schema extends z.ZodType>(schema: Schema) => ({ content: { "application/json": { schema } } });
const params = z.strictObject({ cartId: Cart.CartId });
const lineParams = z.strictObject({ cartId: Cart.CartId, sku: Cart.Sku });
const headers = ifMatch.pick({ "if-match": true });

const create = defineRoute({
  method: "post",
  path: "/v1/carts",
  operationId: "createCart",
  summary: "Open a cart",
  tags,
  callers: ["public", "guest", "customer", "staff", "service"],
  errors: [Shop.NoMarket, Cart.NotForSale, Cart.CartFull],
  idempotency: "accepted",
  request: {
    body: {
      required: true,
      ...json(
        z
          .strictObject({ country: Cart.Country.optional(), lines: z.array(Cart.Line).max(Cart.mostLines).optional() })
          .meta({ id: "NewCart", example: { country: "DE", lines: [{ sku: "MUG-BLUE", quantity: 2 }] } }),
      ),
    },
  },
  responses: {
    201: {
      description: "The cart, with the token that proves it: send it as `Souk-Token`",
      ...json(
        z
          .strictObject({ ...Cart.Info.shape, token: z.string() })
          .meta({ id: "CreatedCart", example: { ...Cart.example, token: "c2VuZCB0aGlzIGJhY2sgYXMgU291ay1Ub2tlbg" } }),
      ),
    },
  },
});

const get = defineRoute({
  method: "get",
  path: "/v1/carts/{cartId}",
  cache: "none",
  operationId: "getCart",
  summary: "Read a cart with today's prices and stock",
  tags,
  callers: ["guest", "customer", "staff", "service"],
  permission: "customer.read",
  errors: [Cart.CartNotFound],
  request: { params },
  responses: { 200: { description: "The cart", ...json(Cart.View) } },
});

const move = defineRoute({
  method: "patch",
  path: "/v1/carts/{cartId}",
  operationId: "moveCart",
  summary: "Buy in another market, at its prices",
  tags,
  callers: ["guest", "customer", "staff", "service"],
  permission: "customer.write",
  errors: [Cart.CartNotFound, Cart.CartClosed, VersionConflict, Shop.NoMarket],
  idempotency: "accepted",
  request: {
    params,
    headers: ifMatch,
    body: { required: true, ...json(z.strictObject({ country: Cart.Country }).meta({ example: { country: "US" } })) },
  },
  responses: { 200: { description: "The cart", ...json(Cart.Info) } },
});

const put = defineRoute({
  method: "put",
  path: "/v1/carts/{cartId}/lines/{sku}",
  operationId: "setCartLine",
  summary: "Set how many of a SKU are in a cart; 0 takes it out",
  tags,
  callers: ["guest", "customer", "staff", "service"],
  permission: "customer.write",
  errors: [Cart.CartNotFound, Cart.CartClosed, VersionConflict, Cart.NotForSale, Cart.CartFull],
  request: {
    params: lineParams,
    headers,
    body: { required: true, ...json(z.strictObject({ quantity: z.int().min(0).max(Cart.mostOfEach) }).meta({ example: { quantity: 2 } })) },
  },
  responses: { 200: { description: "The cart", ...json(Cart.Info) } },
});

const remove = defineRoute({
  method: "delete",
  path: "/v1/carts/{cartId}/lines/{sku}",
  operationId: "removeCartLine",
  summary: "Take a SKU out of a cart",
  tags,
  callers: ["guest", "customer", "staff", "service"],
  permission: "customer.write",
  errors: [Cart.CartNotFound, Cart.CartClosed, VersionConflict],
  request: { params: lineParams, headers },
  responses: { 200: { description: "The cart", ...json(Cart.Info) } },
});

const mergeCarts = defineRoute({
  method: "post",
  path: "/v1/carts/merge",
  operationId: "mergeCarts",
  summary: "Read the cart of who signed in, with what they put into another before",
  description: "Send the other cart's token as `Souk-Token`. Its lines are added to the customer's own, and it is closed.",
  tags,
  callers: ["customer"],
  errors: [Cart.CartNotFound, Contended],
  request: {
    body: {
      required: true,
      ...json(z.strictObject({ cartId: Cart.CartId.optional() }).meta({ id: "CartMerge", example: { cartId: Cart.example.cartId } })),
    },
  },
  responses: {
    200: {
      description: "The customer's cart with the token that proves it, or none",
      ...json(
        z
          .strictObject({ cart: Cart.Info.optional(), token: z.string().optional() })
          .meta({ id: "MergedCart", example: { cart: Cart.example, token: "c2VuZCB0aGlzIGJhY2sgYXMgU291ay1Ub2tlbg" } }),
      ),
    },
  },
});

const tagOf = ({ version }: { version: number }) => `"${version}"`;

const app = createApi()
  .openapi(create, async (c) => {
    const input = c.req.valid("json");
    const cart = await pure(c, input, (ctx) => Cart.create(ctx, input));
    // Derived, never stored: not in the answer that the key replays, but minted for it each time.
    return c.json({ ...cart, token: c.get("ctx").tokens.mint("cart", cart.cartId) }, 201, { ETag: tagOf(cart) });
  })
  .openapi(get, async (c) => {
    const cart = await Cart.view(c.get("ctx"), c.req.valid("param").cartId);
    return c.json(cart, 200, { ETag: tagOf(cart) });
  })
  .openapi(move, async (c) => {
    const input = { ...c.req.valid("param"), ...c.req.valid("json"), version: findIfMatch(c) };
    const cart = await pure(c, input, (ctx) => Cart.moveTo(ctx, input));
    return c.json(cart, 200, { ETag: tagOf(cart) });
  })
  .openapi(put, async (c) => {
    const cart = await Cart.setLine(c.get("ctx"), { ...c.req.valid("param"), ...c.req.valid("json"), version: findIfMatch(c) });
    return c.json(cart, 200, { ETag: tagOf(cart) });
  })
  .openapi(remove, async (c) => {
    const cart = await Cart.setLine(c.get("ctx"), { ...c.req.valid("param"), quantity: 0, version: findIfMatch(c) });
    return c.json(cart, 200, { ETag: tagOf(cart) });
  });

app.openapi(mergeCarts, async (c) => {
  const ctx = c.get("ctx");
  // The route lets nobody else in.
  const customerId = ctx.actor.type === "customer" ? ctx.actor.customerId : "";
  const cart = await Cart.merge(ctx, { customerId, ...c.req.valid("json") });
  return c.json(cart ? { cart, token: ctx.tokens.mint("cart", cart.cartId) } : {}, 200);
});

export const api = app;
export const handler = handle(api, { authenticate });
