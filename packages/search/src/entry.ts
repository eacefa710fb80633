import type { Catalog } from "@souk/catalog";
import { createHash } from "node:crypto";
import { gunzipSync, gzipSync } from "node:zlib";

/** In one currency: the lowest price, whether other variants cost more, and what it cost before. */
interface Offer {
  from: number;
  varies?: true;
  was?: number;
}

/** What finding needs to know of a published product. All of it is said by the product and its stock: nothing is remembered here alone. */
export interface Entry {
  productId: string;
  version: number;
  handle: string;
  title: string;
  category: string;
  tags: string[];
  vendor?: string;
  skus: string[];
  options: Catalog.Option[];
  offers: Record<string, Offer>;
  picture?: string;
  publishedAt: string;
  updatedAt: string;
  /** No variant of it can be bought now. */
  soldOut?: true;
}

/**
 * So many rows hold a shop's products. One row's change costs 1 write unit for a hundred products, 3 for a thousand, 18 for ten
 * thousand, twice that in its transaction; and the rows of a hundred thousand are still below DynamoDB's 400 KB.
 */
export const shardCount = 64;

/** The row that a product's entry lies in, for good. */
export const shardOf = (productId: string): number => (createHash("sha256").update(productId).digest()[0] ?? 0) % shardCount;

/** Undefined for a product that nobody but staff may see. */
export function entryOf(product: Catalog.Product, card: ReturnType<typeof Catalog.cardOf>, soldOut: boolean): Entry | undefined {
  const { productId, version, handle, title, category, tags, vendor, variants, options, status, updatedAt } = product;
  if (status !== "active") return undefined;
  return {
    productId,
    version,
    handle,
    title,
    category,
    tags,
    ...(vendor === undefined ? {} : { vendor }),
    skus: variants.map(({ sku }) => sku),
    options: sold(options, variants),
    offers: card.offers,
    ...(card.media ? { picture: card.media.src } : {}),
    publishedAt: product.publishedAt ?? product.createdAt,
    updatedAt,
    ...(soldOut ? { soldOut: true as const } : {}),
  };
}

/** An option's values that some variant has. */
const sold = (options: Catalog.Option[], variants: Catalog.Variant[]): Catalog.Option[] =>
  options.map(({ name, values }) => ({
    name,
    values: values.filter((value) => variants.some((variant) => variant.options[name] === value)),
  }));

/** Fields in the order of their names: the same entries make the same bytes, whoever wrote them and however DynamoDB gave them back. */
const ordered = (_: string, value: unknown): unknown =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;

export function encode(entries: Entry[]): Uint8Array {
  const sorted = [...entries].sort((a, b) => (a.productId < b.productId ? -1 : 1));
  return gzipSync(JSON.stringify(sorted, ordered), { level: 9 });
}

/** The row's text: two snapshots are equal when these are. */
export const textOf = (body: Uint8Array): string => gunzipSync(body).toString("utf8");

export const decode = (body: Uint8Array): Entry[] => JSON.parse(textOf(body)) as Entry[];
