import { createMiddleware } from "@solidjs/start/middleware";
import { refused } from "./security/cross-site.ts";
import { contentSecurityPolicy, securityHeaders } from "./security/header.ts";
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
    const headers = headersOf((event.locals.nonce = newNonce()));
    if (refused(event.request)) return plain(403, "This request is refused: it came from another site.", headers);
    const { locale } = preferenceOf(event.request);
    event.locals.locale = locale;
    const closed = await closedPage({ request: event.request, locale, nonce: String(event.locals.nonce) });
    if (closed) return withHeaders(closed, headers);
    for (const [name, value] of headers) event.response.headers.set(name, value);
    if (!event.response.headers.has("cache-control")) event.response.headers.set("cache-control", "private, no-cache");
    try {
      return finished(await next(), event.response, headers);
    } catch (error) {
      console.error("a request failed", error);
      return plain(500, "Something went wrong on our side. Please try again in a moment.", headers);
    }
  },
]);

const headersOf = (nonce: string): [string, string][] => [
  ...Object.entries(securityHeaders),
  ["content-security-policy", contentSecurityPolicy({ nonce, dev: import.meta.env.DEV })],
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
