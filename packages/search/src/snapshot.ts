import { Catalog } from "@souk/catalog";
import { Contended, type Context, retryConflicts, transact, TransactionRefused } from "@souk/core";
import { Inventory } from "@souk/inventory";
import { decode, encode, type Entry, entryOf, shardCount, shardOf, textOf } from "./entry.ts";
import { findHead, findShards, saving } from "./snapshot.store.ts";

/** Another writer came first so often that something is wrong: the queue brings the events again. */
const triesAtMost = 8;

/** Products read at the same time. */
const atOnce = 16;

/** How many shards one rebuild writes: their rows fit into one transaction, their products into a request's time. */
export const rebuiltAtOnce = 16;

/**
 * Brings the entries of these products up to date. What an event says of them is not used: the product and its stock are read as they are
 * now, after the head, and written over that head alone. So events may come twice and in any order, and the last writer has seen the
 * latest. Answers whether anything was different.
 */
export function refresh(ctx: Context, productIds: string[]): Promise<boolean> {
  const wanted = new Map<number, string[]>();
  for (const id of new Set(productIds)) wanted.set(shardOf(id), [...(wanted.get(shardOf(id)) ?? []), id]);
  return written(ctx, [...wanted.keys()], async (shard, before) => {
    const ids = wanted.get(shard) ?? [];
    const kept = before.filter(({ productId }) => !ids.includes(productId));
    return [...kept, ...(await entriesOf(ctx, ids))];
  });
}

/** Makes shards anew from the products, whatever was in them. Answers how many products they hold and whether anything was different. */
export async function rebuild(ctx: Context, first: number): Promise<{ products: number; changed: boolean }> {
  const numbers = Array.from({ length: Math.min(rebuiltAtOnce, shardCount - first) }, (_, index) => first + index);
  let products = 0;
  const changed = await written(ctx, numbers, async (shard, _, published) => {
    if (shard === first) products = 0;
    const entries = await entriesOf(
      ctx,
      (await published()).filter((id) => shardOf(id) === shard),
    );
    products += entries.length;
    return entries;
  });
  return { products, changed };
}

type Next = (shard: number, before: Entry[], published: () => Promise<string[]>) => Promise<Entry[]>;

async function written(ctx: Context, numbers: number[], next: Next): Promise<boolean> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await retryConflicts(ctx, () => tryWrite(ctx, numbers, next));
    } catch (error) {
      if (!(error instanceof TransactionRefused) || !error.failed("head")) throw error;
      if (attempt === triesAtMost) throw Contended({}, { cause: error });
      await ctx.sleep(ctx.random() * 40 * attempt);
    }
  }
}

async function tryWrite(ctx: Context, numbers: number[], next: Next): Promise<boolean> {
  const head = await findHead(ctx, { consistent: true });
  const bodies = await findShards(ctx, numbers, { consistent: true });
  let listed: Promise<string[]> | undefined;
  const published = () => (listed ??= Catalog.published(ctx));
  const changed = new Map<number, Uint8Array>();
  for (const shard of numbers) {
    const body = bodies.get(shard);
    const made = encode(await next(shard, body ? decode(body) : [], published));
    if (textOf(made) !== (body ? textOf(body) : "[]")) changed.set(shard, made);
  }
  if (changed.size > 0) await transact(ctx, saving(ctx, head, changed));
  return changed.size > 0;
}

async function entriesOf(ctx: Context, productIds: string[]): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (let at = 0; at < productIds.length; at += atOnce)
    entries.push(...(await Promise.all(productIds.slice(at, at + atOnce).map((id) => readEntry(ctx, id)))).flatMap((entry) => entry ?? []));
  return entries;
}

async function readEntry(ctx: Context, productId: string): Promise<Entry | undefined> {
  const product = await Catalog.findById(ctx, productId);
  if (!product || product.status !== "active") return undefined;
  const tracked = product.variants.filter((variant) => variant.tracked).map(({ sku }) => sku);
  const levels = await Inventory.levels(ctx, tracked, { consistent: true });
  const soldOut = product.variants.every(({ sku, tracked: counts }) => counts && (levels.get(sku)?.available ?? 1) <= 0);
  return entryOf(product, Catalog.cardOf(product), soldOut);
}
