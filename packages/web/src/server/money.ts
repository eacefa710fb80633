export interface Money {
  /** Minor units: 1999 is 19.99 €. */
  amount: number;
  currency: string;
}

interface Format {
  format: Intl.NumberFormat;
  digits: number;
}

/** A page has dozens of prices, and making a format takes longer than all of the rest. There are as many as languages and currencies. */
const formats = new Map<string, Format>();

function formatOf(locale: string, currency: string): Format {
  const known = formats.get(locale + currency);
  if (known) return known;
  const format = new Intl.NumberFormat(locale, { style: "currency", currency });
  const made = { format, digits: format.resolvedOptions().maximumFractionDigits ?? 2 };
  formats.set(locale + currency, made);
  return made;
}

/** "€19.99", "19,99 €": by the reader's language, with as many decimals as the currency has. */
export function formatMoney({ amount, currency }: Money, locale: string): string {
  const { format, digits } = formatOf(locale, currency);
  return format.format(amount / 10 ** digits);
}

/** A price as a machine reads it: "19.99". */
export function decimal({ amount, currency }: Money): string {
  const { digits } = formatOf("en", currency);
  return (amount / 10 ** digits).toFixed(digits);
}

/** What somebody typed ("19.99", "19,99") in minor units; undefined when it is no amount of the currency. */
export function minorUnits(typed: string, currency: string): number | undefined {
  const { digits } = formatOf("en", currency);
  const [, whole = "", part = ""] = /^(\d{1,9})(?:[.,](\d+))?$/.exec(typed.trim()) ?? [];
  if (whole === "" || part.length > digits) return undefined;
  return Number(whole + part.padEnd(digits, "0"));
}
