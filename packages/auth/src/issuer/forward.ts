import { cookieOut, cookiesIn } from "./cookie.ts";
import type { Settings } from "./settings.ts";
import { socialOrigins } from "./social.ts";

/** A request as the library gets it: at the issuer's own origin whatever host was named, with no header but these. */
export function inward(settings: Settings, request: Request, path: string, body: ArrayBuffer | undefined): Request {
  const headers = new Headers({ cookie: cookiesIn(request.headers.get("cookie") ?? undefined) });
  const type = request.headers.get("content-type");
  if (type !== null) headers.set("content-type", type);
  return new Request(new URL(path, settings.origin), { method: request.method, headers, ...(body === undefined ? {} : { body }) });
}

/**
 * The library's answer as it goes out: cookies bound to the host, no word of its errors to the client, the issuer named to it
 * (RFC 9207), and no way to anywhere but here, the clients and the providers. Undefined when it leads elsewhere.
 */
export function outward(settings: Settings, response: Response): Response | undefined {
  const headers = new Headers(response.headers);
  headers.delete("set-cookie");
  for (const cookie of response.headers.getSetCookie()) headers.append("set-cookie", cookieOut(cookie));
  const location = response.headers.get("location");
  if (location !== null) {
    const safe = destination(settings, location);
    if (safe === undefined) return undefined;
    headers.set("location", safe);
  }
  return new Response(response.body, { status: response.status, headers });
}

function destination(settings: Settings, location: string): string | undefined {
  const url = new URL(location, settings.origin);
  if (url.origin === settings.origin) return `${url.pathname}${url.search}`;
  if (isClient(settings, url)) {
    url.searchParams.delete("error_description");
    url.searchParams.set("iss", settings.origin);
    return url.href;
  }
  return socialOrigins.includes(url.origin) ? url.href : undefined;
}

const isClient = ({ clients }: Settings, url: URL): boolean =>
  Object.values(clients).some(({ redirectUris }) =>
    redirectUris.some((uri) => new URL(uri).origin === url.origin && new URL(uri).pathname === url.pathname),
  );
