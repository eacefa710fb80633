import { type Context, type Table, TransactionRefused } from "@souk/core";
import { type Draw, type Level, type Quantity, summed } from "./inventory.model.ts";
import { fullest } from "./shard.store.ts";
import { findLevels } from "./inventory.store.ts";
import { gather } from "./shard.ts";

const rememberedMilliseconds = 60_000;
const looksAtMost = 5;
/** A transaction has a hundred writes, and an order some of its own. What would need more is brought together first. */
const mostDraws = 90;

interface Hot {
  shards: number;
  until: number;
}

/**
 * Hot SKUs that this function has met, so that the first try of an order draws from a shard without reading. Whoever knows nothing
 * draws from the level's own row, which is a shard like the others; whoever knows what is no more is refused, and reads.
 */
const met = new WeakMap<Table, Map<string, Hot>>();
const nameOf = (ctx: Context, sku: string) => `${ctx.shopId}#${sku}`;

function remember(ctx: Context, { sku, parts }: Level): void {
  const known = met.get(ctx.table) ?? new Map<string, Hot>();
  met.set(ctx.table, known);
  if (parts.length === 1) known.delete(nameOf(ctx, sku));
  else known.set(nameOf(ctx, sku), { shards: parts.length, until: ctx.now().getTime() + rememberedMilliseconds });
}

/** Where to draw from without looking: any shard of those SKUs that are known to be hot. */
export function guess(ctx: Context, lines: Quantity[]): Draw[] {
  return summed(lines).map((line) => {
    const hot = met.get(ctx.table)?.get(nameOf(ctx, line.sku));
    if (!hot || hot.until <= ctx.now().getTime()) return line;
    return { ...line, shard: Math.floor(ctx.random() * hot.shards) };
  });
}

export interface Plan {
  draws: Draw[];
  /** What there is too little of, and how much there is: nothing can be drawn. */
  short: { sku: string; requested: number; available: number }[];
}

/**
 * Where to draw from, as the stock stands: from any shard that holds enough, or else together from several, so that the last units are
 * sold whatever shards they lie in. A hot SKU is called short only when it was read twice the same: while stock moves between shards,
 * one look may miss it. Throws a refusal that is worth another try when it never stands still.
 */
export async function plan(ctx: Context, lines: Quantity[]): Promise<Plan> {
  const wanted = summed(lines);
  const skus = wanted.map(({ sku }) => sku);
  let seen = "";
  for (let look = 1; look <= looksAtMost; look += 1) {
    const levels = await findLevels(ctx, skus, { consistent: true });
    for (const level of levels.values()) remember(ctx, level);
    const short = wanted.filter(({ sku, quantity }) => (levels.get(sku)?.available ?? 0) < quantity);
    const parts = JSON.stringify(short.map(({ sku }) => levels.get(sku)?.parts));
    const certain = parts === seen || short.every(({ sku }) => (levels.get(sku)?.parts.length ?? 1) === 1);
    if (short.length > 0 && !certain) {
      seen = parts;
      continue;
    }
    const draws = wanted.flatMap((line) => drawFrom(ctx, levels.get(line.sku), line));
    if (short.length === 0 && draws.length > mostDraws) {
      for (const { sku, quantity } of wanted) await gather(ctx, sku, quantity);
      break;
    }
    return {
      short: short.map(({ sku, quantity }) => ({ sku, requested: quantity, available: Math.max(0, levels.get(sku)?.available ?? 0) })),
      draws: short.length > 0 ? [] : draws,
    };
  }
  throw new TransactionRefused([{ label: "stock", code: "TransactionConflict" }], undefined);
}

function drawFrom(ctx: Context, level: Level | undefined, { sku, quantity }: Quantity): Draw[] {
  if (!level || level.parts.length === 1) return [{ sku, quantity }];
  const enough = level.parts.flatMap((available, shard) => (available >= quantity ? [shard] : []));
  const shard = enough[Math.floor(ctx.random() * enough.length)];
  if (shard !== undefined) return [{ sku, quantity, shard }];
  const [own = 0] = level.parts;
  return [...(own > 0 ? [{ sku, quantity: own, shard: 0 }] : []), ...fullest(level, quantity - own)];
}

/** What a refused transaction says of stock: what is short, with what is left; and whether other shards may still have it. */
export function shortage(refused: TransactionRefused): { left: Map<string, number>; elsewhere: boolean } {
  const own = refused.failedAll("stock:");
  const hot = own.filter(({ item }) => Number(item?.["shards"] ?? 1) > 1);
  return {
    left: new Map(own.map(({ label, item }) => [label.slice("stock:".length), Number(item?.["available"] ?? 0)])),
    elsewhere: hot.length > 0 || refused.failedAll("shard:").length > 0,
  };
}
