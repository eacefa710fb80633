import { type Context, isConditionFailed, retryConflicts, transact, TransactionRefused, VersionConflict, type Write } from "@souk/core";
import type { Product, ProductRef } from "./product.model.ts";
import { toSellable } from "./product.rule.ts";
import { markPending } from "./product.store.ts";
import { type Change, coreWrites, removedSkus } from "./product.write.ts";
import { removingVariant, savingVariant } from "./variant.store.ts";

const rowsAtOnce = 50;

/**
 * A change of more rows than a transaction takes, so that nothing is ever sold that the product's head does not say:
 * the variants are written first, but not for sale, which also claims their SKUs; then the head with its event, in one transaction;
 * then the variants are opened. A crash after the first step leaves `pending` on the head, and whoever changes the product next
 * finishes by `settle`; of a product that is new it leaves claims, which are free again after a while.
 */
export async function commitInSteps(ctx: Context, change: Change, answer: ProductRef): Promise<void> {
  const { before, after } = change;
  // Under the version before, so that they never overwrite what another writer commits meanwhile.
  const known = { productId: after.productId, version: after.version - 1 };
  if (before) await ifUnchanged(() => markPending(ctx, before, true));
  try {
    await inBatches(ctx, [...rows(ctx, after, known, false), ...drops(ctx, before, after)]);
    await transact(ctx, coreWrites(ctx, change, true), answer);
  } catch (error) {
    await undo(ctx, change);
    throw error;
  }
  await settle(ctx, after);
}

/** Writes all variants' rows as the head has them and takes its `pending` away. A newer version's rows are left alone. */
export async function settle(ctx: Context, product: Product): Promise<void> {
  try {
    await inBatches(ctx, rows(ctx, product, product, product.status === "active"));
    await markPending(ctx, product, false);
  } catch (error) {
    if (!isNewer(error)) throw error;
  }
}

const rows = (ctx: Context, product: Product, { productId, version }: Pick<Product, "productId" | "version">, active: boolean): Write[] =>
  product.variants.map((variant) => savingVariant(ctx, { productId, version }, { ...toSellable(product, variant), active }));

const drops = (ctx: Context, from: Product | undefined, to: Product | undefined): Write[] =>
  removedSkus(from, to).map((sku) => removingVariant(ctx, from?.productId ?? "", sku));

/** As it was before. One by one where others may own the rows: a claim that was refused is theirs. */
async function undo(ctx: Context, { before, after }: Change): Promise<void> {
  for (const claim of drops(ctx, after, before)) await transact(ctx, [claim]).catch(unlessRefused);
  if (before) await settle(ctx, before);
}

async function inBatches(ctx: Context, writes: Write[]): Promise<void> {
  for (let start = 0; start < writes.length; start += rowsAtOnce) {
    const batch = writes.slice(start, start + rowsAtOnce);
    await retryConflicts(ctx, () => transact(ctx, batch));
  }
}

const isNewer = (error: unknown) => isConditionFailed(error) || (error instanceof TransactionRefused && !error.conflicted);

function unlessRefused(error: unknown): void {
  if (!isNewer(error)) throw error;
}

async function ifUnchanged(run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    throw isConditionFailed(error) ? VersionConflict({}, { cause: error }) : error;
  }
}
