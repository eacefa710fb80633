import type { APIEvent } from "@solidjs/start/server";
import { keyOf, readForm } from "../../../server/form.ts";
import { cancelOrder } from "../../../server/order.ts";
import { seeOther } from "../../../server/reply.ts";
import { orderAccess } from "../../../server/sign-in.ts";

export async function POST({ request, params }: APIEvent): Promise<Response> {
  const orderId = params.orderId ?? "";
  const page = `/orders/${encodeURIComponent(orderId)}`;
  const access = await orderAccess(request, orderId);
  if (!access.known) return seeOther(page);
  const result = await cancelOrder(orderId, access, keyOf(await readForm(request)));
  return seeOther(result.ok ? page : `${page}?problem=cancel`, access.cookies);
}
