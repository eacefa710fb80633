import type { APIEvent } from "@solidjs/start/server";
import { readForm } from "../../../server/form.ts";
import { seeOther } from "../../../server/reply.ts";
import { sessionOf } from "../../../server/sign-in.ts";
import { setPublished } from "../../../server/staff.ts";

export async function POST({ request }: APIEvent): Promise<Response> {
  const [form, { bearer, cookies }] = [await readForm(request), await sessionOf(request, "staff")];
  if (bearer === undefined) return seeOther("/staff/products", cookies);
  const result = await setPublished(bearer, form.productId ?? "", form.publish === "yes");
  return seeOther(result.ok ? "/staff/products?done=1" : `/staff/products?problem=${encodeURIComponent(result.problem.code)}`, cookies);
}
