import { type Context, retryConflicts, type Table, transact, TransactionRefused, VersionConflict } from "@souk/core";
import { defaults, type Info, type Market, NoMarket, type Settings } from "./shop.model.ts";
import { findShop, findShopNow, saving } from "./shop.store.ts";

export { defaults, Info, Market, NoMarket, Settings, ShippingOption } from "./shop.model.ts";

const keptMilliseconds = 60_000;
/** A new shop is about to be given its name: that should show at once. */
const unsavedMilliseconds = 2_000;

/** Every request asks for the shop and it hardly ever changes: a function keeps it for a minute. */
const cache = new WeakMap<Table, Map<string, { info: Info; until: number }>>();

function kept(table: Table) {
  const known = cache.get(table);
  if (known) return known;
  const made = new Map<string, { info: Info; until: number }>();
  cache.set(table, made);
  return made;
}

function keep(ctx: Context, info: Info): Info {
  kept(ctx.table).set(ctx.shopId, { info, until: ctx.now().getTime() + (info.version === 0 ? unsavedMilliseconds : keptMilliseconds) });
  return info;
}

const unsaved = (ctx: Context): Info => ({ ...defaults, shopId: ctx.shopId, version: 0 });

/** The shop's settings, at most a minute old; the defaults while none were saved. */
export async function get(ctx: Context): Promise<Info> {
  const known = kept(ctx.table).get(ctx.shopId);
  if (known && known.until > ctx.now().getTime()) return known.info;
  return keep(ctx, (await findShop(ctx)) ?? unsaved(ctx));
}

/** The market of a country, the shop's first without one. Throws `shop.no_market`. */
export async function market(ctx: Context, country?: string): Promise<Market> {
  const { markets } = await get(ctx);
  const found = country === undefined ? markets[0] : markets.find((one) => one.country === country);
  if (!found) throw NoMarket({ country, countries: markets.map((one) => one.country) });
  return found;
}

/** Saves all settings, over the version that the caller has read when it says one. Throws `request.version_conflict`. */
export async function save(ctx: Context, settings: Settings, expected?: number): Promise<Info> {
  return retryConflicts(ctx, async () => {
    const before = (await findShopNow(ctx)) ?? unsaved(ctx);
    if (expected !== undefined && expected !== before.version) throw VersionConflict({ version: before.version });
    const info: Info = { ...settings, shopId: ctx.shopId, version: before.version + 1 };
    try {
      await transact(ctx, [saving(ctx, info)], info);
    } catch (error) {
      if (error instanceof TransactionRefused && error.failed("shop") && !error.failed("idempotency"))
        throw VersionConflict({}, { cause: error });
      throw error;
    }
    return keep(ctx, info);
  });
}
