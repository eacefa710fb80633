import { type Loaded, missing, ready, refusedBy } from "../loaded.ts";
import { getOrder, isPaid, type Order } from "../order.ts";
import { keepCookies, keepPrivate, redirectPage } from "../redirect.ts";
import { orderAccess } from "../sign-in.ts";
import { currentEvent } from "../visit.ts";

/** The confirmation of an order that is paid; of any other, its page says how it stands. */
export async function thanksPage(orderId: string): Promise<Loaded<Order>> {
  keepPrivate();
  const access = await orderAccess(currentEvent().request, orderId);
  keepCookies(access.cookies);
  if (!access.known) return missing;
  const order = await getOrder(orderId, access);
  if (!order.ok) return refusedBy(order.problem);
  if (!isPaid(order.value)) redirectPage(`/orders/${orderId}`);
  return ready(order.value);
}
