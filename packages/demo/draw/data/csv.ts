import { categories } from "../catalog/all.ts";
import type { Category, Choice, Product, Size } from "../catalog/product.ts";
import { seeded } from "../ink/random.ts";
import { shotName, shotsOf } from "../shots.ts";

const COLUMNS = [
  "Handle",
  "Title",
  "Body (HTML)",
  "Vendor",
  "Product Category",
  "Type",
  "Tags",
  "Published",
  "Option1 Name",
  "Option1 Value",
  "Option2 Name",
  "Option2 Value",
  "Option3 Name",
  "Option3 Value",
  "Variant SKU",
  "Variant Grams",
  "Variant Inventory Tracker",
  "Variant Inventory Qty",
  "Variant Inventory Policy",
  "Variant Fulfillment Service",
  "Variant Price",
  "Variant Compare At Price",
  "Variant Requires Shipping",
  "Variant Taxable",
  "Variant Barcode",
  "Image Src",
  "Image Position",
  "Image Alt Text",
  "Gift Card",
  "SEO Title",
  "SEO Description",
  "Variant Image",
  "Variant Weight Unit",
  "Status",
  // Not of Shopify: the importer reads further currencies from columns named so.
  "Variant Price USD",
  "Variant Compare At Price USD",
] as const;

type Row = Partial<Record<(typeof COLUMNS)[number], string>>;

export interface Variant {
  readonly sku: string;
  readonly choice?: Choice;
  readonly size?: Size;
  readonly price: number;
  readonly usd: number;
  readonly grams: number;
  readonly stock: number;
}

export function imagePath(name: string): string {
  return `/demo/${name}.webp`;
}

function cents(amount: number): string {
  return (amount / 100).toFixed(2);
}

/** Twenty to eighty of each, the same at every run. */
function usualStock(sku: string): number {
  return 20 + Math.floor(seeded(`stock ${sku}`)() * 61);
}

export function variantsOf(product: Product): readonly Variant[] {
  const choices: readonly (Choice | undefined)[] = product.option?.choices ?? [undefined];
  const sizes: readonly (Size | undefined)[] = product.sizes?.values ?? [undefined];
  return choices.flatMap((choice) =>
    sizes.map((size) => {
      const sku = [product.handle.toUpperCase(), choice?.code, size?.code].filter((part) => part !== undefined).join("-");
      return {
        sku,
        ...(choice ? { choice } : {}),
        ...(size ? { size } : {}),
        price: size?.price ?? product.price,
        usd: size?.usd ?? product.usd,
        grams: size?.grams ?? product.grams,
        stock: size?.stock ?? choice?.stock ?? product.stock ?? usualStock(sku),
      };
    }),
  );
}

function bodyHtml(product: Product): string {
  return `<p>${product.body}</p><ul>${product.details.map((detail) => `<li>${detail}</li>`).join("")}</ul>`;
}

function headCells(category: Category, product: Product): Row {
  const first = product.body.split(/(?<=\.) /)[0] ?? product.title;
  return {
    Title: product.title,
    "Body (HTML)": bodyHtml(product),
    Vendor: "Brinewick",
    "Product Category": category.taxonomy,
    Type: category.name,
    Tags: product.tags.join(", "),
    Published: "true",
    "Gift Card": "false",
    "SEO Title": `${product.title} | Brinewick`,
    "SEO Description": first,
    Status: "active",
  };
}

function variantCells(product: Product, variant: Variant, first: boolean): Row {
  const names = [product.option?.name, product.sizes?.name].filter((name) => name !== undefined);
  const values = [variant.choice?.value, variant.size?.value].filter((value) => value !== undefined);
  const named = names.length === 0 ? ["Title"] : names;
  const valued = values.length === 0 ? ["Default Title"] : values;
  return {
    "Option1 Name": first ? (named[0] ?? "") : "",
    "Option1 Value": valued[0] ?? "",
    "Option2 Name": first ? (named[1] ?? "") : "",
    "Option2 Value": valued[1] ?? "",
    "Variant SKU": variant.sku,
    "Variant Grams": String(variant.grams),
    "Variant Inventory Tracker": "shopify",
    "Variant Inventory Qty": String(variant.stock),
    "Variant Inventory Policy": "deny",
    "Variant Fulfillment Service": "manual",
    "Variant Price": cents(variant.price),
    "Variant Compare At Price": product.was === undefined ? "" : cents(product.was),
    "Variant Price USD": cents(variant.usd),
    "Variant Compare At Price USD": product.wasUsd === undefined ? "" : cents(product.wasUsd),
    "Variant Requires Shipping": "true",
    "Variant Taxable": "true",
    "Variant Image": imagePath(shotName(product, variant.choice)),
    "Variant Weight Unit": "g",
  };
}

/** As exports have it: variant rows carry the pictures in turn, pictures that are left over have rows of their own. */
function productRows(category: Category, product: Product): Row[] {
  const variants = variantsOf(product);
  const shots = shotsOf(category, product);
  return Array.from({ length: Math.max(variants.length, shots.length) }, (_, i) => {
    const variant = variants[i];
    const shot = shots[i];
    return {
      Handle: product.handle,
      ...(i === 0 ? headCells(category, product) : {}),
      ...(variant ? variantCells(product, variant, i === 0) : {}),
      ...(shot ? { "Image Src": imagePath(shot.name), "Image Position": String(i + 1), "Image Alt Text": shot.alt } : {}),
    };
  });
}

function cell(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function csv(rows: readonly (readonly string[])[]): string {
  return `${rows.map((row) => row.map(cell).join(",")).join("\n")}\n`;
}

export function productsCsv(): string {
  const rows = categories.flatMap((category) => category.products.flatMap((product) => productRows(category, product)));
  return csv([COLUMNS, ...rows.map((row) => COLUMNS.map((column) => row[column] ?? ""))]);
}

export function dollarPricesCsv(): string {
  const rows = categories.flatMap(({ products }) =>
    products.flatMap((product) => variantsOf(product).map((variant) => [product.handle, variant.sku, cents(variant.usd)])),
  );
  return csv([["handle", "sku", "price"], ...rows]);
}
