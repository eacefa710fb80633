import { currentEvent } from "./visit.ts";

/** Makes the page that is being rendered a redirect: the middleware sends it instead of the page. */
export function redirectPage(path: string, cookies: string[] = []): void {
  const { headers } = currentEvent().response;
  headers.set("location", path);
  headers.set("cache-control", "no-store");
  for (const cookie of cookies) headers.append("set-cookie", cookie);
}

/** Cookies that came up while a page was loaded. */
export function keepCookies(cookies: string[]): void {
  for (const cookie of cookies) currentEvent().response.headers.append("set-cookie", cookie);
}

/** For pages that show what only this visitor may see. */
export function keepPrivate(): void {
  currentEvent().response.headers.set("cache-control", "no-store");
}
