import { Currency, Money, pattern, typeIdPattern } from "@souk/core";
import * as z from "zod";

/** Words of letters and digits of any script, lower case, joined by hyphens: `blue-mug`, `größe-xl`. */
const slug = String.raw`[\p{Ll}\p{Lo}\p{M}\p{N}_]+(?:-+[\p{Ll}\p{Lo}\p{M}\p{N}_]+)*`;

export const ProductId = z.string().regex(typeIdPattern("prod")).meta({ example: "prod_01h455vb4pex5vsknk084sn02q" });
export const Handle = z
  .string()
  .max(200)
  .regex(pattern(`^${slug}$`))
  .refine((handle) => !typeIdPattern("prod").test(handle), "A product's id is not a handle")
  .meta({ example: "blue-mug" });
/** No comma, since lists of SKUs stand in queries. */
export const Sku = z
  .string()
  .max(64)
  .regex(pattern(String.raw`^[^\s,\p{C}]+(?: [^\s,\p{C}]+)*$`))
  .meta({ example: "MUG-BLUE-L" });
export const CategoryPath = z
  .string()
  .max(200)
  .regex(pattern(`^${slug}(?:/${slug}){0,3}$`))
  .meta({ description: "Slugs from the root, at most four", example: "kitchen/mugs" });
export const Status = z.enum(["draft", "active", "archived"]);
export type Status = z.infer<typeof Status>;

const Amount = z.int().min(0).max(1_000_000_000);
const text = (max: number) => z.string().trim().min(1).max(max);

/** A path on the shop's own site, or an https address. */
const Source = z
  .string()
  .max(500)
  .refine(
    (src) => /^\/(?!\/)\S*$/.test(src) || (src.startsWith("https://") && !/\s/.test(src) && URL.canParse(src)),
    "Not a path or an https address",
  );
export const Media = z.strictObject({
  src: Source.meta({ example: "/demo/blue-mug.avif" }),
  alt: z.string().max(500),
  width: z.int().min(1).max(20_000).optional(),
  height: z.int().min(1).max(20_000).optional(),
  source: Source.optional().meta({
    description: "Where it was fetched from: until then its `src` is that address, and a shop draws something in its place",
  }),
});
export type Media = z.infer<typeof Media>;

/** Whether a picture's `src` is to be fetched before a shop can show it. */
export const liesElsewhere = (src: string): boolean => src.startsWith("https://");

export const Option = z
  .strictObject({ name: text(60), values: z.array(text(100)).min(1).max(100) })
  .meta({ example: { name: "Color", values: ["Blue"] } });
export type Option = z.infer<typeof Option>;

export const Prices = z.record(Currency, Amount).meta({ description: "Minor units by currency", example: { EUR: 1990, USD: 2190 } });
export type Prices = z.infer<typeof Prices>;

const variant = {
  sku: Sku,
  options: z
    .record(z.string(), z.string())
    .default({})
    .meta({ description: "A value for each of the product's options", example: { Color: "Blue" } }),
  prices: Prices,
  compareAtPrices: Prices.optional().meta({ description: "What it cost before" }),
  tracked: z.boolean().default(true).meta({ description: "Whether it can sell out" }),
  media: Source.optional().meta({ description: "The `src` of its picture among the product's" }),
  grams: z.int().min(0).max(10_000_000).optional(),
  barcode: text(60).optional(),
};
export const NewVariant = z.strictObject(variant);
export type NewVariant = z.infer<typeof NewVariant>;

const body = {
  title: text(255),
  descriptionHtml: z.string().max(60_000).default("").meta({ description: "Sanitized by an allow-list" }),
  vendor: text(255).optional(),
  tags: z.array(text(100)).max(50).default([]),
  category: CategoryPath,
  options: z.array(Option).max(3).default([]),
  media: z.array(Media).max(100).default([]),
};

export const NewProduct = z
  .strictObject({
    handle: Handle,
    ...body,
    status: z.enum(["draft", "active"]).default("draft"),
    categoryNames: z
      .array(text(100))
      .max(4)
      .optional()
      .meta({ description: "How the categories of the path are called, where they are new" }),
    variants: z.array(NewVariant).min(1).max(100),
  })
  .meta({
    id: "NewProduct",
    example: {
      handle: "blue-mug",
      title: "Blue mug",
      descriptionHtml: "<p>Holds a quarter of a liter.</p>",
      tags: ["gift"],
      category: "kitchen/mugs",
      options: [{ name: "Size", values: ["Small", "Large"] }],
      media: [{ src: "/demo/blue-mug.avif", alt: "A blue mug" }],
      status: "active",
      variants: [
        { sku: "MUG-S", options: { Size: "Small" }, prices: { EUR: 1490, USD: 1590 } },
        { sku: "MUG-L", options: { Size: "Large" }, prices: { EUR: 1990, USD: 2190 } },
      ],
    },
  });
export type NewProduct = z.infer<typeof NewProduct>;

/** Null takes the price of that currency away. */
const PriceChanges = z.record(Currency, Amount.nullable());
export const ProductPatch = z
  .strictObject({
    handle: Handle.optional(),
    title: body.title.optional(),
    descriptionHtml: z.string().max(60_000).optional(),
    vendor: body.vendor.nullable(),
    tags: z.array(text(100)).max(50).optional(),
    category: CategoryPath.optional(),
    categoryNames: z.array(text(100)).max(4).optional(),
    options: z.array(Option).max(3).optional(),
    media: z.array(Media).max(100).optional(),
    variants: z.array(NewVariant).min(1).max(100).optional().meta({ description: "All variants anew" }),
    prices: z
      .array(z.strictObject({ sku: Sku, prices: PriceChanges.optional(), compareAtPrices: PriceChanges.optional() }))
      .max(100)
      .optional()
      .meta({ description: "Prices of some variants in some currencies; null takes one away" }),
  })
  .meta({
    id: "ProductPatch",
    example: { title: "Blue mug, large", prices: [{ sku: "MUG-L", prices: { EUR: 1790 }, compareAtPrices: { EUR: 1990 } }] },
  });
export type ProductPatch = z.infer<typeof ProductPatch>;

export const Variant = z.strictObject({ ...variant, productId: ProductId, title: z.string(), position: z.int() }).meta({ id: "Variant" });
export type Variant = z.infer<typeof Variant>;

export const Product = z
  .strictObject({
    productId: ProductId,
    handle: Handle,
    ...body,
    status: Status,
    version: z.int(),
    createdAt: z.string(),
    updatedAt: z.string(),
    publishedAt: z.string().optional(),
    variants: z.array(Variant),
  })
  .meta({ id: "Product" });
export type Product = z.infer<typeof Product>;

/** What a command on a product answers. */
export const ProductRef = z
  .strictObject({ productId: ProductId, handle: Handle, status: Status, version: z.int().meta({ description: "For the next `If-Match`" }) })
  .meta({ id: "ProductRef", example: { productId: "prod_01h455vb4pex5vsknk084sn02q", handle: "blue-mug", status: "active", version: 3 } });
export type ProductRef = z.infer<typeof ProductRef>;

/** What a cart and an order line need to know of a variant. */
export interface Sellable {
  sku: string;
  productId: string;
  handle: string;
  productTitle: string;
  title: string;
  options: Record<string, string>;
  prices: Record<string, number>;
  compareAtPrices?: Record<string, number> | undefined;
  tracked: boolean;
  /** Whether its product is published. */
  active: boolean;
  media?: string | undefined;
}

/** A product in a list. */
export const Card = z
  .strictObject({
    productId: ProductId,
    handle: Handle,
    title: z.string(),
    price: Money.meta({ description: "The lowest of its variants; 0 for a draft that has none in the currency" }),
    priceVaries: z.boolean(),
    compareAt: Money.optional(),
    media: Media.pick({ src: true, alt: true }).optional(),
  })
  .meta({ id: "ProductCard" });
export type Card = z.infer<typeof Card>;

export interface Category {
  path: string;
  name: string;
  count: number;
  children: Category[];
}
export const Category: z.ZodType<Category> = z
  .strictObject({
    path: CategoryPath,
    name: z.string(),
    count: z.int().meta({ description: "Published products in it and below" }),
    get children() {
      return z.array(Category);
    },
  })
  .meta({ id: "Category", example: { path: "kitchen", name: "Kitchen", count: 12, children: [] } });
