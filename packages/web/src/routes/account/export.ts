import type { APIEvent } from "@solidjs/start/server";
import { exportAll } from "../../server/customer.ts";
import { seeOther } from "../../server/reply.ts";
import { sessionOf } from "../../server/sign-in.ts";

/** Everything that is held about who signed in, as a file. */
export async function GET({ request }: APIEvent): Promise<Response> {
  const { bearer, cookies } = await sessionOf(request, "customer");
  const all = bearer === undefined ? undefined : await exportAll(bearer);
  if (!all?.ok) return seeOther("/account", cookies);
  const headers = new Headers({
    "content-type": "application/json",
    "content-disposition": 'attachment; filename="account.json"',
    "cache-control": "no-store",
  });
  for (const cookie of cookies) headers.append("set-cookie", cookie);
  return new Response(JSON.stringify(all.value, null, 2), { headers });
}
