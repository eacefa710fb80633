export type Kind = "confirmed" | "shipped" | "canceled" | "refunded";
export type Language = "en" | "de";

const german = new Set(["DE", "AT"]);

/** The market's language. */
export const languageOf = (country: string): Language => (german.has(country) ? "de" : "en");

/** A mail as parts that text and HTML are both made of. Every text in it is plain: nothing is escaped yet. */
export interface Letter {
  language: Language;
  subject: string;
  title: string;
  greeting: string;
  paragraphs: string[];
  sections: { heading: string; rows: Row[] }[];
  link: { label: string; url: string };
  goodbye: string;
}

/** A line of a list: what, with what belongs to it on the right; a link where it has one. */
export interface Row {
  label: string;
  value?: string;
  url?: string | undefined;
  strong?: boolean;
}

export interface Mail {
  to: string;
  from: string;
  subject: string;
  text: string;
  html: string;
}
