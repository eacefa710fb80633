import { type Context, permits } from "@souk/core";
import { Invalid } from "@souk/core/http";
import { findCards, type Listed, listCards, listIds, type Place } from "./category.store.ts";
import { ProductNotFound } from "./product.error.ts";
import type { Card, Product, Sellable, Status } from "./product.model.ts";
import { sortable } from "./product.rule.ts";
import { findByHandle, findProduct } from "./product.store.ts";
import { findSellables } from "./variant.store.ts";

/** Queries of one request: a category whose products hardly any have a price in the currency answers short pages, not late. */
const queriesAtMost = 5;

/** What is sold under these SKUs, in one batch; what does not exist is left out. Half a read unit per SKU, up to a second old. */
export const variants = (ctx: Context, skus: string[]): Promise<Map<string, Sellable>> => findSellables(ctx, skus);

/** A product whole, in one query. Only staff see what is not published: it is `catalog.product_not_found` for others. */
export async function byHandle(ctx: Context, handle: string): Promise<Product> {
  return visible(ctx, await findByHandle(ctx, handle), { handle });
}

/** As `byHandle`, as it is this very moment. */
export async function byId(ctx: Context, productId: string): Promise<Product> {
  const found = await findProduct(ctx, productId);
  return visible(ctx, found?.product, { productId });
}

/** As `byId`, whatever its status and whoever asks: for other domains that keep something of it. */
export async function findById(ctx: Context, productId: string): Promise<Product | undefined> {
  return (await findProduct(ctx, productId))?.product;
}

/** The ids of all published products, as they are this very moment. One query a megabyte of cards. */
export const published = (ctx: Context): Promise<string[]> => listIds(ctx, "*");

/** The cards of those of these products that are published and for sale in the currency, by id: up to a second old. Half a read unit each. */
export async function cards(ctx: Context, products: { productId: string; title: string }[], currency: string): Promise<Map<string, Card>> {
  const places = products.map(({ productId, title }) => ({ productId, sort: sortable(title) }));
  const found = await findCards(ctx, "*", places);
  return new Map(found.flatMap((card) => (card.offers[currency] ? [[card.productId, toItem(card, currency)] as const] : [])));
}

function visible(ctx: Context, product: Product | undefined, asked: Record<string, string>): Product {
  const insider = permits(ctx.actor, "catalog.read") || ctx.actor.type === "system";
  if (!product || (product.status !== "active" && !insider)) throw ProductNotFound(asked);
  return product;
}

export interface Page {
  items: Card[];
  cursor: string | null;
}

export interface ListInput {
  /** A path with all below it; all products without one. */
  category?: string | undefined;
  cursor?: string | undefined;
  limit: number;
  /** What has no price in it is not for sale there and is left out. */
  currency: string;
}

/** A page of published products by title. */
export function list(ctx: Context, { category = "*", ...input }: ListInput): Promise<Page> {
  return page(ctx, category, input, (card) => card.offers[input.currency] !== undefined);
}

/** A page of drafts or archived products, for staff: priced or not. */
export function listStatus(ctx: Context, status: Exclude<Status, "active">, input: Omit<ListInput, "category">): Promise<Page> {
  return page(ctx, `*${status}`, input, () => true);
}

async function page(
  ctx: Context,
  path: string,
  { cursor, limit, currency }: Omit<ListInput, "category">,
  wanted: (card: Listed["card"]) => boolean,
): Promise<Page> {
  const found: Listed[] = [];
  let after = cursor === undefined ? undefined : fromCursor(cursor);
  for (let query = 1; query <= queriesAtMost; query += 1) {
    // One more than wanted tells whether there is a next page.
    const asked = limit + 1 - found.length;
    const cards = await listCards(ctx, path, after, asked);
    found.push(...cards.filter(({ card }) => wanted(card)));
    after = cards.at(-1) ?? after;
    const ended = cards.length < asked;
    if (!ended && found.length <= limit && query < queriesAtMost) continue;
    const items = found.slice(0, limit);
    const next = found.length > limit ? items.at(-1) : ended ? undefined : after;
    return { items: items.map(({ card }) => toItem(card, currency)), cursor: next ? toCursor(next) : null };
  }
  return { items: [], cursor: null };
}

function toItem({ offers, ...card }: Listed["card"], currency: string): Card {
  const offer = offers[currency] ?? { from: 0 };
  const was = offer.was === undefined ? {} : { compareAt: { amount: offer.was, currency } };
  return { ...card, price: { amount: offer.from, currency }, priceVaries: offer.varies ?? false, ...was };
}

const toCursor = ({ sort, productId }: Place): string => Buffer.from(JSON.stringify([sort, productId])).toString("base64url");

function fromCursor(cursor: string): Place {
  try {
    const place: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    if (Array.isArray(place) && place.length === 2 && typeof place[0] === "string" && typeof place[1] === "string")
      return { sort: place[0], productId: place[1] };
  } catch {
    // Said below, as for every other text that is no cursor.
  }
  throw Invalid({ in: "query", issues: [{ path: "cursor", message: "Not a cursor of this list" }] });
}
