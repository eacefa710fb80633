import type { Remark } from "./import.model.ts";

/** What a file may say, and under which names: Shopify's older export, its newer template, and what others write. */
const names = {
  handle: ["handle", "url handle"],
  title: ["title"],
  body: ["body (html)", "body html", "body", "description"],
  vendor: ["vendor"],
  type: ["type", "product type", "custom product type"],
  productCategory: ["product category", "standard product type", "standardized product type"],
  tags: ["tags"],
  published: ["published", "published on online store"],
  status: ["status"],
  option1Name: ["option1 name"],
  option1Value: ["option1 value"],
  option2Name: ["option2 name"],
  option2Value: ["option2 value"],
  option3Name: ["option3 name"],
  option3Value: ["option3 value"],
  sku: ["variant sku", "sku"],
  grams: ["variant grams", "weight value (grams)"],
  tracker: ["variant inventory tracker", "inventory tracker"],
  quantity: ["variant inventory qty", "variant inventory quantity", "inventory quantity", "inventory qty"],
  policy: ["variant inventory policy", "inventory policy", "continue selling when out of stock"],
  price: ["variant price", "price"],
  compareAt: ["variant compare at price", "variant compare-at price", "compare-at price", "compare at price"],
  barcode: ["variant barcode", "barcode"],
  imageSrc: ["image src", "product image url", "image url"],
  imagePosition: ["image position"],
  imageAlt: ["image alt text"],
  variantImage: ["variant image", "variant image url"],
  giftCard: ["gift card"],
} as const;
export type Field = keyof typeof names;

/** Known, and of no use here. */
const ignored = new Set([
  "variant fulfillment service",
  "fulfillment service",
  "variant requires shipping",
  "requires shipping",
  "variant taxable",
  "charge tax",
  "variant tax code",
  "tax code",
  "cost per item",
  "variant cost",
  "variant weight unit",
  "weight unit for display",
  "weight unit",
  "seo title",
  "seo description",
  "collection",
  "template suffix",
  "unit price total measure",
  "unit price total measure unit",
  "unit price base measure",
  "unit price base measure unit",
]);
const ignoredPattern =
  /^google shopping \/|^option[123] linked to$|^(included|price|compare[- ]at price|published|status) \/ |\(product\.metafields\.|^metafield:/;

const byName = new Map<string, Field>(
  Object.entries(names).flatMap(([field, list]) => list.map((name) => [name, field as Field] as const)),
);
/** Souk's own: `Variant Price USD` beside `Variant Price`. */
const ofCurrency = /^(?:variant )?(price|compare[- ]at price) ([a-z]{3})$/;

export interface Columns {
  fields: Map<Field, number>;
  /** By currency. */
  prices: Map<string, number>;
  compareAt: Map<string, number>;
  /** As the file calls it, for reports. */
  nameOf(field: Field): string;
  header: string[];
}

/** Finds the columns by name, in any case and order. An unknown one is named once; of two alike the first counts. */
export function findColumns(header: string[], currencies: string[]): { columns: Columns; warnings: Remark[] } {
  const fields = new Map<Field, number>();
  const prices = new Map<string, number>();
  const compareAt = new Map<string, number>();
  const warnings: Remark[] = [];
  const warn = (column: string, reason: string) => warnings.push({ line: 1, column, reason });
  header.forEach((given, index) => {
    const name = given.toLowerCase().replace(/\s+/g, " ");
    const field = byName.get(name);
    const [, kind, currency] = ofCurrency.exec(name) ?? [];
    if (field && !fields.has(field)) fields.set(field, index);
    else if (field) warn(given, `Not imported: "${header[fields.get(field) ?? 0]}" says the same`);
    else if (kind && currency) priceColumn(kind, currency.toUpperCase(), index);
    else if (name !== "" && !ignored.has(name) && !ignoredPattern.test(name)) warn(given, "Not imported: the column is not known");
  });
  function priceColumn(kind: string, currency: string, index: number): void {
    if (!currencies.includes(currency)) return void warn(header[index] ?? "", `Not imported: the shop does not sell in ${currency}`);
    (kind === "price" ? prices : compareAt).set(currency, index);
  }
  const nameOf = (field: Field) => header[fields.get(field) ?? -1] ?? field;
  return { columns: { fields, prices, compareAt, nameOf, header }, warnings };
}

export const cell = (columns: Columns, cells: string[], field: Field): string => cells[columns.fields.get(field) ?? -1]?.trim() ?? "";
