import { ProductInvalid } from "./product.error.ts";
import type { NewVariant, Option, Prices, Product, Sellable, Variant } from "./product.model.ts";

interface Issue {
  path: string;
  message: string;
}

/** `Blue / Large`; empty for the only variant of a product without options. */
export const titleOf = (options: Option[], chosen: Record<string, string>): string =>
  options.map(({ name }) => chosen[name] ?? "").join(" / ");

/** Tells variants of one product apart by what a shopper chooses. */
export const choiceOf = (options: Option[], chosen: Record<string, string>): string =>
  JSON.stringify(options.map(({ name }) => chosen[name] ?? ""));

export function toVariants(productId: string, options: Option[], given: NewVariant[]): Variant[] {
  return given.map((variant, position) => ({ ...variant, productId, title: titleOf(options, variant.options), position }));
}

/** Throws `catalog.product_invalid` with every reason why options and variants do not fit together. */
export function assertFits({ options, variants }: Pick<Product, "options" | "variants">): void {
  const issues = [
    ...optionIssues(options),
    ...variants.flatMap((variant, index) => variantIssues(options, variant, index)),
    ...twiceIssues(options, variants),
  ];
  if (issues.length > 0) throw ProductInvalid({ issues });
}

const repeated = (values: string[]) => values.flatMap((value, index) => (values.indexOf(value) < index ? [index] : []));

function optionIssues(options: Option[]): Issue[] {
  const names = repeated(options.map(({ name }) => name)).map((index) => ({
    path: `options.${index}.name`,
    message: "There is another option of this name",
  }));
  const values = options.flatMap(({ values: list }, index) =>
    repeated(list).map((at) => ({ path: `options.${index}.values.${at}`, message: "The option has this value already" })),
  );
  return [...names, ...values];
}

function variantIssues(options: Option[], variant: Variant, index: number): Issue[] {
  const path = `variants.${index}.options`;
  const chosen = options.flatMap(({ name, values }) => {
    const value = variant.options[name];
    return value !== undefined && values.includes(value) ? [] : [{ path: `${path}.${name}`, message: "Not one of the option's values" }];
  });
  const unknown = Object.keys(variant.options).filter((name) => !options.some((option) => option.name === name));
  return [...chosen, ...unknown.map((name) => ({ path: `${path}.${name}`, message: "The product has no such option" }))];
}

function twiceIssues(options: Option[], variants: Variant[]): Issue[] {
  const skus = repeated(variants.map(({ sku }) => sku)).map((index) => ({
    path: `variants.${index}.sku`,
    message: "Another variant has this SKU",
  }));
  const choices = repeated(variants.map((variant) => choiceOf(options, variant.options)));
  return [
    ...skus,
    ...choices.map((index) => ({ path: `variants.${index}.options`, message: "Another variant has the same option values" })),
  ];
}

export function toSellable(product: Product, variant: Variant): Sellable {
  const { sku, title, options, prices, compareAtPrices, tracked } = variant;
  const media = variant.media ?? product.media[0]?.src;
  return {
    sku,
    productId: product.productId,
    handle: product.handle,
    productTitle: product.title,
    title,
    options,
    prices,
    ...(compareAtPrices ? { compareAtPrices } : {}),
    tracked,
    active: product.status === "active",
    ...(media === undefined ? {} : { media }),
  };
}

/** In one currency: the lowest price, whether there are others, and what the cheapest variant cost before. */
export interface Offer {
  from: number;
  varies?: true;
  was?: number;
}

export interface CardInfo {
  productId: string;
  handle: string;
  title: string;
  offers: Record<string, Offer>;
  media?: { src: string; alt: string };
}

export function toCard({ productId, handle, title, variants, media: [first] }: Product): CardInfo {
  const currencies = [...new Set(variants.flatMap(({ prices }) => Object.keys(prices)))].sort();
  const offers = Object.fromEntries(currencies.map((currency) => [currency, offerOf(variants, currency)]));
  return { productId, handle, title, offers, ...(first ? { media: { src: first.src, alt: first.alt } } : {}) };
}

function offerOf(variants: Variant[], currency: string): Offer {
  const offered = variants.filter(({ prices }) => prices[currency] !== undefined);
  const from = Math.min(...offered.map(({ prices }) => prices[currency] ?? 0));
  const varies = offered.some(({ prices }) => prices[currency] !== from);
  const was = offered.find(({ prices, compareAtPrices }) => prices[currency] === from && (compareAtPrices?.[currency] ?? 0) > from)
    ?.compareAtPrices?.[currency];
  return { from, ...(varies ? { varies: true } : {}), ...(was === undefined ? {} : { was }) };
}

export const hasPrice = ({ variants }: Pick<Product, "variants">): boolean => variants.some(({ prices }) => Object.keys(prices).length > 0);

/** `a/b/c` stands in `a`, `a/b` and `a/b/c`. */
export function ancestry(path: string): string[] {
  const parts = path.split("/");
  return parts.map((_, index) => parts.slice(0, index + 1).join("/"));
}

/** Where a product is listed: a published one in its categories and among all; the others with their like, for staff. */
export function placesOf({ status, category }: Pick<Product, "status" | "category">): string[] {
  return status === "active" ? ["*", ...ancestry(category)] : [`*${status}`];
}

/** Lists are sorted by title, whatever its case and accents. */
export const sortable = (title: string): string =>
  title
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()
    .slice(0, 40);

/** How a category is called when nobody said: `garden-tools` is "Garden tools". */
export function nameOf(path: string): string {
  const words = (path.split("/").at(-1) ?? path).replace(/[-_]+/g, " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Applies changes by currency; null takes a price away. */
export function mergePrices(prices: Prices | undefined, changes: Record<string, number | null> | undefined): Prices {
  const merged = Object.entries({ ...prices, ...changes }).filter((entry): entry is [string, number] => entry[1] !== null);
  return Object.fromEntries(merged);
}

/** Equal texts mean equal values: DynamoDB gives the fields of a map back in any order. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, entry: unknown) =>
    typeof entry === "object" && entry !== null && !Array.isArray(entry)
      ? Object.fromEntries(Object.entries(entry).sort(([a], [b]) => (a < b ? -1 : 1)))
      : entry,
  );
}
