import { type Context, emit, type EventDefinition, type Write } from "@souk/core";
import { counting, placing, unplacing } from "./category.store.ts";
import { ProductArchived, ProductCreated, ProductPublished, ProductUnpublished, ProductUpdated } from "./product.event.ts";
import type { Product, ProductRef } from "./product.model.ts";
import { ancestry, canonical, placesOf, sortable, toCard, toSellable } from "./product.rule.ts";
import { claimingHandle, partitionOf, releasingHandle, saving } from "./product.store.ts";
import { removingVariant, savingVariant } from "./variant.store.ts";

/** A product as it was, if it was, and as it is to be: its version one more. */
export interface Change {
  before?: Product | undefined;
  after: Product;
  /** Names for categories that are new, from the root. */
  categoryNames?: string[] | undefined;
}

export const toRef = ({ productId, handle, status, version }: Product): ProductRef => ({ productId, handle, status, version });

const same = (a: unknown, b: unknown) => canonical(a) === canonical(b);

/** Everything of a change but its variants' rows: head, handle, places in lists, counts and the one event. */
export function coreWrites(ctx: Context, change: Change, pending: boolean): Write[] {
  const { before, after } = change;
  // Whether the second item is there is not worth a read: to take away what is absent costs one unit.
  const head = saving(ctx, after, before !== undefined, pending);
  return [...head, ...handleWrites(ctx, change), ...placeWrites(ctx, change), ...countWrites(ctx, change), announcing(ctx, change)];
}

function handleWrites(ctx: Context, { before, after }: Change): Write[] {
  if (before?.handle === after.handle) return [];
  return [claimingHandle(ctx, after.handle, after.productId), ...(before ? [releasingHandle(ctx, before.handle)] : [])];
}

function placeWrites(ctx: Context, { before, after }: Change): Write[] {
  const place = (product: Product) => ({ sort: sortable(product.title), productId: product.productId });
  const unmoved = before !== undefined && same(place(before), place(after));
  const old = before ? placesOf(before) : [];
  const wanted = placesOf(after);
  const card = toCard(after);
  const left = before ? old.filter((path) => !unmoved || !wanted.includes(path)).map((path) => unplacing(ctx, path, place(before))) : [];
  const kept = unmoved && same(toCard(before), card) ? old : [];
  return [...left, ...wanted.filter((path) => !kept.includes(path)).map((path) => placing(ctx, path, place(after).sort, card))];
}

const counted = (product: Product | undefined) => (product?.status === "active" ? ancestry(product.category) : []);

function countWrites(ctx: Context, { before, after, categoryNames = [] }: Change): Write[] {
  const isNew = before?.category !== after.category;
  const paths = new Set([...counted(before), ...counted(after), ...(isNew ? ancestry(after.category) : [])]);
  return [...paths].flatMap((path) => {
    const difference = Number(counted(after).includes(path)) - Number(counted(before).includes(path));
    const name = ancestry(after.category).includes(path) ? categoryNames[path.split("/").length - 1] : undefined;
    return difference === 0 && !isNew ? [] : [counting(ctx, path, difference, name)];
  });
}

function announcing(ctx: Context, { before, after }: Change): Write {
  const { productId, handle, category, variants, status, version } = after;
  return emit(ctx, eventOf(before, after), {
    partition: partitionOf(ctx, productId),
    subject: productId,
    sequence: version,
    data: { productId, handle, category, skus: variants.map(({ sku }) => sku), status },
  });
}

function eventOf(before: Product | undefined, after: Product): EventDefinition<typeof ProductCreated.data> {
  if (!before) return ProductCreated;
  if (before.status === after.status) return ProductUpdated;
  if (after.status === "active") return ProductPublished;
  return after.status === "archived" ? ProductArchived : ProductUnpublished;
}

/** The variants' rows that a change touches: new, changed and removed ones. */
export function variantWrites(ctx: Context, { before, after }: Change): Write[] {
  const known = new Map(before?.variants.map((variant) => [variant.sku, toSellable(before, variant)]));
  const wanted = after.variants.map((variant) => toSellable(after, variant)).filter((sellable) => !same(known.get(sellable.sku), sellable));
  return [
    ...wanted.map((sellable) => savingVariant(ctx, after, sellable)),
    ...removedSkus(before, after).map((sku) => removingVariant(ctx, after.productId, sku)),
  ];
}

/** SKUs that only the first has. */
export function removedSkus(from: Product | undefined, to: Product | undefined): string[] {
  const kept = new Set(to?.variants.map(({ sku }) => sku));
  return (from?.variants ?? []).map(({ sku }) => sku).filter((sku) => !kept.has(sku));
}
