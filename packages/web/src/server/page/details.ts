import type { Result } from "../api.ts";
import type { FieldError } from "../checkout-form.ts";
import { type Customer, endSessions, erase, listSessions, removeAddress, rename, type Session } from "../customer.ts";
import { readForm } from "../form.ts";
import { type Loaded, ready } from "../loaded.ts";
import { redirectPage } from "../redirect.ts";
import { noCartCookie } from "../session.ts";
import { noSessionCookies } from "../sign-in.ts";
import { currentEvent } from "../visit.ts";
import { type AccountPage, asCustomer } from "./account.ts";

export interface DetailsPage {
  customer: Customer;
  sessions: Session[];
  /** The name as it was typed, when it could not be kept. */
  name: string;
  errors: { name?: FieldError };
  outcome: "saved" | "problem" | "under-way" | undefined;
}

type Form = Record<string, string>;

/** Profile, addresses, sessions and data of who signed in, and what becomes of a form: which, says the button. */
export const detailsPage = (): Promise<AccountPage<DetailsPage>> =>
  asCustomer(async ({ bearer, customer, query }) => {
    const { request } = currentEvent();
    const failed = request.method === "POST" ? await act(bearer, await readForm(request)) : {};
    const sessions = await listSessions(bearer);
    const outcome = query.has("done") && request.method !== "POST" ? "saved" : undefined;
    const page = { customer, sessions: sessions.ok ? sessions.value.items : [], name: customer.name ?? "", errors: {}, outcome };
    return ready({ ...page, ...failed } as DetailsPage) satisfies Loaded<DetailsPage>;
  });

/** Does what was asked and leads on; what it returns is shown when it could not be done. */
async function act(bearer: string, form: Form): Promise<Partial<DetailsPage>> {
  switch (form.intent) {
    case "name": {
      const { name = "" } = form;
      if (name === "") return refuse(422, { name, errors: { name: "required" } });
      const result = await rename(bearer, name);
      return result.ok ? leave("/account/details?done=1") : refuse(result.problem.status, { name, outcome: "problem" });
    }
    case "remove-address":
      return done(await removeAddress(bearer, form.addressId ?? ""), "/account/details?done=1");
    case "end-sessions":
      return done(await endSessions(bearer), "/account", [...noSessionCookies("customer"), noCartCookie()]);
    case "erase": {
      const result = await erase(bearer);
      if (result.ok) return leave("/account?done=erased", [...noSessionCookies("customer"), noCartCookie()]);
      return refuse(result.problem.status, { outcome: result.problem.code === "customer.orders_under_way" ? "under-way" : "problem" });
    }
    default:
      return refuse(422, { outcome: "problem" });
  }
}

const done = (result: Result<unknown>, to: string, cookies: string[] = []): Partial<DetailsPage> =>
  result.ok ? leave(to, cookies) : refuse(result.problem.status, { outcome: "problem" });

function leave(to: string, cookies: string[] = []): Partial<DetailsPage> {
  redirectPage(to, cookies);
  return {};
}

function refuse(status: number, page: Partial<DetailsPage>): Partial<DetailsPage> {
  currentEvent().response.status = status;
  return page;
}
