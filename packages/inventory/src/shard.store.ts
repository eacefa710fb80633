import { type Context, perTable, put, remove, update, type Write } from "@souk/core";
import { Entity } from "@souk/core/entity";
import type { Level, Quantity } from "./inventory.model.ts";

/**
 * | question                                  | key                                       |
 * |-------------------------------------------|-------------------------------------------|
 * | what is available in a shard of hot stock | `<shop>#stock#<sku>#<shard>`, `shard`     |
 *
 * A partition of its own each, since one takes 1,000 write units a second. A SKU that ends in `#3` has its level at another sort key.
 */
const shards = perTable(
  (config) =>
    new Entity(
      {
        model: { entity: "stock-shard", version: "1", service: "souk" },
        attributes: {
          shopId: { type: "string", required: true },
          sku: { type: "string", required: true },
          shard: { type: "number", required: true },
          available: { type: "number", required: true },
        },
        indexes: {
          primary: {
            pk: { field: "pk", composite: ["shopId", "sku", "shard"], template: "${shopId}#stock#${sku}#${shard}", casing: "none" },
            sk: { field: "sk", composite: [], template: "shard", casing: "none" },
          },
        },
      } as const,
      config,
    ),
);

export interface ShardQuantity extends Quantity {
  shard: number;
}

type Key = Omit<ShardQuantity, "quantity">;
const keyOf = (ctx: Context, { sku, shard }: Key) => ({ shopId: ctx.shopId, sku, shard });
const labelOf = ({ sku, shard }: Key) => `shard:${shard}:${sku}`;

/** What the named shards hold; one that is not there any more holds nothing. */
export async function find(ctx: Context, keys: Key[], consistent: boolean): Promise<(sku: string, shard: number) => number> {
  if (keys.length === 0) return () => 0;
  const { data, unprocessed } = await shards(ctx)
    .get(keys.map((key) => keyOf(ctx, key)))
    .go({ consistent });
  if (unprocessed.length > 0) throw new Error(`${unprocessed.length} shards of stock could not be read`);
  const found = new Map(data.map((row) => [labelOf(row), row.available]));
  return (sku, shard) => found.get(labelOf({ sku, shard })) ?? 0;
}

/** So much from as few shards as possible, the level's own row not among them. */
export function fullest({ sku, parts }: Level, wanted: number): ShardQuantity[] {
  const byFullness = parts.flatMap((available, shard) => (shard > 0 && available > 0 ? [{ shard, available }] : []));
  const taken: ShardQuantity[] = [];
  let left = wanted;
  for (const { shard, available } of byFullness.toSorted((a, b) => b.available - a.available)) {
    if (left === 0) break;
    const quantity = Math.min(left, available);
    taken.push({ sku, shard, quantity });
    left -= quantity;
  }
  return taken;
}

/** Label `shard:<shard>:<sku>`: taken on condition that so much is there. */
export const taking = (ctx: Context, draw: ShardQuantity): Write =>
  update(
    labelOf(draw),
    shards(ctx)
      .patch(keyOf(ctx, draw))
      .subtract({ available: draw.quantity })
      .where(({ available }, { gte }) => gte(available, draw.quantity))
      .params(),
  );

/** The same label: added to a shard that is there. */
export const putting = (ctx: Context, draw: ShardQuantity): Write =>
  update(labelOf(draw), shards(ctx).patch(keyOf(ctx, draw)).add({ available: draw.quantity }).params());

export const creating = (ctx: Context, { quantity, ...key }: ShardQuantity): Write =>
  put(
    labelOf(key),
    shards(ctx)
      .create({ ...keyOf(ctx, key), available: quantity })
      .params(),
  );

/** Removed while it holds what was read. */
export const removing = (ctx: Context, { quantity, ...key }: ShardQuantity): Write =>
  remove(
    labelOf(key),
    shards(ctx)
      .delete(keyOf(ctx, key))
      .where(({ available }, { eq }) => eq(available, quantity))
      .params(),
  );
