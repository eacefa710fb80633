import type { APIEvent } from "@solidjs/start/server";
import { originOf } from "../security/cross-site.ts";

/** What is of one visitor alone, and lists that only filter others. */
const closed = ["/account", "/api/", "/cart", "/checkout", "/orders/", "/preferences", "/search", "/staff"];

export const GET = ({ request }: APIEvent): Response => {
  const lines = ["User-agent: *", ...closed.map((path) => `Disallow: ${path}`), "", `Sitemap: ${originOf(request)}/sitemap.xml`, ""];
  return new Response(lines.join("\n"), {
    headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "public, max-age=300" },
  });
};
