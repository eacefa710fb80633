import {
  actorName,
  Contended,
  type Context,
  describe,
  emit,
  instant,
  retryConflicts,
  transact,
  TransactionRefused,
  type Write,
} from "@souk/core";
import { BelowReserved, NotTracked } from "./inventory.error.ts";
import { InventoryAdjusted } from "./inventory.event.ts";
import { type Adjustment, type Draw, type Level, location, type Quantity, type Reason } from "./inventory.model.ts";
import * as Store from "./inventory.store.ts";
import { spread } from "./shard.ts";

export * from "./inventory.error.ts";
export * from "./inventory.model.ts";
export { guess, plan, type Plan, shortage } from "./draw.ts";
export { split } from "./shard.ts";
/** The levels of those SKUs that have one: a SKU without is not tracked. */
export { findLevels as levels, listAdjustments as ledger } from "./inventory.store.ts";

/**
 * For the transaction that places an order: lowers each tracked SKU once, in the shard that `guess` or `plan` says (labels `stock:<sku>`,
 * `shard:<shard>:<sku>`), on condition that so much is there.
 */
export const reservation = (ctx: Context, draws: Draw[]): Write[] => Store.reserving(ctx, draws);

/** Throws `inventory.not_tracked`. */
export async function get(ctx: Context, sku: string): Promise<Level> {
  const level = (await Store.findLevels(ctx, [sku], { consistent: true })).get(sku);
  if (!level) throw NotTracked({ sku });
  return level;
}

/** Sets up levels that are not there yet and leaves the others alone; says how many it made. */
export async function initialize(ctx: Context, quantities: Quantity[]): Promise<number> {
  const known = await Store.findLevels(
    ctx,
    quantities.map(({ sku }) => sku),
  );
  let made = 0;
  // A transaction each, one after the other: one that exists by now must not stop the rest, and an import is in no hurry.
  for (const quantity of quantities) if (!known.has(quantity.sku) && (await create(ctx, quantity))) made += 1;
  return made;
}

async function create(ctx: Context, quantity: Quantity): Promise<boolean> {
  const adjustment = newAdjustment(ctx, { sku: quantity.sku, delta: quantity.quantity, reason: "initial" }, quantity.quantity);
  try {
    await retryConflicts(ctx, () => transact(ctx, [Store.creating(ctx, quantity), ...announcing(ctx, adjustment)]));
    return true;
  } catch (error) {
    if (error instanceof TransactionRefused && error.failed("level")) return false;
    throw error;
  }
}

interface Change {
  sku: string;
  reason: Reason;
  note?: string | undefined;
}

export type Adjust = Change & ({ delta: number; set?: undefined } | { set: number; delta?: undefined });

/**
 * Changes what lies there, by a difference or to a count, with its reason. Setting begins to track a SKU that was not.
 * Throws `inventory.not_tracked` (a difference from nothing), `inventory.below_reserved`.
 */
export async function adjust(ctx: Context, input: Adjust): Promise<Adjustment> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const done = await retryConflicts(ctx, () => tryAdjust(ctx, input));
      if (done.split && done.adjustment.delta > 0) await evenOut(ctx, input.sku);
      return done.adjustment;
    } catch (error) {
      const short = error instanceof TransactionRefused && (error.failed("level") ?? error.failedAll("shard:")[0]) !== undefined;
      const moved = short && !error.failed("idempotency");
      if (!moved) throw error;
      if (attempt === 5) throw Contended({}, { cause: error });
    }
  }
}

/** The stock is there, wherever it lies: what this comes to changes no answer. */
async function evenOut(ctx: Context, sku: string): Promise<void> {
  try {
    await spread(ctx, sku);
  } catch (error) {
    ctx.log.warn("hot stock was not spread", { sku, ...describe(error) });
  }
}

async function tryAdjust(
  ctx: Context,
  { sku, reason, note, delta: given, set }: Adjust,
): Promise<{ adjustment: Adjustment; split: boolean }> {
  const level = (await Store.findLevels(ctx, [sku], { consistent: true })).get(sku);
  if (!level && set === undefined) throw NotTracked({ sku });
  const onHand = level?.onHand ?? 0;
  const delta = set === undefined ? (given ?? 0) : set - onHand;
  if (level && level.available + delta < 0) throw BelowReserved({ onHand, available: level.available, reserved: onHand - level.available });
  const adjustment = newAdjustment(ctx, { sku, delta, reason, note }, onHand + delta);
  const writes = level ? Store.adjusting(ctx, level, delta) : [Store.creating(ctx, { sku, quantity: delta })];
  await transact(ctx, [...writes, ...announcing(ctx, adjustment)], adjustment);
  return { adjustment, split: (level?.parts.length ?? 1) > 1 };
}

const newAdjustment = (ctx: Context, change: Change & { delta: number }, onHand: number): Adjustment => ({
  adjustmentId: ctx.id("adj"),
  ...change,
  onHand,
  actor: actorName(ctx.actor),
  adjustedAt: instant(ctx),
});

/** The note stays here: people write names into notes, and events carry none. */
function announcing(ctx: Context, adjustment: Adjustment): Write[] {
  const { adjustmentId, sku, delta, reason, onHand } = adjustment;
  const fact = {
    partition: Store.partitionOf(ctx, adjustmentId),
    subject: adjustmentId,
    sequence: 1,
    data: { adjustmentId, sku, location, delta, reason, onHand },
  };
  return [Store.recording(ctx, adjustment), emit(ctx, InventoryAdjusted, fact)];
}
