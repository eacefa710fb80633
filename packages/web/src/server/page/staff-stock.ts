import type { Schemas } from "../api.ts";
import { keyOf } from "../form.ts";
import { type Stock, stockOf } from "../inventory.ts";
import type { Loaded } from "../loaded.ts";
import { type Adjustment, adjust, getLevel, getProduct, type Level, listAdjustments, type Listed, type Reason } from "../staff.ts";
import { asStaff, concluded, type Form, found, type StaffPage } from "./staff.ts";

export const reasons: Exclude<Reason, "initial">[] = ["counted", "received", "returned", "damaged", "lost", "correction"];
export const ways = ["set", "add", "take"] as const;

export interface StockPage {
  sku: string;
  level: Level | undefined;
  ledger: Listed<Adjustment> | undefined;
  /** The variants of a product that was asked for. */
  product: { title: string; variants: { sku: string; title: string; stock: Stock | undefined }[] } | undefined;
}

/** `?sku=` is one level with its changes, `?product=` the levels of a product's variants; without either the page asks. */
export const staffStock = (): Promise<Loaded<StaffPage<StockPage>>> =>
  asStaff<StockPage>(async ({ bearer, query, form }) => {
    const sku = (form?.sku ?? query.get("sku") ?? "").trim();
    const product = sku ? undefined : await variantsOf(bearer, query.get("product") ?? "");
    if (sku === "") return found({ sku, level: undefined, ledger: undefined, product });
    const said = form ? concluded(await change(bearer, sku, form), form, `/staff/stock?sku=${encodeURIComponent(sku)}`) : {};
    const [level, ledger] = await Promise.all([getLevel(bearer, sku), listAdjustments(bearer, sku, query.get("cursor") ?? undefined)]);
    if (!level.ok && level.problem.status !== 404) return level;
    if (!ledger.ok && ledger.problem.status !== 404) return ledger;
    return found({ sku, level: level.ok ? level.value : undefined, ledger: ledger.ok ? ledger.value : undefined, product, ...said });
  });

async function variantsOf(bearer: string, handle: string): Promise<StockPage["product"]> {
  const product = handle === "" ? undefined : await getProduct(bearer, handle);
  if (!product?.ok) return undefined;
  const { title, variants } = product.value;
  const stock = await stockOf(variants.filter(({ tracked }) => tracked).map(({ sku }) => sku));
  return {
    title,
    variants: variants.map((variant) => ({
      sku: variant.sku,
      title: Object.values(variant.options).join(", "),
      stock: stock.get(variant.sku),
    })),
  };
}

function change(bearer: string, sku: string, form: Form): ReturnType<typeof adjust> | undefined {
  const body = adjustmentOf(form);
  return body && adjust(bearer, sku, body, keyOf(form));
}

/** "Counted 40", "3 came in" or "1 went out", for a reason. */
export function adjustmentOf({ way, count = "", reason, note }: Form): Schemas["AdjustStock"] | undefined {
  const known = reasons.find((name) => name === reason);
  if (!known || !/^\d{1,7}$/.test(count)) return undefined;
  const said = { reason: known, ...(note ? { note } : {}) };
  if (way === "set") return { set: Number(count), ...said };
  if (Number(count) === 0) return undefined;
  if (way === "add") return { delta: Number(count), ...said };
  return way === "take" ? { delta: -Number(count), ...said } : undefined;
}
