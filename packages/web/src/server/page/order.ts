import { newKey } from "../form.ts";
import { type Loaded, missing, ready, refusedBy } from "../loaded.ts";
import { getHistory, getOrder, isPayable, type Order, type OrderEvent } from "../order.ts";
import { findPayment, type Payment } from "../payment.ts";
import { keepCookies, keepPrivate, redirectPage } from "../redirect.ts";
import type { Access } from "../api.ts";
import { orderAccess } from "../sign-in.ts";
import { currentEvent } from "../visit.ts";

export interface OrderPage {
  order: Order;
  events: OrderEvent[];
  /** A payment is under way whose end is not known yet. */
  processing: boolean;
  /** It could not be canceled. */
  problem: boolean;
  key: string;
}

/** An order for somebody who holds its token or signed in as its customer. Everybody else is told that there is none. */
export async function orderPage(orderId: string): Promise<Loaded<OrderPage>> {
  keepPrivate();
  const { request } = currentEvent();
  const access = await orderAccess(request, orderId);
  keepCookies(access.cookies);
  if (!access.known) return missing;
  const query = new URL(request.url).searchParams;
  const first = await read(orderId, access);
  if (first.state !== "ready") return first;
  const payment = isPayable(first.data.order) ? await findPayment(first.data.order.paymentId, orderId, access) : undefined;
  const known = payment?.ok ? payment.value : undefined;
  // Asking for the payment settles it when the provider knows more than we did: then the order has moved on.
  const settled = known?.status === "captured" || known?.status === "authorized" ? await read(orderId, access) : first;
  if (settled.state !== "ready") return settled;
  const returned = query.has("processing");
  if (returned && known?.status === "open" && known.declineCode)
    redirectPage(`/orders/${orderId}/pay?declined=${encodeURIComponent(known.declineCode)}`);
  return ready({
    ...settled.data,
    processing: isPayable(settled.data.order) && isUnderWay(known, returned),
    problem: query.has("problem"),
    key: newKey(),
  });
}

async function read(orderId: string, access: Access): Promise<Loaded<{ order: Order; events: OrderEvent[] }>> {
  const [order, history] = await Promise.all([getOrder(orderId, access), getHistory(orderId, access)]);
  if (!order.ok) return refusedBy(order.problem);
  return ready({ order: order.value, events: history.ok ? history.value.items : [] });
}

/** Back from the bank's page, the provider's word may still be on its way. */
const isUnderWay = (payment: Payment | undefined, returned: boolean): boolean =>
  payment?.status === "processing" || (returned && payment?.status === "requires_action");
