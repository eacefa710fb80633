import { de } from "./de.ts";
import { en, type Text } from "./en.ts";
import type { Locale } from "./locale.ts";

export type { Text } from "./en.ts";

const dictionaries: Record<Locale, Text> = { en, de };

export const textOf = (locale: Locale): Text => dictionaries[locale];

/** Made once: each takes as long as the rest of a small page. */
const regions: Partial<Record<Locale, Intl.DisplayNames>> = {};

/** A country's name in the reader's language. */
export const countryName = (country: string, locale: Locale): string =>
  (regions[locale] ??= new Intl.DisplayNames(locale, { type: "region" })).of(country) ?? country;
