export const locales = ["en", "de"] as const;
export type Locale = (typeof locales)[number];

export const isLocale = (text: string): text is Locale => (locales as readonly string[]).includes(text);

/** Each language by its own name. */
export const languageNames: Record<Locale, string> = { en: "English", de: "Deutsch" };
