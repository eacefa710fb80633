import type { Context } from "@souk/core";
import { Order } from "@souk/order";

/** Every order of a customer, newest first. */
export async function everyOrder(ctx: Context, customerId: string): Promise<Order.Head[]> {
  const found: Order.Head[] = [];
  let before: string | undefined;
  do {
    const page = await Order.listByCustomer(ctx, { customerId, before, limit: 100 });
    found.push(...page.items);
    before = page.before;
  } while (before !== undefined);
  return found;
}
