import { type Loaded, missing, ready, refusedBy } from "../loaded.ts";
import { getOrder, isPaid, type Order } from "../order.ts";
import { keepPrivate, redirectPage } from "../redirect.ts";
import { orderToken } from "../session.ts";
import { cookieOf, currentEvent } from "../visit.ts";

/** The confirmation of an order that is paid; of any other, its page says how it stands. */
export async function thanksPage(orderId: string): Promise<Loaded<Order>> {
  keepPrivate();
  const token = orderToken(cookieOf(currentEvent().request), orderId);
  if (!token) return missing;
  const order = await getOrder(orderId, token);
  if (!order.ok) return refusedBy(order.problem);
  if (!isPaid(order.value)) redirectPage(`/orders/${orderId}`);
  return ready(order.value);
}
