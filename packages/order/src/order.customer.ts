import { type Context, update, type Write } from "@souk/core";
import type { Detail, Head } from "./order.model.ts";
import { customerKeyOf, details, heads, keyOf, positionOf, toHead } from "./order.store.ts";

export interface CustomerPage {
  customerId: string;
  /** `<placedAt>#<orderId>` of the last order of the page before. */
  before?: string | undefined;
  limit: number;
}

/** A customer's orders, newest first, as of a second ago. The next page begins after the last one's position. */
export async function listByCustomer(
  ctx: Context,
  { customerId, before, limit }: CustomerPage,
): Promise<{ items: Head[]; before: string | undefined }> {
  const { data } = await heads(ctx)
    .query.byCustomer({ customerKey: `${ctx.shopId}#order#customer#${customerId}` })
    .lt({ customerPosition: before ?? "9" })
    .go({ order: "desc", limit });
  const items = data.map(toHead);
  const last = items.length === limit ? items.at(-1) : undefined;
  return { items, before: last && positionOf(last) };
}

/**
 * Gives a guest's order to a customer (label `order:<orderId>`), unless it is somebody's. Whose it is changes nothing of its course, so
 * its version stays: the customer's own event tells of it.
 */
export function joining(ctx: Context, head: Head, customerId: string): Write {
  const params = heads(ctx)
    .patch(keyOf(ctx, head.orderId))
    .set({ customerId, ...customerKeyOf(ctx, head, customerId) })
    .where((attributes, { notExists }) => notExists(attributes.customerId))
    .params();
  return update(`order:${head.orderId}`, params);
}

const erased = "[erased]";

/**
 * Replaces what an order holds of a person (label `order-detail:<orderId>`): the one change that a detail ever sees. What was sold, for
 * how much, with which tax and to which country stays, since the books need it.
 */
export function erasing(ctx: Context, orderId: string, detail: Detail): Write {
  const { country } = detail.shippingAddress;
  const nobody = { name: erased, line1: erased, postalCode: erased, city: erased };
  const params = details(ctx)
    .patch(keyOf(ctx, orderId))
    .set({
      contact: { email: "erased@invalid", name: erased },
      shippingAddress: { ...nobody, country },
      ...(detail.billingAddress ? { billingAddress: { ...nobody, country: detail.billingAddress.country } } : {}),
    })
    .params();
  return update(`order-detail:${orderId}`, params);
}
