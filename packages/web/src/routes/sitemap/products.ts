import type { APIEvent } from "@solidjs/start/server";
import { originOf } from "../../security/cross-site.ts";
import { productsSitemap, xml } from "../../server/sitemap.ts";

export const GET = async ({ request }: APIEvent): Promise<Response> => {
  const after = /^prod_\w{1,60}$/.exec(new URL(request.url).searchParams.get("after") ?? "")?.[0];
  return xml(await productsSitemap(originOf(request), after));
};
