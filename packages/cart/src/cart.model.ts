import { Currency, typeIdPattern } from "@souk/core";
import * as z from "zod";

export const mostLines = 50;
export const mostOfEach = 99;
export const keptSeconds = 30 * 24 * 3600;

export const CartId = z.string().regex(typeIdPattern("cart")).meta({ example: "cart_01h455vb4pex5vsknk084sn02q" });
export const Sku = z.string().trim().min(1).max(120).meta({ example: "MUG-BLUE" });
export const Country = z
  .string()
  .regex(/^[A-Z]{2}$/, "Two capital letters, as in ISO 3166-1")
  .meta({ example: "DE" });

export const Line = z
  .strictObject({ sku: Sku, quantity: z.int().min(1).max(mostOfEach) })
  .meta({ id: "CartLine", example: { sku: "MUG-BLUE", quantity: 2 } });
export type Line = z.infer<typeof Line>;

export const example = {
  cartId: "cart_01h455vb4pex5vsknk084sn02q",
  country: "DE",
  currency: "EUR",
  status: "open" as const,
  lines: [{ sku: "MUG-BLUE", quantity: 2 }],
  version: 2,
  expiresAt: "2026-12-21T10:00:00.000Z",
};

/** What is kept: SKUs and quantities. Prices are the catalog's of the moment. */
export const Info = z
  .strictObject({
    cartId: CartId,
    country: Country.meta({ description: "The market that it buys in" }),
    currency: Currency,
    status: z.enum(["open", "closed"]).meta({ description: "Closed once it was placed as an order" }),
    lines: z.array(Line),
    version: z.int(),
    expiresAt: z.string(),
  })
  .meta({ id: "Cart", example });
export type Info = z.infer<typeof Info>;

const Amount = z.int().meta({ description: "Minor units of the cart's currency" });

export const ViewLine = z
  .strictObject({
    ...Line.shape,
    productId: z.string().optional(),
    handle: z.string().optional(),
    title: z.string().optional(),
    variant: z.string().optional(),
    options: z.record(z.string(), z.string()).optional(),
    media: z.string().optional(),
    unitPrice: Amount.optional(),
    amount: Amount,
    available: z.int().nullable().meta({ description: "How many are left, at most 99 is told; null when it never runs out" }),
    problem: z.enum(["not_for_sale", "out_of_stock"]).optional().meta({ description: "Why the line cannot be bought as it is" }),
  })
  .meta({ id: "CartViewLine" });
export type ViewLine = z.infer<typeof ViewLine>;

/** A cart as a page shows it, with today's prices and stock. */
export const View = z
  .strictObject({
    ...Info.shape,
    lines: z.array(ViewLine),
    itemCount: z.int(),
    subtotal: Amount.meta({ description: "What can be sold, before shipping" }),
    taxIncluded: z.boolean().meta({ description: "Whether these prices include tax" }),
  })
  .meta({
    id: "CartView",
    example: {
      ...example,
      lines: [
        {
          sku: "MUG-BLUE",
          quantity: 2,
          productId: "prod_01h455vb4pex5vsknk084sn02q",
          handle: "stoneware-mug",
          title: "Stoneware mug",
          variant: "Blue",
          options: { Color: "Blue" },
          media: "/demo/stoneware-mug.avif",
          unitPrice: 1900,
          amount: 3800,
          available: 12,
        },
      ],
      itemCount: 2,
      subtotal: 3800,
      taxIncluded: true,
    },
  });
export type View = z.infer<typeof View>;

/** What the catalog tells of a SKU; absent when there is none. */
interface Sellable {
  productId: string;
  handle: string;
  productTitle: string;
  title: string;
  options: Record<string, string>;
  prices: Record<string, number>;
  tracked: boolean;
  active: boolean;
  media?: string | undefined;
}

/** The price at which a SKU is sold in a currency; undefined when it is not. */
export const priceIn = (sellable: Pick<Sellable, "active" | "prices"> | undefined, currency: string): number | undefined =>
  sellable?.active ? sellable.prices[currency] : undefined;

/** A line with its price and what stands in its way. `left` is undefined where a tracked SKU has no level: none is left. */
export function viewLine({ sku, quantity }: Line, sellable: Sellable | undefined, currency: string, left: number | undefined): ViewLine {
  if (!sellable) return { sku, quantity, amount: 0, available: null, problem: "not_for_sale" };
  const { productId, handle, productTitle, title, options, tracked, media } = sellable;
  const unitPrice = priceIn(sellable, currency);
  const available = tracked ? Math.min(left ?? 0, mostOfEach) : null;
  const known = {
    sku,
    quantity,
    productId,
    handle,
    title: productTitle,
    variant: title,
    options,
    ...(media === undefined ? {} : { media }),
    available,
  };
  if (unitPrice === undefined) return { ...known, amount: 0, problem: "not_for_sale" };
  const short = available !== null && available < quantity;
  return { ...known, unitPrice, amount: unitPrice * quantity, ...(short ? { problem: "out_of_stock" as const } : {}) };
}
