import { Account, Session } from "@souk/auth";
import { type Context, transact } from "@souk/core";
import { Order } from "@souk/order";
import type { Harness } from "@souk/testing";

/** Somebody who has proven their address, as the API sees them. */
export async function signedIn(harness: Harness, email: string): Promise<{ customerId: string; ctx: Context }> {
  const customerId = await Account.open(harness.ctx(), email);
  return { customerId, ctx: harness.ctx({ type: "customer", customerId }) };
}

export async function session(ctx: Context, customerId: string): Promise<string> {
  const sessionId = Session.idOf(ctx.id("code"));
  await transact(ctx, [Session.creating(ctx, Session.begin(ctx, { sessionId, clientId: "web", actor: "customer", subject: customerId }))]);
  return sessionId;
}

const totals = { items: 1900, discounts: 0, shipping: 490, tax: 382, total: 2390, taxIncluded: true, taxLines: [] };
export const home = { name: "Ada Byron", line1: "Torstraße 1", postalCode: "10119", city: "Berlin", country: "DE" };

/** An order of a guest, or of a customer, under an address; open until it is canceled. */
export async function ordered(ctx: Context, email: string, customerId?: string, to: Order.Address = home): Promise<Order.Head> {
  const { head, detail } = Order.draft(ctx, {
    cartId: ctx.id("cart"),
    currency: "EUR",
    country: "DE",
    totals,
    ...(customerId === undefined ? {} : { customerId }),
    lines: [],
    contact: { email, name: to.name },
    shippingAddress: to,
    billingAddress: to,
    shipping: { id: "standard", name: "Standard", net: 412, tax: 78, gross: 490 },
  });
  await transact(ctx, Order.placing(ctx, { head, detail }));
  return head;
}
