import { Catalog } from "@souk/catalog";
import {
  Contended,
  type Context,
  isConditionFailed,
  proves,
  retryConflicts,
  transact,
  TransactionRefused,
  VersionConflict,
  type Write,
} from "@souk/core";
import { Inventory } from "@souk/inventory";
import { Shop } from "@souk/shop";
import { CartClosed, CartFull, CartNotFound, NotForSale } from "./cart.error.ts";
import { type Info, type Line, mostLines, mostOfEach, priceIn, type View, viewLine } from "./cart.model.ts";
import * as Store from "./cart.store.ts";

export * from "./cart.error.ts";
export * from "./cart.model.ts";
export { findCartId, forgetting } from "./cart.owner.store.ts";
export { merge } from "./merge.ts";

/** For the transaction that places an order: closes the cart (label `cart`), if it is open and as it was read. */
export const closing = (ctx: Context, cart: Info): Write => Store.changing(ctx, cart, { status: "closed" });

/** Guests are known by the cart's token; whoever may not see a cart is told that there is none. */
function admit(ctx: Context, cartId: string): void {
  const { actor } = ctx;
  const insider = actor.type === "staff" || actor.type === "service" || actor.type === "system";
  if (!insider && !proves(ctx, "cart", cartId)) throw CartNotFound({ cartId });
}

/** Throws `cart.not_found` when it is absent, expired or another's. */
export async function get(ctx: Context, cartId: string): Promise<Info> {
  admit(ctx, cartId);
  const cart = await Store.findCart(ctx, cartId);
  if (!cart) throw CartNotFound({ cartId });
  return cart;
}

/** A cart with today's titles, prices and stock. Throws `cart.not_found`. */
export async function view(ctx: Context, cartId: string): Promise<View> {
  const cart = await get(ctx, cartId);
  const [market, sellables] = await Promise.all([Shop.market(ctx, cart.country), Catalog.variants(ctx, skusOf(cart.lines))]);
  const tracked = skusOf(cart.lines).filter((sku) => sellables.get(sku)?.tracked);
  const levels = await Inventory.levels(ctx, tracked);
  const lines = cart.lines.map((line) => viewLine(line, sellables.get(line.sku), cart.currency, levels.get(line.sku)?.available));
  const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);
  return {
    ...cart,
    lines,
    itemCount: sum(lines.map((line) => line.quantity)),
    subtotal: sum(lines.map((line) => line.amount)),
    taxIncluded: market.pricesIncludeTax,
  };
}

const skusOf = (lines: Line[]) => lines.map(({ sku }) => sku);

/** Opens a cart in a market, the shop's first unless named. Throws `shop.no_market`, `cart.not_for_sale`, `cart.full`. */
export async function create(
  ctx: Context,
  { country, lines = [] }: { country?: string | undefined; lines?: Line[] | undefined },
): Promise<Info> {
  const market = await Shop.market(ctx, country);
  const wanted = summed(lines);
  if (wanted.length > mostLines) throw CartFull({ most: mostLines });
  const sellables = await Catalog.variants(ctx, skusOf(wanted));
  const refused = skusOf(wanted).filter((sku) => priceIn(sellables.get(sku), market.currency) === undefined);
  if (refused.length > 0) throw NotForSale({ skus: refused });
  const { write, info } = Store.creating(ctx, {
    cartId: ctx.id("cart"),
    country: market.country,
    currency: market.currency,
    lines: wanted,
  });
  if (ctx.recordAnswer) await retryConflicts(ctx, () => transact(ctx, [write], info));
  else await Store.create(ctx, write);
  return info;
}

function summed(lines: Line[]): Line[] {
  const sums = new Map<string, number>();
  for (const { sku, quantity } of lines) sums.set(sku, Math.min(mostOfEach, (sums.get(sku) ?? 0) + quantity));
  return [...sums].map(([sku, quantity]) => ({ sku, quantity }));
}

export interface SetLine {
  cartId: string;
  sku: string;
  quantity: number;
  version?: number | undefined;
}

/**
 * Sets a line's quantity, 0 takes it out; the last write of a line wins. Half a read unit and one write. Stock is not asked: a cart
 * holds none. Throws `cart.not_found`, `cart.closed`, `cart.full`, `cart.not_for_sale`, `request.version_conflict`.
 */
export async function setLine(ctx: Context, { cartId, sku, quantity, version }: SetLine): Promise<Info> {
  admit(ctx, cartId);
  const currencies = quantity === 0 ? [] : await currenciesOf(ctx, sku);
  try {
    return await retryConflicts(ctx, () => Store.setLine(ctx, { cartId, sku, quantity, currencies, version }));
  } catch (error) {
    if (!isConditionFailed(error)) throw error;
    const cart = await Store.findCart(ctx, cartId);
    // A write whose answer was lost is sent again, and then refused by its own first try: the cart is as it was asked for.
    if (cart && isDone(cart, { sku, quantity, version })) return cart;
    throw reasonOf(cart, { cartId, sku, version, currencies, removes: quantity === 0 }, error);
  }
}

/** Whether the one change since the version that the caller has seen is the one that it asks for. */
function isDone(cart: Info, { sku, quantity, version }: Omit<SetLine, "cartId">): boolean {
  const line = cart.lines.find((one) => one.sku === sku);
  return cart.status === "open" && version !== undefined && cart.version === version + 1 && (line?.quantity ?? 0) === quantity;
}

async function currenciesOf(ctx: Context, sku: string): Promise<string[]> {
  const sellable = (await Catalog.variants(ctx, [sku])).get(sku);
  const currencies = sellable?.active ? Object.keys(sellable.prices) : [];
  if (currencies.length === 0) throw NotForSale({ skus: [sku] });
  return currencies;
}

interface Refused {
  cartId: string;
  sku: string;
  version: number | undefined;
  currencies: string[];
  removes: boolean;
}

/** Why a line was not set: only a refusal costs the reading of the cart. */
function reasonOf(cart: Info | undefined, { cartId, sku, version, currencies, removes }: Refused, cause: unknown): Error {
  if (!cart) return CartNotFound({ cartId }, { cause });
  if (cart.status === "closed") return CartClosed({ cartId }, { cause });
  if (version !== undefined && version !== cart.version) return VersionConflict({ version: cart.version }, { cause });
  if (!removes && !currencies.includes(cart.currency)) return NotForSale({ skus: [sku] }, { cause });
  if (!removes && cart.lines.length >= mostLines) return CartFull({ most: mostLines }, { cause });
  return Contended({}, { cause });
}

interface Move {
  cartId: string;
  country: string;
  version?: number | undefined;
}

/** Buys in another market from now on, at its prices. Throws `cart.not_found`, `cart.closed`, `shop.no_market`, `request.version_conflict`. */
export async function moveTo(ctx: Context, { cartId, country, version }: Move): Promise<Info> {
  const market = await Shop.market(ctx, country);
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await retryConflicts(ctx, () => tryMove(ctx, cartId, { country: market.country, currency: market.currency }, version));
    } catch (error) {
      const changed = error instanceof TransactionRefused && !error.failed("idempotency") && error.failed("cart") !== undefined;
      if (!changed) throw error;
      if (attempt === 5) throw Contended({}, { cause: error });
    }
  }
}

async function tryMove(
  ctx: Context,
  cartId: string,
  market: Pick<Info, "country" | "currency">,
  version: number | undefined,
): Promise<Info> {
  const cart = await get(ctx, cartId);
  if (version !== undefined && version !== cart.version) throw VersionConflict({ version: cart.version });
  if (cart.status === "closed") throw CartClosed({ cartId });
  const moved: Info = { ...cart, ...market, version: cart.version + 1 };
  await transact(ctx, [Store.changing(ctx, cart, market)], moved);
  return moved;
}
