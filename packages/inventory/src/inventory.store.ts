import { type Context, instant, perTable, put, update, type Write } from "@souk/core";
import { Entity } from "@souk/core/entity";
import { type Adjustment, type Draw, type Level, location, type Quantity, summed } from "./inventory.model.ts";
import * as Shard from "./shard.store.ts";

/**
 * | question                          | key                                       |
 * |-----------------------------------|-------------------------------------------|
 * | how many of a SKU are there       | `<shop>#stock#<sku>`, `<location>`        |
 *
 * Not versioned, so that reservations of different orders commute: each is `available -= q` on condition `available >= q`. `shards` is
 * how many rows a hot SKU's `available` is spread over, this one in; what is on hand stands here alone.
 */
const levels = perTable(
  (config) =>
    new Entity(
      {
        model: { entity: "stock", version: "1", service: "souk" },
        attributes: {
          shopId: { type: "string", required: true },
          sku: { type: "string", required: true },
          location: { type: "string", required: true },
          onHand: { type: "number", required: true },
          available: { type: "number", required: true },
          shards: { type: "number" },
          updatedAt: { type: "string", required: true },
        },
        indexes: {
          primary: {
            pk: { field: "pk", composite: ["shopId", "sku"], template: "${shopId}#stock#${sku}", casing: "none" },
            sk: { field: "sk", composite: ["location"], template: "${location}", casing: "none" },
          },
        },
      } as const,
      config,
    ),
);

/**
 * | question                                | key                                                              |
 * |-----------------------------------------|------------------------------------------------------------------|
 * | one adjustment                          | `<shop>#adjustment#<adjustmentId>`, `adjustment`                 |
 * | the adjustments of a SKU, newest first  | gsi1 `<shop>#stock#<sku>`, `<adjustedAt>#<adjustmentId>`         |
 */
const adjustments = perTable(
  (config) =>
    new Entity(
      {
        model: { entity: "adjustment", version: "1", service: "souk" },
        attributes: {
          shopId: { type: "string", required: true },
          adjustmentId: { type: "string", required: true },
          sku: { type: "string", required: true },
          delta: { type: "number", required: true },
          reason: { type: ["received", "counted", "damaged", "lost", "returned", "correction", "initial"] as const, required: true },
          note: { type: "string" },
          onHand: { type: "number", required: true },
          actor: { type: "string", required: true },
          adjustedAt: { type: "string", required: true },
        },
        indexes: {
          primary: {
            pk: { field: "pk", composite: ["shopId", "adjustmentId"], template: "${shopId}#adjustment#${adjustmentId}", casing: "none" },
            sk: { field: "sk", composite: [], template: "adjustment", casing: "none" },
          },
          bySku: {
            index: "gsi1",
            pk: { field: "gsi1pk", composite: ["shopId", "sku"], template: "${shopId}#stock#${sku}", casing: "none" },
            sk: { field: "gsi1sk", composite: ["adjustedAt", "adjustmentId"], template: "${adjustedAt}#${adjustmentId}", casing: "none" },
          },
        },
      } as const,
      config,
    ),
);

const keyOf = (ctx: Context, sku: string) => ({ shopId: ctx.shopId, sku, location });

export const partitionOf = (ctx: Context, adjustmentId: string): string => `${ctx.shopId}#adjustment#${adjustmentId}`;

/** The levels of those SKUs that have one. Half a read unit each, a whole one when `consistent`; each shard as much again. */
export async function findLevels(ctx: Context, skus: string[], { consistent = false } = {}): Promise<Map<string, Level>> {
  const unique = [...new Set(skus)];
  if (unique.length === 0) return new Map();
  const { data, unprocessed } = await levels(ctx)
    .get(unique.map((sku) => keyOf(ctx, sku)))
    .go({ consistent });
  if (unprocessed.length > 0) throw new Error(`${unprocessed.length} stock levels could not be read`);
  const shards = await Shard.find(
    ctx,
    data.flatMap(({ sku, shards: count = 1 }) => Array.from({ length: count - 1 }, (_, index) => ({ sku, shard: index + 1 }))),
    consistent,
  );
  return new Map(
    data.map(({ sku, onHand, available, updatedAt, shards: count = 1 }) => {
      const parts = [available, ...Array.from({ length: count - 1 }, (_, index) => shards(sku, index + 1))];
      return [sku, { sku, onHand, available: parts.reduce((sum, part) => sum + part, 0), updatedAt, parts }];
    }),
  );
}

/** Creates a level, if absent (label `level`). */
export const creating = (ctx: Context, { sku, quantity }: Quantity): Write =>
  put(
    "level",
    levels(ctx)
      .create({ ...keyOf(ctx, sku), onHand: quantity, available: quantity, updatedAt: instant(ctx) })
      .params(),
  );

/**
 * Adds to both counts (label `level`) on condition that `onHand` is as read and that reservations stay covered. What the level's own row
 * cannot give comes from its fullest shards (labels `shard:<shard>:<sku>`).
 */
export function adjusting(ctx: Context, level: Level, delta: number): Write[] {
  const [own = 0] = level.parts;
  const others = delta < -own ? Shard.fullest(level, -delta - own) : [];
  const taken = others.reduce((sum, { quantity }) => sum + quantity, 0);
  const params = levels(ctx)
    .patch(keyOf(ctx, level.sku))
    .add({ onHand: delta, available: delta + taken })
    .set({ updatedAt: instant(ctx) })
    .where(({ onHand, available }, { eq, gte }) => `${eq(onHand, level.onHand)} AND ${gte(available, -delta - taken)}`)
    .params();
  return [update("level", params), ...others.map((draw) => Shard.taking(ctx, draw))];
}

/** Lowers what may be sold, once per SKU and shard (labels `stock:<sku>`, `shard:<shard>:<sku>`), on condition that so much is there. */
export function reserving(ctx: Context, lines: Draw[]): Write[] {
  return summed(lines).map(({ sku, quantity, shard }) => {
    if (shard > 0) return Shard.taking(ctx, { sku, quantity, shard });
    const params = levels(ctx)
      .patch(keyOf(ctx, sku))
      .subtract({ available: quantity })
      .where(({ available }, { gte }) => gte(available, quantity))
      .params();
    return update(`stock:${sku}`, params);
  });
}

export interface Motion {
  sku: string;
  onHand: number;
  available: number;
  /** Whose `available` it is; what is on hand is the level's own. */
  shard?: number;
}

/** Adds signed quantities to levels that are there, whatever they hold (label `stock:<sku>`): what happened has happened. */
export const moving = (ctx: Context, motions: Motion[]): Write[] =>
  motions.map(({ sku, onHand, available, shard = 0 }) => {
    if (shard > 0) return Shard.putting(ctx, { sku, shard, quantity: available });
    return update(
      `stock:${sku}`,
      levels(ctx)
        .patch(keyOf(ctx, sku))
        .add({ ...(onHand === 0 ? {} : { onHand }), ...(available === 0 ? {} : { available }) })
        .params(),
    );
  });

/** Moves what is available out of the level's own row (label `level`), or into it, while it has as many shards as was read. */
export function splitting(ctx: Context, level: Level, given: number, shards = level.parts.length): Write {
  const before = level.parts.length;
  const params = levels(ctx)
    .patch(keyOf(ctx, level.sku))
    .add({ available: -given })
    .set({ shards })
    .where(({ available, shards: now }, { gte, eq, notExists }) => {
      const same = before === 1 ? `(${notExists(now)} OR ${eq(now, 1)})` : eq(now, before);
      return `${same} AND ${gte(available, Math.max(0, given))}`;
    })
    .params();
  return update("level", params);
}

/** Keeps an adjustment (label `adjustment`). */
export const recording = (ctx: Context, adjustment: Adjustment): Write =>
  put(
    "adjustment",
    adjustments(ctx)
      .create({ ...adjustment, shopId: ctx.shopId })
      .params(),
  );

export async function listAdjustments(ctx: Context, sku: string, { cursor, limit }: { cursor?: string | undefined; limit: number }) {
  const page = await adjustments(ctx)
    .query.bySku({ shopId: ctx.shopId, sku })
    .go({ order: "desc", limit, ...(cursor === undefined ? {} : { cursor }) });
  const items: Adjustment[] = page.data.map(({ shopId: _shop, ...adjustment }) => adjustment);
  return { items, cursor: page.cursor };
}
