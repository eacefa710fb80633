import { hostCookie, readCookies } from "./cookie.ts";
import { isLocale, type Locale, locales } from "../i18n/locale.ts";

const year = 365 * 24 * 3600;

/** What the visitor asked for; a country is checked against the shop's markets where it is used. */
export interface Preference {
  locale: Locale;
  country: string | undefined;
}

interface Asked {
  cookie: string | null;
  acceptLanguage: string | null;
}

export function readPreference({ cookie, acceptLanguage }: Asked): Preference {
  const cookies = readCookies(cookie);
  const chosen = cookies.get("__Host-locale") ?? "";
  const tags = languageTags(acceptLanguage);
  const country = cookies.get("__Host-country") ?? tags.map((tag) => tag.split("-")[1]).find((region) => region !== undefined);
  return {
    locale: isLocale(chosen) ? chosen : (tags.map((tag) => tag.split("-")[0] ?? "").find(isLocale) ?? locales[0]),
    country: country !== undefined && /^[A-Za-z]{2}$/.test(country) ? country.toUpperCase() : undefined,
  };
}

/** Tags of `Accept-Language`, the most wanted first (RFC 9110, 12.5.4). */
export function languageTags(header: string | null): string[] {
  return (header ?? "")
    .split(",")
    .map((part) => {
      const [tag = "", ...parameters] = part.trim().split(";");
      const quality = parameters.map((parameter) => /^\s*q=([\d.]+)/.exec(parameter)?.[1]).find((q) => q !== undefined);
      return { tag: tag.trim(), quality: Number(quality ?? 1) };
    })
    .filter(({ tag, quality }) => tag !== "" && quality > 0)
    .sort((a, b) => b.quality - a.quality)
    .map(({ tag }) => tag);
}

export const localeCookie = (locale: Locale): string => hostCookie("locale", locale, year);
export const countryCookie = (country: string): string => hostCookie("country", country, year);
