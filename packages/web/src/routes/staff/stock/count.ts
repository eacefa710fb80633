import type { APIEvent } from "@solidjs/start/server";
import { keyOf, readForm } from "../../../server/form.ts";
import { seeOther } from "../../../server/reply.ts";
import { sessionOf } from "../../../server/sign-in.ts";
import { count } from "../../../server/staff.ts";

/** What somebody counted on the shelf is what is there. */
export async function POST({ request }: APIEvent): Promise<Response> {
  const [form, { bearer, cookies }] = [await readForm(request), await sessionOf(request, "staff")];
  if (bearer === undefined) return seeOther("/staff/stock", cookies);
  const { sku = "", counted = "" } = form;
  const page = `/staff/stock?sku=${encodeURIComponent(sku)}`;
  const result = /^\d{1,6}$/.test(counted) ? await count(bearer, sku, Number(counted), keyOf(form)) : undefined;
  if (result?.ok) return seeOther(`${page}&done=1`, cookies);
  return seeOther(`${page}&problem=${encodeURIComponent(result?.problem.code ?? "request.invalid")}`, cookies);
}
