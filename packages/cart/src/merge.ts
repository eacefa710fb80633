import { Contended, type Context, proves, retryConflicts, transact, TransactionRefused, type Write } from "@souk/core";
import { CartNotFound } from "./cart.error.ts";
import { type Info, type Line, mostLines, mostOfEach } from "./cart.model.ts";
import { findCartId, owning } from "./cart.owner.store.ts";
import * as Store from "./cart.store.ts";

interface Merge {
  customerId: string;
  /** The cart that was filled before signing in; its token came with the request. */
  cartId?: string | undefined;
}

/**
 * The cart that a customer has on every device, with what was put into another before signing in: lines are added up, the other cart
 * is closed, all in one transaction. Doing it again changes nothing. Undefined when there is no cart. Throws `cart.not_found`.
 */
export async function merge(ctx: Context, { customerId, cartId }: Merge): Promise<Info | undefined> {
  if (cartId !== undefined && !proves(ctx, "cart", cartId)) throw CartNotFound({ cartId });
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await retryConflicts(ctx, () => tryMerge(ctx, customerId, cartId));
    } catch (error) {
      // A line was set, or another device signed in, between the reading and the writing.
      const changed = error instanceof TransactionRefused && ["cart", "guest-cart", "owner"].some((label) => error.failed(label));
      if (!changed) throw error;
      if (attempt === 5) throw Contended({}, { cause: error });
    }
  }
}

async function tryMerge(ctx: Context, customerId: string, cartId: string | undefined): Promise<Info | undefined> {
  const ownId = await findCartId(ctx, customerId);
  const [own, guest] = await Promise.all([ownId, cartId].map((id) => (id === undefined ? undefined : findOpen(ctx, id))));
  if (!guest || guest.cartId === own?.cartId) return own;
  if (!own) {
    await transact(ctx, [owning(ctx, customerId, guest.cartId, ownId)]);
    return guest;
  }
  const lines = added(own.lines, guest.lines);
  const closing: Write = { ...Store.changing(ctx, guest, { status: "closed" }), label: "guest-cart" };
  await transact(ctx, [Store.filling(ctx, own, lines), closing, owning(ctx, customerId, own.cartId, ownId)]);
  return { ...own, lines, version: own.version + 1 };
}

async function findOpen(ctx: Context, cartId: string): Promise<Info | undefined> {
  const cart = await Store.findCart(ctx, cartId);
  return cart?.status === "open" ? cart : undefined;
}

/** Both carts' lines, the customer's own first; what goes over a cart's limits is left out. */
export function added(own: Line[], others: Line[]): Line[] {
  const sums = new Map(own.map(({ sku, quantity }) => [sku, quantity]));
  for (const { sku, quantity } of others) {
    if (!sums.has(sku) && sums.size === mostLines) continue;
    sums.set(sku, Math.min(mostOfEach, (sums.get(sku) ?? 0) + quantity));
  }
  return [...sums].map(([sku, quantity]) => ({ sku, quantity }));
}
