import { createMiddleware } from "@solidjs/start/middleware";
import { refused } from "./security/cross-site.ts";
import { contentSecurityPolicy, securityHeaders } from "./security/header.ts";
import { scriptHashes } from "./security/script.ts";
import { isShareable, sharedForEverybody, strangerOf } from "./security/sharing.ts";
import { closedPage } from "./server/maintenance.ts";
import { currentEvent, preferenceOf } from "./server/visit.ts";

const newNonce = () => crypto.randomUUID().replaceAll("-", "");

/**
 * Around every request: refuses what another site sent, and gives every answer its headers, whether it is a page, a route's own
 * response, a redirect or an error.
 */
export default createMiddleware([
  async (_event, next) => {
    const event = currentEvent();
    const nonce = newNonce();
    const own = headersOf({ nonce });
    if (refused(event.request)) return plain(403, "This request is refused: it came from another site.", own);
    const { locale } = preferenceOf(event.request);
    event.locals.locale = locale;
    const closed = await closedPage({ request: event.request, locale, nonce });
    if (closed) return withHeaders(closed, own);
    // In development files change under their names: nothing is shared.
    const shared = !import.meta.env.DEV && strangerOf(event.request) !== undefined;
    event.locals.nonce = shared ? undefined : nonce;
    const headers = shared ? headersOf({ hashes: scriptHashes }) : own;
    for (const [name, value] of headers) event.response.headers.set(name, value);
    if (!event.response.headers.has("cache-control")) event.response.headers.set("cache-control", "private, no-cache");
    try {
      const answer = finished(await next(), event.response, headers);
      const { status, headers: said } = event.response;
      if (shared && !(answer instanceof Response) && isShareable(status, said)) said.set("cache-control", sharedForEverybody);
      return answer;
    } catch (error) {
      console.error("a request failed", error);
      return plain(500, "Something went wrong on our side. Please try again in a moment.", headers);
    }
  },
]);

const headersOf = (scripts: { nonce: string } | { hashes: string[] }): [string, string][] => [
  ...Object.entries(securityHeaders),
  ["content-security-policy", contentSecurityPolicy({ ...scripts, dev: import.meta.env.DEV })],
];

function withHeaders(answer: Response, headers: [string, string][]): Response {
  for (const [name, value] of headers) answer.headers.set(name, value);
  return answer;
}

/** A page that found it should redirect is rendered all the same: only the redirect is sent. */
function finished(answer: unknown, page: { status?: number; headers: Headers }, headers: [string, string][]): unknown {
  if (answer instanceof Response) {
    withHeaders(answer, headers);
    // What stands for pages above would be put over a route's own.
    const caching = answer.headers.get("cache-control");
    if (caching !== null) page.headers.set("cache-control", caching);
    return answer;
  }
  if (!page.headers.has("location")) return answer;
  const redirect = new Headers(page.headers);
  redirect.delete("content-type");
  return new Response(null, { status: 303, headers: redirect });
}

function plain(status: number, text: string, headers: [string, string][]): Response {
  return new Response(`${text}\n`, {
    status,
    headers: [...headers, ["content-type", "text/plain; charset=utf-8"], ["cache-control", "no-store"]],
  });
}
