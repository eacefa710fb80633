import type { APIEvent } from "@solidjs/start/server";
import type { Result } from "../../../../server/api.ts";
import { keyOf, readForm } from "../../../../server/form.ts";
import { minorUnits } from "../../../../server/money.ts";
import { cancelOrder, getOrder, type Order } from "../../../../server/order.ts";
import { seeOther } from "../../../../server/reply.ts";
import { sessionOf } from "../../../../server/sign-in.ts";
import { fulfill, refund } from "../../../../server/staff.ts";

/** What staff do to an order: which, says the button. */
export async function POST({ request, params }: APIEvent): Promise<Response> {
  const orderId = params.orderId ?? "";
  const page = `/staff/orders/${encodeURIComponent(orderId)}`;
  const [form, { bearer, cookies }] = [await readForm(request), await sessionOf(request, "staff")];
  if (bearer === undefined) return seeOther("/staff", cookies);
  const order = await getOrder(orderId, { bearer });
  const result = order.ok ? await act(bearer, order.value, form) : order;
  const problem = result ? (result.ok ? undefined : result.problem.code) : "request.invalid";
  return seeOther(problem ? `${page}?problem=${encodeURIComponent(problem)}` : `${page}?done=1`, cookies);
}

function act(bearer: string, order: Order, form: Record<string, string>): Promise<Result<unknown>> | undefined {
  const key = keyOf(form);
  const { carrier, number } = form;
  switch (form.intent) {
    case "fulfill":
      return fulfill(bearer, order.orderId, carrier && number ? { carrier, number } : undefined, key);
    case "cancel":
      return cancelOrder(order.orderId, { bearer }, key);
    case "refund": {
      const amount = form.amount ? minorUnits(form.amount, order.currency) : undefined;
      return form.amount && amount === undefined ? undefined : refund(bearer, order, amount, key);
    }
    default:
      return undefined;
  }
}
