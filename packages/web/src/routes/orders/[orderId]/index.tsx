import { createAsync, type RouteSectionProps } from "@solidjs/router";
import type { APIEvent } from "@solidjs/start/server";
import { Loaded } from "../../../component/loaded.tsx";
import { OrderView } from "../../../component/order-view.tsx";
import { useText } from "../../../component/shell.tsx";
import { NotFound } from "../../../component/status-page.tsx";
import { load } from "../../../server/loaded.ts";
import { orderPage } from "../../../server/page/order.ts";
import { seeOther } from "../../../server/reply.ts";
import { isId, isToken, ordersCookie } from "../../../server/session.ts";
import { cookieOf } from "../../../server/visit.ts";

/** A link from a mail carries the order's token: it goes into the cookie, and out of the address, where it would be seen and shared. */
export function GET({ request, params }: APIEvent): Response | undefined {
  const token = new URL(request.url).searchParams.get("token");
  const orderId = params.orderId ?? "";
  if (token === null) return undefined;
  const known = isId(orderId) && isToken(token);
  return seeOther(`/orders/${encodeURIComponent(orderId)}`, known ? [ordersCookie(cookieOf(request), orderId, token)] : []);
}

export default function OrderRoute(props: RouteSectionProps) {
  const text = useText();
  const page = createAsync(() => load(() => orderPage(props.params.orderId ?? "")));
  return (
    <Loaded of={page()} missing={<NotFound hint={text.orderNotFound} />}>
      {(data) => <OrderView page={data} />}
    </Loaded>
  );
}
