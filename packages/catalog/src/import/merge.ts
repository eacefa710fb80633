import type { Media, NewProduct, NewVariant, Product, Status } from "../product.model.ts";
import { canonical, choiceOf, mergePrices } from "../product.rule.ts";
import type { Draft } from "./draft.ts";
import { categoryOf, skusFor } from "./slug.ts";
import type { VariantDraft } from "./variant.ts";

/** In any status: what was archived stays so where the file does not say otherwise. */
export type Wanted = Omit<NewProduct, "status"> & { status: Status };

export interface Merged {
  product: Wanted;
  /** What the file says is in stock, by SKU. */
  stock: { sku: string; quantity: number; line: number }[];
}

/** The product that the draft asks for. What the file has no say in stays as it is, and rows that were rejected do too. */
export function merge(given: Draft, before: Product | undefined): Merged {
  const draft = withCopies(given, before);
  const optionNames = draft.variants.length > 0 ? draft.optionNames : (before?.options.map(({ name }) => name) ?? []);
  const sameOptions = before !== undefined && JSON.stringify(optionNames) === JSON.stringify(before.options.map(({ name }) => name));
  const generated = skusFor(
    draft.handle,
    draft.variants.map(({ choice }) => choice),
  );
  const read = draft.variants.map((one, index) => {
    const options = Object.fromEntries(optionNames.map((name, at) => [name, one.choice[at] ?? ""]));
    const twin = sameOptions
      ? before.variants.find((other) => choiceOf(before.options, other.options) === choiceOf(before.options, options))
      : undefined;
    const known = (one.sku === "" ? undefined : before?.variants.find(({ sku }) => sku === one.sku)) ?? twin;
    return { one, known, variant: toVariant(one, options, known, one.sku || twin?.sku || (generated[index] ?? draft.handle)) };
  });
  // Before's own are kept as they are where their row is wrong, and all of them where the file names none.
  const kept = read.flatMap(({ one, known, variant }) => (!one.rejected ? [variant] : known && sameOptions ? [plain(known)] : []));
  const variants = read.length > 0 ? kept : (before?.variants.map(plain) ?? []);
  const category = draft.category === undefined ? undefined : categoryOf(draft.category);
  const vendor = draft.vendor ?? before?.vendor ?? "";
  return {
    product: {
      handle: draft.handle,
      title: draft.title || (before?.title ?? ""),
      descriptionHtml: draft.body ?? before?.descriptionHtml ?? "",
      ...(vendor === "" ? {} : { vendor }),
      tags: draft.tags ?? before?.tags ?? [],
      category: category?.path ?? before?.category ?? "other",
      ...(category ? { categoryNames: category.names } : {}),
      options: optionNames.map((name) => ({ name, values: [...new Set(variants.map(({ options }) => options[name] ?? ""))] })),
      media: mediaOf(draft, before, variants),
      status: draft.status ?? before?.status ?? "active",
      variants,
    },
    stock: read.flatMap(({ one, variant }) =>
      one.rejected || one.quantity === undefined ? [] : [{ sku: variant.sku, quantity: one.quantity, line: one.line }],
    ),
  };
}

/** The file names the addresses that pictures were fetched from; the product shows the shop's own copies. */
function withCopies(draft: Draft, before: Product | undefined): Draft {
  const copies = new Map(before?.media.flatMap(({ source, src }) => (source === undefined ? [] : [[source, src] as const])));
  const own = (src: string) => copies.get(src) ?? src;
  return {
    ...draft,
    pictures: draft.pictures?.map((picture) => ({ ...picture, src: own(picture.src) })),
    variants: draft.variants.map((one) => (one.picture === undefined ? one : { ...one, picture: own(one.picture) })),
  };
}

const plain = ({ productId: _id, title: _title, position: _position, ...variant }: Product["variants"][number]): NewVariant => variant;

function toVariant(one: VariantDraft, options: Record<string, string>, known: NewVariant | undefined, sku: string): NewVariant {
  const compareAtPrices = mergePrices(known?.compareAtPrices, one.compareAt);
  const media = one.picture ?? known?.media;
  const grams = one.grams ?? known?.grams;
  const barcode = one.barcode ?? known?.barcode;
  return {
    sku,
    options,
    prices: mergePrices(known?.prices, one.prices),
    ...(Object.keys(compareAtPrices).length > 0 ? { compareAtPrices } : {}),
    tracked: one.tracked ?? known?.tracked ?? false,
    ...(media === undefined ? {} : { media }),
    ...(grams === undefined ? {} : { grams }),
    ...(barcode === undefined ? {} : { barcode }),
  };
}

/** The file's pictures, with what is known of their sizes, and those that only a variant names. */
function mediaOf({ pictures, title }: Draft, before: Product | undefined, variants: NewVariant[]): Media[] {
  const known = new Map(before?.media.map((media) => [media.src, media]));
  const listed = pictures?.map(({ src, alt }) => ({ ...known.get(src), src, alt })) ?? before?.media ?? [];
  const named = [...new Set(variants.flatMap(({ media }) => media ?? []))].filter((src) => !listed.some((one) => one.src === src));
  const alt = title || (before?.title ?? "");
  return [...listed, ...named.map((src) => known.get(src) ?? { src, alt })].slice(0, 100);
}

/** What is compared to tell whether an import changes anything. */
export function contentOf(product: Product | Wanted): string {
  const { title, descriptionHtml, vendor, tags, category, status, options, media, variants } = product;
  const rows = variants.map(({ sku, options: chosen, prices, compareAtPrices, tracked, media: picture, grams, barcode }) => {
    return { sku, chosen, prices, compareAtPrices, tracked, picture, grams, barcode };
  });
  return canonical({ title, descriptionHtml, vendor, tags, category, status, options, media, rows });
}
