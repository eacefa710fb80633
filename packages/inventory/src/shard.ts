import { Contended, type Context, isConflict, retryConflicts, transact, TransactionRefused, type Write } from "@souk/core";
import { NotTracked } from "./inventory.error.ts";
import type { Level } from "./inventory.model.ts";
import { findLevels, splitting } from "./inventory.store.ts";
import { creating, fullest, putting, removing, taking } from "./shard.store.ts";

const triesAtMost = 40;

async function levelOf(ctx: Context, sku: string): Promise<Level> {
  const level = (await findLevels(ctx, [sku], { consistent: true })).get(sku);
  if (!level) throw NotTracked({ sku });
  return level;
}

/**
 * Splits the stock of a hot SKU into so many shards, or joins them again (1), while orders are placed, canceled and shipped. Each step is
 * a transaction that leaves as many shards as the level says and as much available as before; one that died on the way is finished by
 * the same request. Throws `inventory.not_tracked`, `request.contended`.
 */
export async function split(ctx: Context, { sku, shards }: { sku: string; shards: number }): Promise<Level> {
  for (let tries = 1; tries <= triesAtMost; tries += 1) {
    const level = await retryConflicts(ctx, () => levelOf(ctx, sku));
    if (level.parts.length === shards) return spread(ctx, sku);
    const step = level.parts.length < shards ? growing(ctx, level, shards) : shrinking(ctx, level);
    if (!(await tried(ctx, step))) await ctx.sleep(ctx.random() * Math.min(200, 10 * tries));
  }
  throw Contended();
}

/** The new shards get their share of what lies in the level's own row. */
function growing(ctx: Context, level: Level, shards: number): Write[] {
  const { sku, parts } = level;
  const added = Array.from({ length: shards - parts.length }, (_, index) => parts.length + index);
  const [own = 0] = parts;
  const share = Math.floor(Math.max(0, Math.min(level.available / shards, own / (added.length + 1))));
  return [splitting(ctx, level, share * added.length, shards), ...added.map((shard) => creating(ctx, { sku, shard, quantity: share }))];
}

/** The last shard's stock goes back to the level's own row, and its row with it. */
function shrinking(ctx: Context, level: Level): Write[] {
  const shard = level.parts.length - 1;
  const quantity = level.parts[shard] ?? 0;
  return [splitting(ctx, level, -quantity, shard), removing(ctx, { sku: level.sku, shard, quantity })];
}

/**
 * Evens out what lies in the level's own row, where deliveries and returns arrive. A shard that is being drawn from at this moment is
 * left as it is: where stock lies decides how fast it is sold, and never whether.
 */
export async function spread(ctx: Context, sku: string): Promise<Level> {
  const begun = await levelOf(ctx, sku);
  for (let shard = 1; shard < begun.parts.length; shard += 1) {
    const level = await levelOf(ctx, sku);
    const fair = Math.floor(level.available / level.parts.length);
    const [own = 0] = level.parts;
    const quantity = Math.min(fair - (level.parts[shard] ?? 0), own - fair);
    if (quantity > 0) await tried(ctx, [splitting(ctx, level, quantity), putting(ctx, { sku, shard, quantity })]);
  }
  return levelOf(ctx, sku);
}

/** Brings so much together in the level's own row, as far as others let it: for an order that would draw from too many shards. */
export async function gather(ctx: Context, sku: string, wanted: number): Promise<void> {
  const level = await levelOf(ctx, sku);
  const [own = 0] = level.parts;
  if (level.parts.length === 1 || level.parts.some((available) => available >= wanted)) return;
  for (const draw of fullest(level, wanted - own)) await tried(ctx, [splitting(ctx, level, -draw.quantity), taking(ctx, draw)]);
}

/** False when others were writing the same rows, or they are not as they were read. */
async function tried(ctx: Context, writes: Write[]): Promise<boolean> {
  try {
    await transact(ctx, writes);
    return true;
  } catch (error) {
    if (error instanceof TransactionRefused || isConflict(error)) return false;
    throw error;
  }
}
