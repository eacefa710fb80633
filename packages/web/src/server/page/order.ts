import { newKey } from "../form.ts";
import { type Loaded, missing, ready, refusedBy } from "../loaded.ts";
import { getHistory, getOrder, isPayable, type Order, type OrderEvent } from "../order.ts";
import { findPayment, type Payment } from "../payment.ts";
import { keepPrivate, redirectPage } from "../redirect.ts";
import { orderToken } from "../session.ts";
import { cookieOf, currentEvent } from "../visit.ts";

export interface OrderPage {
  order: Order;
  events: OrderEvent[];
  /** A payment is under way whose end is not known yet. */
  processing: boolean;
  /** It could not be canceled. */
  problem: boolean;
  key: string;
}

/** An order for somebody who holds its token. Everybody else is told that there is none. */
export async function orderPage(orderId: string): Promise<Loaded<OrderPage>> {
  keepPrivate();
  const { request } = currentEvent();
  const token = orderToken(cookieOf(request), orderId);
  if (!token) return missing;
  const query = new URL(request.url).searchParams;
  const first = await read(orderId, token);
  if (first.state !== "ready") return first;
  const payment = isPayable(first.data.order) ? await findPayment(first.data.order.paymentId, orderId, token) : undefined;
  const known = payment?.ok ? payment.value : undefined;
  // Asking for the payment settles it when the provider knows more than we did: then the order has moved on.
  const settled = known?.status === "captured" || known?.status === "authorized" ? await read(orderId, token) : first;
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

async function read(orderId: string, token: string): Promise<Loaded<{ order: Order; events: OrderEvent[] }>> {
  const [order, history] = await Promise.all([getOrder(orderId, token), getHistory(orderId, token)]);
  if (!order.ok) return refusedBy(order.problem);
  return ready({ order: order.value, events: history.ok ? history.value.items : [] });
}

/** Back from the bank's page, the provider's word may still be on its way. */
const isUnderWay = (payment: Payment | undefined, returned: boolean): boolean =>
  payment?.status === "processing" || (returned && payment?.status === "requires_action");
