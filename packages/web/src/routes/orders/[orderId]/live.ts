import type { APIEvent } from "@solidjs/start/server";
import { readCount } from "../../../server/form.ts";
import { getHistory } from "../../../server/order.ts";
import { orderAccess } from "../../../server/sign-in.ts";

/** Whether an order has news after an event's sequence number: `{ after }`, or 304 while nothing changed. */
export async function GET({ request, params }: APIEvent): Promise<Response> {
  const orderId = params.orderId ?? "";
  const access = await orderAccess(request, orderId);
  if (!access.known) return new Response(null, { status: 404 });
  const after = readCount(new URL(request.url).searchParams.get("after") ?? undefined, { min: 0, max: 9_999, fallback: 0 });
  const history = await getHistory(orderId, access, after, request.headers.get("if-none-match") ?? undefined);
  if (!history.ok) return new Response(null, { status: history.problem.status });
  const headers = new Headers({ "cache-control": "private, no-cache", ...(history.etag ? { etag: history.etag } : {}) });
  for (const cookie of access.cookies) headers.append("set-cookie", cookie);
  if (history.status === 304) return new Response(null, { status: 304, headers });
  return Response.json({ after: history.value.items.at(-1)?.sequence ?? after }, { headers });
}
