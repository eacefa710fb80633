import { type Customer, getCustomer, listOrders, type OrderHead } from "../customer.ts";
import { newKey } from "../form.ts";
import { type Loaded, ready, refusedBy } from "../loaded.ts";
import { keepCookies, keepPrivate } from "../redirect.ts";
import { noSessionCookies, sessionOf } from "../sign-in.ts";
import { currentEvent } from "../visit.ts";

export interface AccountPage {
  customer: Customer;
  orders: OrderHead[];
  cursor: string | null;
  key: string;
  /** What became of the form that was sent. */
  outcome: string | undefined;
}

/** The account of who signed in; undefined for everybody else, who is asked to. */
export async function accountPage(): Promise<Loaded<AccountPage | undefined>> {
  keepPrivate();
  const { request } = currentEvent();
  const { bearer, cookies } = await sessionOf(request, "customer");
  keepCookies(cookies);
  if (bearer === undefined) return ready(undefined);
  const query = new URL(request.url).searchParams;
  const [customer, orders] = await Promise.all([getCustomer(bearer), listOrders(bearer, query.get("cursor") ?? undefined)]);
  if (customer.ok && orders.ok)
    return ready({
      customer: customer.value,
      orders: orders.value.items,
      cursor: orders.value.cursor,
      key: newKey(),
      outcome: outcomeOf(query),
    });
  const problem = customer.ok ? undefined : customer.problem;
  if (problem && (problem.status === 401 || problem.status === 404)) {
    keepCookies(noSessionCookies("customer"));
    return ready(undefined);
  }
  return refusedBy(problem ?? { code: "", title: "", status: 503 });
}

const outcomeOf = (query: URLSearchParams): string | undefined => query.get("done") ?? query.get("problem") ?? undefined;
