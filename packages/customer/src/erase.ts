import { Account, Session } from "@souk/auth";
import { Cart } from "@souk/cart";
import { type Context, emit, retryConflicts, transact } from "@souk/core";
import { Order } from "@souk/order";
import { CustomerNotFound, OrdersUnderWay } from "./customer.error.ts";
import { CustomerErased } from "./customer.event.ts";
import * as Store from "./customer.store.ts";
import { join } from "./join.ts";
import { everyOrder } from "./orders.ts";

/**
 * Closes an account and erases what is known of the person: first in the orders, whose sums stay for the books, then the account, its
 * profile, its cart's name and its sessions. A crash in between leaves an account that can be erased again. Throws
 * `customer.not_found`, `customer.orders_under_way`.
 */
export async function erase(ctx: Context, customerId: string): Promise<{ orders: number }> {
  const account = await Account.find(ctx, customerId);
  if (!account) throw CustomerNotFound();
  while ((await join(ctx, customerId)) > 0);
  const orders = await everyOrder(ctx, customerId);
  const underWay = orders.filter(({ status }) => status === "open");
  if (underWay.length > 0) throw OrdersUnderWay({ orders: underWay.map(({ number }) => number) });
  for (const { orderId } of orders) await eraseOrder(ctx, orderId);
  const answer = { orders: orders.length };
  await retryConflicts(ctx, async () => {
    const { version } = await Store.findProfile(ctx, customerId);
    const event = emit(ctx, CustomerErased, {
      partition: Store.partitionOf(ctx, customerId),
      subject: customerId,
      sequence: version + 1,
      data: { customerId, ...answer },
    });
    await transact(
      ctx,
      [...Account.closing(ctx, account), Store.removing(ctx, customerId), Cart.forgetting(ctx, customerId), event],
      answer,
    );
  });
  await Session.revokeAll(ctx, customerId);
  return answer;
}

async function eraseOrder(ctx: Context, orderId: string): Promise<void> {
  const detail = await Order.findDetail(ctx, orderId);
  if (detail) await retryConflicts(ctx, () => transact(ctx, [Order.erasing(ctx, orderId, detail)]));
}
