import { ProductTooLarge } from "./product.error.ts";
import type { Media, Prices, Product, Variant } from "./product.model.ts";
import { titleOf } from "./product.rule.ts";

/** Two pages of 4 KB: one read unit. Keys and ElectroDB's own fields take what is missing to 8 KB. */
const headBytes = 7600;

/** A variant as a row of the head's list: names are said once per product, not once per variant. */
type PackedVariant = [
  sku: string,
  /** Positions of its values in the product's options. */
  choice: number[],
  /** By position in `currencies`; null where it has no price. */
  prices: (number | null)[],
  compareAt: (number | null)[],
  tracked: boolean,
  media: string | null,
  grams: number | null,
  barcode: string | null,
];

export interface Head extends Omit<Product, "variants" | "descriptionHtml" | "media"> {
  currencies: string[];
  packed: PackedVariant[];
  descriptionHtml?: string | undefined;
  media?: Media[] | undefined;
  /** What did not fit lies in the second item. */
  more: boolean;
}

export interface More {
  descriptionHtml?: string | undefined;
  media?: Media[] | undefined;
}

/** The product as one item of at most 8 KB, and a second for the description, then the pictures, where it is too long. */
export function pack(product: Product): { head: Head; more: More | undefined } {
  const { variants, descriptionHtml, media, ...rest } = product;
  const currencies = [
    ...new Set(variants.flatMap(({ prices, compareAtPrices }) => [...Object.keys(prices), ...Object.keys(compareAtPrices ?? {})])),
  ].sort();
  const base = { ...rest, currencies, packed: variants.map((variant) => packVariant(product, currencies, variant)) };
  const choices: { head: Head; more: More | undefined }[] = [
    { head: { ...base, descriptionHtml, media, more: false }, more: undefined },
    { head: { ...base, media, more: true }, more: { descriptionHtml } },
    { head: { ...base, more: true }, more: { descriptionHtml, media } },
  ];
  const fitting = choices.find(({ head }) => storedBytes(head) <= headBytes);
  if (!fitting) throw ProductTooLarge({ bytes: storedBytes(choices.at(-1)?.head), limitBytes: headBytes });
  return fitting;
}

const byCurrency = (currencies: string[], prices: Prices = {}) => currencies.map((currency) => prices[currency] ?? null);

function packVariant({ options }: Product, currencies: string[], variant: Variant): PackedVariant {
  const { sku, prices, compareAtPrices, tracked, media, grams, barcode } = variant;
  const choice = options.map(({ name, values }) => values.indexOf(variant.options[name] ?? ""));
  const compareAt = compareAtPrices ? byCurrency(currencies, compareAtPrices) : [];
  return [sku, choice, byCurrency(currencies, prices), compareAt, tracked, media ?? null, grams ?? null, barcode ?? null];
}

export function unpack(head: Head, more: More | undefined): Product {
  const { packed, currencies, more: _, descriptionHtml, media, ...rest } = head;
  const product = { ...rest, descriptionHtml: descriptionHtml ?? more?.descriptionHtml ?? "", media: media ?? more?.media ?? [] };
  return { ...product, variants: packed.map((row, position) => unpackVariant(head, currencies, row, position)) };
}

const pricesOf = (currencies: string[], list: (number | null)[]): Prices =>
  Object.fromEntries(currencies.flatMap((currency, index) => (typeof list[index] === "number" ? [[currency, list[index]]] : [])));

function unpackVariant({ productId, options: choices }: Head, currencies: string[], row: PackedVariant, position: number): Variant {
  const [sku, choice, prices, compareAt, tracked, media, grams, barcode] = row;
  const options = Object.fromEntries(choices.map(({ name, values }, index) => [name, values[choice[index] ?? -1] ?? ""]));
  return {
    sku,
    options,
    prices: pricesOf(currencies, prices),
    ...(compareAt.length > 0 ? { compareAtPrices: pricesOf(currencies, compareAt) } : {}),
    tracked,
    ...(media === null ? {} : { media }),
    ...(grams === null ? {} : { grams }),
    ...(barcode === null ? {} : { barcode }),
    productId,
    title: titleOf(choices, options),
    position,
  };
}

/**
 * What DynamoDB counts for a value:
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
 */
export function storedBytes(value: unknown): number {
  if (typeof value === "string") return Buffer.byteLength(value);
  if (typeof value === "number") return Math.ceil(String(value).length / 2) + 1;
  if (Array.isArray(value)) return value.reduce((sum: number, entry) => sum + 1 + storedBytes(entry), 3);
  if (typeof value !== "object" || value === null) return 1;
  return Object.entries(value).reduce(
    (sum, [name, entry]) => (entry === undefined ? sum : sum + 1 + Buffer.byteLength(name) + storedBytes(entry)),
    3,
  );
}
