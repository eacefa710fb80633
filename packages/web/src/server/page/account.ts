import { keepCookies, keepPrivate } from "../redirect.ts";
import { type Customer, getCustomer, listOrders, type OrderHead } from "../customer.ts";
import { type Loaded, ready, refusedBy } from "../loaded.ts";
import { noSessionCookies, sessionOf } from "../sign-in.ts";
import { currentEvent } from "../visit.ts";

/** An account page's own data; undefined for who did not sign in, who is asked to. */
export type AccountPage<T> = Loaded<T | undefined>;

interface Asked {
  bearer: string;
  customer: Customer;
  query: URLSearchParams;
}

/** Runs a page's calls as the customer who signed in here. */
export async function asCustomer<T>(read: (asked: Asked) => Promise<Loaded<T | undefined>>): Promise<AccountPage<T>> {
  keepPrivate();
  const { request } = currentEvent();
  const { bearer, cookies } = await sessionOf(request, "customer");
  keepCookies(cookies);
  if (bearer === undefined) return ready(undefined);
  const customer = await getCustomer(bearer);
  if (customer.ok) return read({ bearer, customer: customer.value, query: new URL(request.url).searchParams });
  if (customer.problem.status !== 401 && customer.problem.status !== 404) return refusedBy(customer.problem);
  keepCookies(noSessionCookies("customer"));
  return ready(undefined);
}

export interface OrdersPage {
  customer: Customer;
  orders: OrderHead[];
  cursor: string | null;
}

export const ordersPage = (): Promise<AccountPage<OrdersPage>> =>
  asCustomer(async ({ bearer, customer, query }) => {
    const orders = await listOrders(bearer, query.get("cursor") ?? undefined);
    if (!orders.ok) return refusedBy(orders.problem);
    return ready({ customer, orders: orders.value.items, cursor: orders.value.cursor });
  });
