const safe = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Whether to refuse a request: because another site made a browser send it, or because it asks for a server function. SolidStart 2.0.5
 * runs those for any caller and any method, even for a link on another site, and this site has none.
 */
export function refused(request: Request): boolean {
  if (new URL(request.url).pathname.startsWith("/_server")) return true;
  return !safe.has(request.method) && fromElsewhere(request);
}

/** Fetch metadata where the browser sends it (all current ones), else the Origin header; a client with neither is no browser. */
function fromElsewhere({ headers, url }: Request): boolean {
  const site = headers.get("sec-fetch-site");
  if (site !== null) return site !== "same-origin";
  const origin = headers.get("origin");
  if (origin === null) return false;
  return !URL.canParse(origin) || new URL(origin).host !== hostOf(headers, url);
}

/** The host that the browser asked for: CloudFront tells it in a header of its own, since the function's host is another. */
export function hostOf(headers: Headers, url: string): string {
  return headers.get("x-forwarded-host") ?? headers.get("host") ?? new URL(url).host;
}

/** The site's address as the browser knows it. */
export function originOf({ headers, url }: Request): string {
  const host = hostOf(headers, url);
  const loopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/.test(host);
  return `${loopback ? new URL(url).protocol : "https:"}//${host}`;
}
