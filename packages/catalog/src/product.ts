import { type Context, instant, retryConflicts, VersionConflict } from "@souk/core";
import { settle } from "./commit-large-product.ts";
import { commitProduct } from "./commit-product.ts";
import { NothingToSell, ProductInvalid, ProductNotFound } from "./product.error.ts";
import type { NewProduct, Product, ProductPatch, ProductRef, Status, Variant } from "./product.model.ts";
import { assertFits, hasPrice, mergePrices, toVariants } from "./product.rule.ts";
import { findProduct } from "./product.store.ts";
import { toRef } from "./product.write.ts";
import { sanitize } from "./sanitize.ts";

/** Adds a product. Throws `catalog.product_invalid`, `nothing_to_sell`, `handle_taken`, `sku_taken`, `product_too_large`. */
export async function create(ctx: Context, input: NewProduct): Promise<ProductRef> {
  const { categoryNames, variants, descriptionHtml, ...rest } = input;
  const productId = ctx.id("prod");
  const at = instant(ctx);
  const product: Product = {
    ...rest,
    productId,
    descriptionHtml: await sanitize(descriptionHtml),
    variants: toVariants(productId, input.options, variants),
    version: 1,
    createdAt: at,
    updatedAt: at,
    ...(input.status === "active" ? { publishedAt: at } : {}),
  };
  assertSound(product);
  return retryConflicts(ctx, () => commitProduct(ctx, { after: product, categoryNames }));
}

/** Changes parts of a product, from the version that the caller has read. Throws as `create` does, `product_not_found` and `version_conflict`. */
export async function update(ctx: Context, productId: string, patch: ProductPatch, version: number): Promise<ProductRef> {
  const safe = patch.descriptionHtml === undefined ? patch : { ...patch, descriptionHtml: await sanitize(patch.descriptionHtml) };
  return change(ctx, productId, version, (before) => patched(before, safe), patch.categoryNames);
}

/** Shows and sells it from now on. Does nothing when it is published already. Throws `catalog.nothing_to_sell`. */
export const publish = (ctx: Context, productId: string, version?: number): Promise<ProductRef> => move(ctx, productId, "active", version);

/** Hides it from all but staff. Does nothing to a draft. */
export const unpublish = (ctx: Context, productId: string, version?: number): Promise<ProductRef> => move(ctx, productId, "draft", version);

/** Puts it away. Its handle and SKUs stay taken: orders and stock still name them. */
export const archive = (ctx: Context, productId: string, version?: number): Promise<ProductRef> =>
  move(ctx, productId, "archived", version);

function move(ctx: Context, productId: string, status: Status, version: number | undefined): Promise<ProductRef> {
  return change(ctx, productId, version, (before) => (before.status === status ? before : { ...before, status }));
}

const triesAtMost = 5;

/**
 * Replaces a product by what `next` makes of it, or leaves it alone when that is the very same: the importer's way in. Whoever names no
 * version wants the change on whatever is there: it is made anew on what another writer left.
 */
export async function change(
  ctx: Context,
  productId: string,
  version: number | undefined,
  next: (before: Product) => Product,
  categoryNames?: string[],
): Promise<ProductRef> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await retryConflicts(ctx, () => tryChange(ctx, productId, version, next, categoryNames));
    } catch (error) {
      if (version !== undefined || attempt === triesAtMost || !VersionConflict.is(error)) throw error;
    }
  }
}

async function tryChange(
  ctx: Context,
  productId: string,
  version: number | undefined,
  next: (before: Product) => Product,
  categoryNames?: string[],
): Promise<ProductRef> {
  const before = await forChange(ctx, productId);
  if (version !== undefined && version !== before.version) throw VersionConflict({ version: before.version });
  const wanted = next(before);
  if (wanted === before) return toRef(before);
  const at = instant(ctx);
  const published = wanted.status === "active" && before.publishedAt === undefined ? { publishedAt: at } : {};
  const after = { ...wanted, ...published, version: before.version + 1, updatedAt: at };
  assertSound(after);
  return commitProduct(ctx, { before, after, categoryNames });
}

async function forChange(ctx: Context, productId: string): Promise<Product> {
  const found = await findProduct(ctx, productId);
  if (!found) throw ProductNotFound({ productId });
  if (found.pending) await settle(ctx, found.product);
  return found.product;
}

function assertSound(product: Product): void {
  assertFits(product);
  if (product.status === "active" && !hasPrice(product)) throw NothingToSell();
}

function patched(before: Product, patch: ProductPatch): Product {
  const { categoryNames: _, vendor = before.vendor, prices, variants, ...rest } = patch;
  const { vendor: __, ...kept } = before;
  const options = patch.options ?? before.options;
  const list = variants ?? before.variants.map(({ productId: _id, title: _title, position: _position, ...variant }) => variant);
  return {
    ...kept,
    ...rest,
    ...(vendor === null || vendor === undefined ? {} : { vendor }),
    variants: priced(toVariants(before.productId, options, list), prices ?? []),
  };
}

function priced(variants: Variant[], changes: NonNullable<ProductPatch["prices"]>): Variant[] {
  const bySku = new Map(changes.map((one) => [one.sku, one]));
  const unknown = changes.filter(({ sku }) => !variants.some((variant) => variant.sku === sku));
  if (unknown.length > 0)
    throw ProductInvalid({ issues: unknown.map(({ sku }) => ({ path: "prices", message: `The product has no variant ${sku}` })) });
  return variants.map((variant) => {
    const { compareAtPrices: before, ...rest } = variant;
    const given = bySku.get(variant.sku);
    const compareAtPrices = mergePrices(before, given?.compareAtPrices);
    return {
      ...rest,
      prices: mergePrices(variant.prices, given?.prices),
      ...(Object.keys(compareAtPrices).length > 0 ? { compareAtPrices } : {}),
    };
  });
}
