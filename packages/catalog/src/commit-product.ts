import { type Context, idTime, transact, TransactionRefused, VersionConflict } from "@souk/core";
import { commitInSteps } from "./commit-large-product.ts";
import { HandleTaken, SkuTaken } from "./product.error.ts";
import type { ProductRef } from "./product.model.ts";
import { findProduct } from "./product.store.ts";
import { type Change, coreWrites, toRef, variantWrites } from "./product.write.ts";
import { ownerOf, removingVariant } from "./variant.store.ts";

/** A transaction takes 100 writes; one is the idempotency record's. */
const writesAtOnce = 99;

/** Longer than any function that writes products runs. */
const abandonedMilliseconds = 5 * 60_000;

/**
 * Commits a change with its event: in one transaction, or in safe steps where variants are too many for one.
 * Throws `catalog.handle_taken`, `catalog.sku_taken` and `request.version_conflict`.
 */
export async function commitProduct(ctx: Context, change: Change): Promise<ProductRef> {
  const answer = toRef(change.after);
  try {
    await commit(ctx, change, answer);
  } catch (error) {
    const abandoned = await abandonedClaims(ctx, error);
    if (abandoned.length === 0) throw judged(error);
    await transact(ctx, abandoned);
    await commit(ctx, change, answer).catch((again: unknown) => {
      throw judged(again);
    });
  }
  return answer;
}

async function commit(ctx: Context, change: Change, answer: ProductRef): Promise<void> {
  const core = coreWrites(ctx, change, false);
  const variants = variantWrites(ctx, change);
  if (core.length + variants.length > writesAtOnce) return commitInSteps(ctx, change, answer);
  await transact(ctx, [...core, ...variants], answer);
}

/** A crash in the middle of a large new product leaves SKUs claimed for a product that never came to be: they are free. */
async function abandonedClaims(ctx: Context, error: unknown) {
  if (!(error instanceof TransactionRefused)) return [];
  const claims = error.failedAll("sku:").map(({ label, item }) => ({ sku: label.slice("sku:".length), owner: ownerOf(item) }));
  const owners = [...new Set(claims.flatMap(({ owner }) => owner ?? []))];
  for (const owner of owners) {
    if (ctx.now().getTime() - idTime(owner) < abandonedMilliseconds) return [];
    if (await findProduct(ctx, owner)) return [];
  }
  return claims.flatMap(({ sku, owner }) => (owner ? [removingVariant(ctx, owner, sku)] : []));
}

/** Why the change was refused, the most telling reason first. A seen key is core's to replay. */
function judged(error: unknown): unknown {
  if (!(error instanceof TransactionRefused) || error.failed("idempotency")) return error;
  const skus = error.failedAll("sku:").map(({ label }) => label.slice("sku:".length));
  if (error.failed("product") || error.failed("event")) return VersionConflict({}, { cause: error });
  if (error.failed("handle")) return HandleTaken({}, { cause: error });
  return skus.length > 0 ? SkuTaken({ skus }, { cause: error }) : error;
}
