import type { APIEvent } from "@solidjs/start/server";
import { keyOf, readForm } from "../../../server/form.ts";
import { cancelOrder } from "../../../server/order.ts";
import { seeOther } from "../../../server/reply.ts";
import { orderToken } from "../../../server/session.ts";
import { cookieOf } from "../../../server/visit.ts";

export async function POST({ request, params }: APIEvent): Promise<Response> {
  const orderId = params.orderId ?? "";
  const page = `/orders/${encodeURIComponent(orderId)}`;
  const token = orderToken(cookieOf(request), orderId);
  if (!token) return seeOther(page);
  const result = await cancelOrder(orderId, token, keyOf(await readForm(request)));
  return seeOther(result.ok ? page : `${page}?problem=cancel`);
}
