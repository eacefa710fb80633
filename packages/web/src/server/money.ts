export interface Money {
  /** Minor units: 1999 is 19.99 €. */
  amount: number;
  currency: string;
}

/** "€19.99", "19,99 €": by the reader's language, with as many decimals as the currency has. */
export function formatMoney({ amount, currency }: Money, locale: string): string {
  const format = new Intl.NumberFormat(locale, { style: "currency", currency });
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}

/** A price as a machine reads it: "19.99". */
export function decimal({ amount, currency }: Money): string {
  const digits = new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
  return (amount / 10 ** digits).toFixed(digits);
}

/** What somebody typed ("19.99", "19,99") in minor units; undefined when it is no amount of the currency. */
export function minorUnits(typed: string, currency: string): number | undefined {
  const digits = new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
  const [, whole = "", part = ""] = /^(\d{1,9})(?:[.,](\d+))?$/.exec(typed.trim()) ?? [];
  if (whole === "" || part.length > digits) return undefined;
  return Number(whole + part.padEnd(digits, "0"));
}
