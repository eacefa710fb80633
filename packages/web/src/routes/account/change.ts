import type { APIEvent } from "@solidjs/start/server";
import type { Result } from "../../server/api.ts";
import { addAddress, erase, removeAddress, rename } from "../../server/customer.ts";
import { keyOf, readForm } from "../../server/form.ts";
import { seeOther } from "../../server/reply.ts";
import { noCartCookie } from "../../server/session.ts";
import { noSessionCookies, sessionOf } from "../../server/sign-in.ts";

type Form = Record<string, string>;

/** The forms of the account's details: which, says the button. */
export async function POST({ request }: APIEvent): Promise<Response> {
  const [form, { bearer, cookies }] = [await readForm(request), await sessionOf(request, "customer")];
  if (bearer === undefined) return seeOther("/account", cookies);
  if (form.intent === "erase") return eraseAll(bearer, cookies);
  const result = await change(bearer, form);
  return seeOther(`/account/details?${result?.ok ? "done=saved" : "problem=invalid"}`, cookies);
}

function change(bearer: string, form: Form): Promise<Result<unknown>> | undefined {
  switch (form.intent) {
    case "name":
      return rename(bearer, form.name ?? "");
    case "address":
      return addAddress(bearer, addressOf(form), keyOf(form));
    case "remove-address":
      return removeAddress(bearer, form.addressId ?? "");
    default:
      return undefined;
  }
}

function addressOf({ name = "", line1 = "", line2 = "", postalCode = "", city = "", country = "" }: Form) {
  return { name, line1, ...(line2 ? { line2 } : {}), postalCode, city, country };
}

async function eraseAll(bearer: string, cookies: string[]): Promise<Response> {
  const result = await erase(bearer);
  if (result.ok) return seeOther("/account?done=erased", [...noSessionCookies("customer"), noCartCookie()]);
  return seeOther(`/account/details?problem=${result.problem.code === "customer.orders_under_way" ? "under-way" : "invalid"}`, cookies);
}
