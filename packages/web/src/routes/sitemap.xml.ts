import type { APIEvent } from "@solidjs/start/server";
import { originOf } from "../security/cross-site.ts";
import { sitemapIndex, xml } from "../server/sitemap.ts";

export const GET = async ({ request }: APIEvent): Promise<Response> => xml(await sitemapIndex(originOf(request)));
