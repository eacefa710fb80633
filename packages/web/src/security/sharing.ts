import { isLocale } from "../i18n/locale.ts";
import type { Preference } from "../server/preference.ts";

/** Pages that say the same to everybody who has nothing here yet; the CDN's function (`infra/visitor.ts`) has the same list. */
export const commonPaths = ["/", "/c/*", "/products/*", "/policies/*"];

const common = new RegExp(`^(?:${commonPaths.map((path) => path.replace("*", ".*")).join("|")})$`);

/** Fresh for less than the minute that a changed price may take; browsers ask each time, since their cart may have come in between. */
export const sharedForEverybody = "public, max-age=0, must-revalidate, s-maxage=55";

/**
 * What the CDN said of who asks, if they are nobody in particular: then this is all that the page may go by, and the CDN keeps pages apart by
 * it. Undefined for anybody else. A cookie disproves it, since the CDN takes them all away first.
 */
export function strangerOf({ method, url, headers }: Pick<Request, "method" | "url" | "headers">): Preference | undefined {
  if ((method !== "GET" && method !== "HEAD") || headers.has("cookie") || !common.test(new URL(url).pathname)) return undefined;
  const [, locale = "", country] = /^([a-z]{2})(?:\.([A-Z]{2}))?$/.exec(headers.get("souk-visitor") ?? "") ?? [];
  return isLocale(locale) ? { locale, country } : undefined;
}

/** Whether a page made for a stranger came out as one that others may be given. */
export const isShareable = (status: number | undefined, headers: Headers): boolean =>
  (status ?? 200) === 200 && !headers.has("location") && !headers.has("set-cookie");
