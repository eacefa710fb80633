import type { APIEvent } from "@solidjs/start/server";
import { getOrder, isPaid } from "../../../server/order.ts";
import { findPayment } from "../../../server/payment.ts";
import { seeOther } from "../../../server/reply.ts";
import { orderAccess } from "../../../server/sign-in.ts";

/** Back from the bank's page: on to where the payment's state leads. Asking for it makes the API look it up at the provider. */
export async function GET({ request, params }: APIEvent): Promise<Response> {
  const orderId = params.orderId ?? "";
  const page = `/orders/${encodeURIComponent(orderId)}`;
  const access = await orderAccess(request, orderId);
  const order = access.known ? await getOrder(orderId, access) : undefined;
  if (!order?.ok) return seeOther(page, access.cookies);
  if (isPaid(order.value)) return seeOther(`${page}/thanks`);
  const payment = await findPayment(order.value.paymentId, orderId, access);
  if (!payment.ok) return seeOther(`${page}?processing=1`);
  const { status, declineCode } = payment.value;
  if (status === "captured" || status === "authorized") return seeOther(`${page}/thanks`);
  return seeOther(declineCode ? `${page}/pay?declined=${encodeURIComponent(declineCode)}` : `${page}?processing=1`);
}
