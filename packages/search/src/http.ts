import { authenticate } from "@souk/auth/authenticate";
import { pattern } from "@souk/core";
import { createApi, Cursor, defineRoute, handle, Invalid, PageQuery, pageOf } from "@souk/core/http";
import { Shop } from "@souk/shop";
import * as z from "zod";
import * as Search from "./search.ts";

const everybody = ["public", "guest", "customer", "staff", "service"] as const;
const Country = z
  .string()
  .regex(/^[A-Z]{2}$/)
  .optional()
  .meta({ description: "The market whose prices count; the shop's first without one", example: "DE" });
/** Not coerced: an empty text would count as 0. */
const Amount = z
  .string()
  .regex(/^\d{1,9}$/)
  .transform(Number)
  .meta({ type: "integer" })
  .optional();
const Category = z
  .string()
  .max(200)
  .regex(pattern(String.raw`^[\p{L}\p{M}\p{N}_/-]+$`))
  .optional();

const fresh = { seconds: 15, staleSeconds: 45 };

const findProducts = defineRoute({
  method: "get",
  path: "/v1/search/products",
  operationId: "findProducts",
  summary: "Find products by words, filters and order, with counts of what can be chosen further",
  description:
    "Words may be begun or have a typing mistake. What is found is a moment behind the shop; what is shown is not: a product that was " +
    "taken back is left out, so that a page may be short, and prices are today's.",
  tags: ["Search"],
  cache: fresh,
  callers: [...everybody],
  errors: [Shop.NoMarket],
  request: {
    query: PageQuery.extend({
      q: z.string().max(100).optional().meta({ description: "Words of title, tags, category, vendor, options or SKU", example: "mug" }),
      category: Category.meta({ description: "A category with all below it", example: "kitchen/mugs" }),
      country: Country,
      minPrice: Amount.meta({ description: "Minor units of the market's currency" }),
      maxPrice: Amount.meta({ description: "Minor units of the market's currency" }),
      inStock: z.enum(["true"]).optional().meta({ description: "Only what can be bought now" }),
      option: z
        .union([Search.Choice.transform((choice) => [choice]), z.array(Search.Choice).max(30)])
        .optional()
        .meta({ description: "`Color:Blue`, any number of them", example: ["Color:Blue"], type: "array", items: { type: "string" } }),
      sort: z.enum(Search.sorts).optional().meta({ description: "By relevance where there are words, else the newest first" }),
    }),
  },
  responses: { 200: { description: "A page", content: { "application/json": { schema: Search.Found } } } },
});

const relatedProducts = defineRoute({
  method: "get",
  path: "/v1/search/products/{productId}/related",
  operationId: "findRelatedProducts",
  summary: "Find products of the same category and about the same price",
  tags: ["Search"],
  cache: fresh,
  callers: [...everybody],
  errors: [Shop.NoMarket],
  request: {
    params: z.strictObject({ productId: z.string().max(100) }),
    query: z.strictObject({ country: Country, limit: z.coerce.number().int().min(1).max(24).default(4) }),
  },
  responses: {
    200: {
      description: "The nearest first; none for a product that is not published",
      content: { "application/json": { schema: z.strictObject({ items: z.array(Search.Hit) }).meta({ id: "RelatedProducts" }) } },
    },
  },
});

const listAddresses = defineRoute({
  method: "get",
  path: "/v1/search/addresses",
  operationId: "listProductAddresses",
  summary: "List the handles of all published products, for a sitemap",
  tags: ["Search"],
  cache: { seconds: 60 },
  callers: [...everybody],
  request: { query: z.strictObject({ cursor: Cursor.optional(), limit: z.coerce.number().int().min(1).max(10_000).default(1000) }) },
  responses: {
    200: { description: "A page", content: { "application/json": { schema: pageOf(Search.Address).meta({ id: "ProductAddresses" }) } } },
  },
});

const rebuildSnapshot = defineRoute({
  method: "post",
  path: "/v1/search/rebuild",
  operationId: "rebuildSearch",
  summary: "Make what search knows anew from the products, a part at a time",
  description: "For a snapshot that is suspected to be wrong; events keep it right. `souk catalog reindex` goes through all parts.",
  tags: ["Search"],
  callers: ["staff", "service"],
  permission: "catalog.write",
  request: { query: z.strictObject({ first: z.coerce.number().int().min(0).max(63).default(0) }) },
  responses: {
    200: {
      description: "Done; `next` is the `first` of the next part",
      content: {
        "application/json": {
          schema: z
            .strictObject({ products: z.int(), changed: z.boolean(), next: z.int().nullable() })
            .meta({ id: "RebuiltSearch", example: { products: 42, changed: false, next: 16 } }),
        },
      },
    },
  },
});

const app = createApi();

export const api = app
  .openapi(findProducts, async (c) => {
    const ctx = c.get("ctx");
    const { country, inStock, ...input } = c.req.valid("query");
    if ((input.minPrice ?? 0) > (input.maxPrice ?? Number.POSITIVE_INFINITY))
      throw Invalid({ in: "query", issues: [{ path: "maxPrice", message: "Below minPrice" }] });
    const { currency } = await Shop.market(ctx, country);
    const found = await Search.find(ctx, { ...input, inStock: inStock !== undefined, currency });
    return c.json(found, 200);
  })
  .openapi(relatedProducts, async (c) => {
    const ctx = c.get("ctx");
    const { country, limit } = c.req.valid("query");
    const { currency } = await Shop.market(ctx, country);
    return c.json({ items: await Search.related(ctx, c.req.valid("param").productId, { limit, currency }) }, 200);
  })
  .openapi(listAddresses, async (c) => {
    const { cursor, limit } = c.req.valid("query");
    return c.json(await Search.addresses(c.get("ctx"), cursor, limit), 200);
  })
  .openapi(rebuildSnapshot, async (c) => c.json(await Search.rebuild(c.get("ctx"), c.req.valid("query").first), 200));

export const handler = handle(api, { authenticate });
