import { type Context, DomainError } from "@souk/core";
import { Inventory } from "@souk/inventory";
import { change, create } from "../product.ts";
import { liesElsewhere, NewProduct, type Product, Status } from "../product.model.ts";
import { toVariants } from "../product.rule.ts";
import { findHandle } from "../product.store.ts";
import { sanitize } from "../sanitize.ts";
import { requestMedia } from "./bucket.ts";
import type { Draft } from "./draft.ts";
import type { Remark, Report } from "./import.model.ts";
import { noReport } from "./import.model.ts";
import { contentOf, merge, type Merged, type Wanted } from "./merge.ts";

const Complete = NewProduct.extend({ status: Status });

/** Brings one product and its stock to what the file says. Everything that is wrong with it is in the report; only bugs and outages throw. */
export async function importProduct(ctx: Context, draft: Draft, stock: "keep" | "set"): Promise<Report> {
  const report = { ...noReport(), errors: [...draft.errors], warnings: [...draft.warnings] };
  const refuse = (column: string, reason: string) => ({ ...report, errors: [...report.errors, { line: draft.line, column, reason }] });
  if (draft.giftCard) return { ...noReport(), errors: [{ line: draft.line, column: "Gift Card", reason: "Gift cards are not imported" }] };
  try {
    const saved = await save(ctx, draft.body === undefined ? draft : { ...draft, body: await sanitize(draft.body) });
    if ("problem" in saved) return saved.problem === undefined ? report : refuse(saved.column, saved.problem);
    const stocked = await stockUp(ctx, saved.stock, stock);
    report.warnings.push(...stocked.warnings);
    const outcome = saved.outcome === "unchanged" && stocked.adjusted ? "updated" : saved.outcome;
    return { ...report, [outcome]: 1 };
  } catch (error) {
    if (!(error instanceof DomainError) || error.kind === "unavailable" || error.code === "request.contended") throw error;
    return refuse("", reasonOf(error));
  }
}

type Saved =
  /** `elsewhere`: it is as the file says, but has pictures that were not fetched so far. */
  | { outcome: "created" | "updated" | "unchanged"; stock: Merged["stock"]; elsewhere?: boolean }
  | { problem: string | undefined; column: string };

async function save(ctx: Context, draft: Draft): Promise<Saved> {
  const productId = await findHandle(ctx, draft.handle);
  if (productId !== undefined) return saveOver(ctx, draft, productId);
  if (draft.title === "") return { problem: "A new product needs a title", column: "Title" };
  const merged = merge(draft, undefined);
  if (merged.product.variants.length === 0)
    return { problem: draft.errors.length > 0 ? undefined : "A new product needs a price", column: "Variant Price" };
  const parsed = NewProduct.safeParse(merged.product);
  if (!parsed.success) return problemOf(parsed.error.issues);
  await create(ctx, parsed.data);
  return { outcome: "created", stock: merged.stock };
}

async function saveOver(ctx: Context, draft: Draft, productId: string): Promise<Saved> {
  let saved: Saved = { outcome: "unchanged", stock: [] };
  await change(
    ctx,
    productId,
    undefined,
    (before) => {
      const { product, stock } = merge(draft, before);
      const parsed = Complete.safeParse(product);
      if (!parsed.success) saved = problemOf(parsed.error.issues);
      else if (contentOf(product) === contentOf(before))
        saved = { outcome: "unchanged", stock, elsewhere: before.media.some(({ src }) => liesElsewhere(src)) };
      else {
        saved = { outcome: "updated", stock };
        return changed(before, product);
      }
      return before;
    },
    draft.category === undefined ? undefined : merge(draft, undefined).product.categoryNames,
  );
  if ("outcome" in saved && saved.elsewhere) await requestMedia(ctx, productId);
  return saved;
}

function changed(before: Product, { categoryNames: _names, vendor, variants, ...rest }: Wanted): Product {
  const { vendor: __, ...kept } = before;
  return { ...kept, ...rest, ...(vendor === undefined ? {} : { vendor }), variants: toVariants(before.productId, rest.options, variants) };
}

const problemOf = (issues: { path: PropertyKey[]; message: string }[]): Saved => ({
  problem: issues
    .map(({ path, message }) => `${path.map(String).join(".")}: ${message}`)
    .slice(0, 3)
    .join("; "),
  column: "",
});

function reasonOf(error: DomainError): string {
  const { skus, issues } = error.details as { skus?: string[]; issues?: { path: string; message: string }[] };
  const more = skus ?? issues?.map(({ path, message }) => `${path}: ${message}`) ?? [];
  return [error.message, ...more.slice(0, 3)].join(" ");
}

/** Sets up levels that are not there; with `set`, the others become what the file says, as a count. */
async function stockUp(ctx: Context, stock: Merged["stock"], mode: "keep" | "set"): Promise<{ adjusted: boolean; warnings: Remark[] }> {
  const warnings: Remark[] = [];
  if (stock.length === 0) return { adjusted: false, warnings };
  await Inventory.initialize(
    ctx,
    stock.map(({ sku, quantity }) => ({ sku, quantity })),
  );
  if (mode === "keep") return { adjusted: false, warnings };
  const levels = await Inventory.levels(
    ctx,
    stock.map(({ sku }) => sku),
  );
  const other = stock.filter(({ sku, quantity }) => (levels.get(sku)?.onHand ?? quantity) !== quantity);
  for (const { sku, quantity, line } of other) {
    try {
      await Inventory.adjust(ctx, { sku, set: quantity, reason: "counted", note: "import" });
    } catch (error) {
      if (!Inventory.BelowReserved.is(error)) throw error;
      warnings.push({
        line,
        column: "Variant Inventory Qty",
        reason: `${sku}: more than ${quantity} are promised to orders, the stock was left alone`,
      });
    }
  }
  return { adjusted: other.length > warnings.length, warnings };
}
