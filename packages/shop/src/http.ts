import { authenticate } from "@souk/auth/authenticate";
import { createApi, defineRoute, findIfMatch, handle, ifMatch, pure } from "@souk/core/http";
import { VersionConflict } from "@souk/core";
import * as Shop from "./shop.ts";

const shop = (description: string) => ({ 200: { description, content: { "application/json": { schema: Shop.Info } } } });

const getShop = defineRoute({
  method: "get",
  path: "/v1/shop",
  cache: { seconds: 60 },
  operationId: "getShop",
  summary: "Read the shop's name, currencies and markets",
  tags: ["Shop"],
  callers: ["public", "guest", "customer", "staff", "service"],
  responses: shop("The shop, with its version as `ETag`"),
});

const saveShop = defineRoute({
  method: "put",
  path: "/v1/shop",
  operationId: "saveShop",
  summary: "Save all of the shop's settings",
  description: "Every function keeps the settings for up to a minute.",
  tags: ["Shop"],
  callers: ["staff", "service"],
  permission: "shop.write",
  errors: [VersionConflict],
  idempotency: "accepted",
  request: { headers: ifMatch, body: { required: true, content: { "application/json": { schema: Shop.Settings } } } },
  responses: shop("The shop as saved"),
});

const app = createApi();

export const api = app
  .openapi(getShop, async (c) => {
    const info = await Shop.get(c.get("ctx"));
    c.header("ETag", `"${info.version}"`);
    return c.json(info, 200);
  })
  .openapi(saveShop, async (c) => {
    const settings = c.req.valid("json");
    const expected = findIfMatch(c);
    const info = await pure(c, { settings, expected }, (ctx) => Shop.save(ctx, settings, expected));
    c.header("ETag", `"${info.version}"`);
    return c.json(info, 200);
  });

export const handler = handle(api, { authenticate });
