import { originOf } from "../../security/cross-site.ts";
import { keyOf, newKey, readForm } from "../form.ts";
import { type Loaded, missing, ready, refusedBy } from "../loaded.ts";
import { getOrder, isPayable, type Order } from "../order.ts";
import { confirmPayment, isTestCard } from "../payment.ts";
import { type Problem, unknownOutcome } from "../problem.ts";
import { keepCookies, keepPrivate, redirectPage } from "../redirect.ts";
import type { Access } from "../api.ts";
import { orderAccess } from "../sign-in.ts";
import { currentEvent } from "../visit.ts";

export interface PayPage {
  order: Order;
  chosen: string | undefined;
  problem: Problem | undefined;
  /** Where the bank asks the shopper; the page leads there by itself. */
  challenge: string | undefined;
  key: string;
}

/** The payment of an order, and what becomes of it when a card was sent. */
export async function payPage(orderId: string): Promise<Loaded<PayPage>> {
  keepPrivate();
  const { request } = currentEvent();
  const access = await orderAccess(request, orderId);
  keepCookies(access.cookies);
  if (!access.known) return missing;
  const found = await getOrder(orderId, access);
  if (!found.ok) return refusedBy(found.problem);
  const order = found.value;
  const page: PayPage = { order, chosen: undefined, problem: undefined, challenge: undefined, key: newKey() };
  if (!isPayable(order)) {
    redirectPage(`/orders/${orderId}`);
    return ready(page);
  }
  if (request.method !== "POST") return ready({ ...page, problem: returned(request) });
  return pay(page, await readForm(request), access);
}

/** How the bank's page ended, when the shopper comes back from one that was not approved. */
function returned(request: Request): Problem | undefined {
  const code = new URL(request.url).searchParams.get("declined");
  return code === null ? undefined : { code: "payment.declined", title: "", status: 402, declineCode: code };
}

async function pay(page: PayPage, form: Record<string, string>, access: Access): Promise<Loaded<PayPage>> {
  const { request, response } = currentEvent();
  const { orderId, paymentId } = page.order;
  const chosen = form.card ?? "";
  const refuse = (problem: Problem, key = newKey()): Loaded<PayPage> => {
    response.status = problem.status;
    return ready({ ...page, chosen, problem, key });
  };
  if (!isTestCard(chosen)) return refuse({ code: "site.choose_card", title: "", status: 422 });
  const returnUrl = `${originOf(request)}/orders/${orderId}/return`;
  const key = keyOf(form);
  const result = await confirmPayment({ paymentId, orderId, paymentMethod: chosen, returnUrl }, access, key);
  if (!result.ok) return refuse(result.problem, unknownOutcome(result.problem) ? key : newKey());
  const { status, nextAction } = result.value;
  if (status === "requires_action" && nextAction) return ready({ ...page, chosen, challenge: nextAction.redirectUrl });
  redirectPage(status === "processing" ? `/orders/${orderId}?processing=1` : `/orders/${orderId}/thanks`);
  return ready(page);
}
