import type { Api } from "@souk/core/http";
import { defineRoute, Forbidden, PageQuery, pageOf, Unauthenticated } from "@souk/core/http";
import { type Context, Money, permits, typeIdPattern } from "@souk/core";
import { Shop } from "@souk/shop";
import * as z from "zod";
import * as Catalog from "../catalog.ts";
import { CategoryPath, Prices } from "../product.model.ts";

const everybody = ["public", "guest", "customer", "staff", "service"] as const;
const Country = z
  .string()
  .regex(/^[A-Z]{2}$/)
  .optional()
  .meta({ description: "The market whose prices are shown; the shop's first without one", example: "DE" });

const { prices: _, compareAtPrices: __, ...variant } = Catalog.Variant.shape;
/** A variant with the market's price; staff see the prices of all currencies besides. */
const PricedVariant = z
  .strictObject({
    ...variant,
    price: Money.nullable().meta({ description: "Null where it is not for sale in the market's currency" }),
    compareAt: Money.optional().meta({ description: "What it cost before" }),
    prices: Prices.optional().meta({ description: "For staff" }),
    compareAtPrices: Prices.optional().meta({ description: "For staff" }),
  })
  .meta({ id: "PricedVariant" });
const PricedProduct = z
  .strictObject({ ...Catalog.Product.shape, variants: z.array(PricedVariant), country: z.string(), currency: z.string() })
  .meta({ id: "PricedProduct", description: "Stock is asked of `/v1/inventory` by the variants' SKUs" });

/** Strangers see prices that are a minute old at most; cart and checkout ask the table. */
const shopping = { seconds: 30, staleSeconds: 30 };

const listProducts = defineRoute({
  method: "get",
  path: "/v1/catalog/products",
  cache: shopping,
  operationId: "listProducts",
  summary: "List the products of a category, or all, by title",
  tags: ["Catalog"],
  callers: [...everybody],
  errors: [Shop.NoMarket, Unauthenticated, Forbidden],
  request: {
    query: PageQuery.extend({
      category: CategoryPath.optional().meta({ description: "A category with all below it", example: "kitchen/mugs" }),
      country: Country,
      status: Catalog.Status.default("active").meta({ description: "Drafts and archived products are shown to staff alone" }),
    }),
  },
  responses: {
    200: { description: "A page", content: { "application/json": { schema: pageOf(Catalog.Card).meta({ id: "ProductCards" }) } } },
  },
});

const getProduct = defineRoute({
  method: "get",
  path: "/v1/catalog/products/{handle}",
  cache: shopping,
  operationId: "getProduct",
  summary: "Read a product with the prices of a market",
  description: "Staff see drafts and archived products too, and may ask by id.",
  tags: ["Catalog"],
  callers: [...everybody],
  errors: [Catalog.ProductNotFound, Shop.NoMarket],
  request: {
    params: z.strictObject({ handle: z.string().min(1).max(200).meta({ example: "blue-mug" }) }),
    query: z.strictObject({ country: Country }),
  },
  responses: {
    200: { description: "The product, with its version as `ETag`", content: { "application/json": { schema: PricedProduct } } },
  },
});

const listCategories = defineRoute({
  method: "get",
  path: "/v1/catalog/categories",
  cache: shopping,
  operationId: "listCategories",
  summary: "Read the tree of categories",
  tags: ["Catalog"],
  callers: [...everybody],
  responses: {
    200: {
      description: "The tree",
      content: { "application/json": { schema: z.strictObject({ items: z.array(Catalog.Category) }).meta({ id: "Categories" }) } },
    },
  },
});

/** Shoppers' answers may be kept for a moment; what staff see may not. */
function priced(ctx: Context, product: Catalog.Product, { country, currency }: Shop.Market): z.infer<typeof PricedProduct> {
  const money = (amount: number | undefined) => (amount === undefined ? undefined : { amount, currency });
  const variants = product.variants.map(({ prices, compareAtPrices, ...rest }) => {
    const compareAt = money(compareAtPrices?.[currency]);
    const all = permits(ctx.actor, "catalog.read") ? { prices, ...(compareAtPrices ? { compareAtPrices } : {}) } : {};
    return { ...rest, ...all, price: money(prices[currency]) ?? null, ...(compareAt ? { compareAt } : {}) };
  });
  return { ...product, variants, country, currency };
}

export const addBrowsing = (app: Api) =>
  app
    .openapi(listProducts, async (c) => {
      const ctx = c.get("ctx");
      const { status, country, ...input } = c.req.valid("query");
      const { currency } = await Shop.market(ctx, country);
      if (status !== "active" && !permits(ctx.actor, "catalog.read")) throw ctx.actor.type === "public" ? Unauthenticated() : Forbidden();
      const page =
        status === "active"
          ? await Catalog.list(ctx, { ...input, currency })
          : await Catalog.listStatus(ctx, status, { ...input, currency });
      return c.json(page, 200);
    })
    .openapi(getProduct, async (c) => {
      const ctx = c.get("ctx");
      const { handle } = c.req.valid("param");
      const market = await Shop.market(ctx, c.req.valid("query").country);
      const product = await (typeIdPattern("prod").test(handle) ? Catalog.byId(ctx, handle) : Catalog.byHandle(ctx, handle));
      c.header("ETag", `"${product.version}"`);
      return c.json(priced(ctx, product, market), 200);
    })
    .openapi(listCategories, async (c) => {
      const items = await Catalog.categories(c.get("ctx"));
      return c.json({ items }, 200);
    });
