import { Catalog } from "@souk/catalog";
import type { Context } from "@souk/core";
import { type Entry, shardCount } from "./entry.ts";
import { facetsOf, passing, testsOf } from "./filter.ts";
import { inOrder, pageAfter, type Placed } from "./order-by.ts";
import type { Address, FindInput, Found, Hit, Sort } from "./search.model.ts";
import { readSnapshot, type Snapshot } from "./snapshot.read.ts";
import * as Snapshots from "./snapshot.ts";

export { Address, Choice, Facets, Found, Hit, sorts } from "./search.model.ts";

/**
 * Published products by words, filters and order, a page at a time, with what can be chosen further. Words, filters and counts are of the
 * snapshot, a moment behind the shop; what is shown is not: a product that was just taken back is left out, and prices are today's.
 */
export async function find(ctx: Context, { cursor, limit, currency, sort: asked, ...filter }: FindInput): Promise<Found> {
  const snapshot = await readSnapshot(ctx);
  const sold = [...snapshot.entries.values()].filter(({ offers }) => offers[currency] !== undefined);
  const words = filter.q?.trim() ? wordsOf(snapshot, filter.q) : undefined;
  const entries = words ? sold.filter(({ productId }) => words.scores.has(productId)) : sold;
  const tests = testsOf(filter, currency);
  const found = passing(entries, tests);
  const sort = sortOf(asked, words !== undefined);
  const { page, cursor: next } = pageAfter(inOrder(found, sort, words?.scores, currency), sort, cursor, limit);
  return {
    items: await hitsOf(ctx, page, currency),
    cursor: next,
    total: found.length,
    partial: words?.partial ?? false,
    suggestions: found.length === 0 && filter.q ? snapshot.index().suggest(filter.q) : [],
    facets: facetsOf(entries, tests, currency),
    version: snapshot.version,
  };
}

const wordsOf = (snapshot: Snapshot, q: string) => snapshot.index().find(q);

function sortOf(asked: Sort | undefined, byWords: boolean): Sort {
  if (asked === undefined || asked === "relevance") return byWords ? "relevance" : "newest";
  return asked;
}

async function hitsOf(ctx: Context, page: Pick<Placed, "entry">[], currency: string): Promise<Hit[]> {
  const cards = await Catalog.cards(
    ctx,
    page.map(({ entry }) => entry),
    currency,
  );
  return page.flatMap(({ entry }) => {
    const card = cards.get(entry.productId);
    return card ? [{ ...card, inStock: !entry.soldOut }] : [];
  });
}

/** What goes with a product: of its own category first, then of the one above, the nearest in price, what can be bought before what cannot. */
export async function related(ctx: Context, productId: string, { limit, currency }: { limit: number; currency: string }): Promise<Hit[]> {
  const { entries } = await readSnapshot(ctx);
  const own = entries.get(productId);
  if (!own) return [];
  const price = (entry: Entry) => entry.offers[currency]?.from ?? 0;
  const distance = (entry: Entry) => Math.abs(Math.log((price(entry) + 100) / (price(own) + 100)));
  const steps = (entry: Entry) => own.category.split("/").length - sharedSteps(own.category, entry.category);
  const rank = (entry: Entry): number[] => [entry.soldOut ? 1 : 0, steps(entry), distance(entry)];
  const near = [...entries.values()]
    .filter((entry) => entry !== own && entry.offers[currency] !== undefined && sharedSteps(own.category, entry.category) > 0)
    .map((entry) => ({ entry, rank: rank(entry) }))
    .sort(
      (a, b) =>
        a.rank.map((part, index) => part - (b.rank[index] ?? 0)).find((part) => part !== 0) ??
        (a.entry.productId < b.entry.productId ? -1 : 1),
    );
  return hitsOf(ctx, near.slice(0, limit), currency);
}

function sharedSteps(a: string, b: string): number {
  const [left, right] = [a.split("/"), b.split("/")];
  const differs = left.findIndex((part, index) => part !== right[index]);
  return differs < 0 ? left.length : differs;
}

/** Handles of all published products, for a sitemap, in the order of their ids. */
export async function addresses(
  ctx: Context,
  after: string | undefined,
  limit: number,
): Promise<{ items: Address[]; cursor: string | null }> {
  const { entries } = await readSnapshot(ctx);
  const ids = [...entries.keys()].sort().filter((id) => after === undefined || id > after);
  const page = ids.slice(0, limit);
  const items = page
    .flatMap((id) => entries.get(id) ?? [])
    .map(({ handle, updatedAt, picture }) => ({ handle, updatedAt, ...(picture ? { picture } : {}) }));
  return { items, cursor: ids.length > limit ? (page.at(-1) ?? null) : null };
}

/** Makes a part of the snapshot anew from the products. `next` is where the next part begins; null after the last. */
export async function rebuild(ctx: Context, first: number): Promise<{ products: number; changed: boolean; next: number | null }> {
  const done = await Snapshots.rebuild(ctx, first);
  const next = first + Snapshots.rebuiltAtOnce;
  return { ...done, next: next < shardCount ? next : null };
}
