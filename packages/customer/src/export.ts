import { Session } from "@souk/auth";
import { Cart } from "@souk/cart";
import { type Context, instant } from "@souk/core";
import { Order } from "@souk/order";
import { get } from "./account.ts";
import { everyOrder } from "./orders.ts";

/** Everything that is held about who asks: account, addresses, orders with what was written in them, sessions. Throws `customer.not_found`. */
export async function exported(ctx: Context) {
  const customer = await get(ctx);
  const { customerId } = customer;
  const [heads, sessions, cartId] = await Promise.all([
    everyOrder(ctx, customerId),
    Session.listOf(ctx, customerId),
    Cart.findCartId(ctx, customerId),
  ]);
  const orders = await Promise.all(heads.map(({ orderId }) => Order.view(ctx, orderId)));
  return { exportedAt: instant(ctx), customer, orders, sessions, cartId: cartId ?? null };
}
