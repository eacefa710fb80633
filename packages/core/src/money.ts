import * as z from "zod";

/** Minor-unit exponents of ISO 4217 that differ from 2. */
const exponents: Record<string, number> = {
  BHD: 3,
  BIF: 0,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  IQD: 3,
  ISK: 0,
  JOD: 3,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  PYG: 0,
  RWF: 0,
  TND: 3,
  UGX: 0,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
};

export const Currency = z
  .string()
  .regex(/^[A-Z]{3}$/)
  .meta({ description: "ISO 4217 code", example: "EUR" });

/** Integer minor units: `{ amount: 1999, currency: "EUR" }` is 19.99 €. */
export const Money = z.strictObject({ amount: z.int(), currency: Currency }).meta({ example: { amount: 1999, currency: "EUR" } });
export type Money = z.infer<typeof Money>;

export const exponentOf = (currency: string): number => exponents[currency] ?? 2;

/**
 * Reads a decimal text such as "19.99" as minor units. Returns undefined when it is no plain decimal number or has more decimals
 * than the currency.
 */
export function parseAmount(text: string, currency: string): number | undefined {
  const match = /^(-?)(\d{1,12})(?:\.(\d*))?$/.exec(text.trim());
  if (!match) return undefined;
  const [, sign, whole = "0", decimals = ""] = match;
  const exponent = exponentOf(currency);
  const significant = decimals.replace(/0+$/, "");
  if (significant.length > exponent) return undefined;
  const amount = Number(whole) * 10 ** exponent + Number(significant.padEnd(exponent, "0") || "0");
  return sign ? -amount : amount;
}

/** `numerator / denominator` of integers, half a unit away from zero, without a float in between. */
export function divideRounded(numerator: number, denominator: number): number {
  const [n, d] = [BigInt(numerator), BigInt(denominator)];
  return Number((2n * n + (n < 0n ? -d : d)) / (2n * d));
}

export interface TaxedAmount {
  net: number;
  tax: number;
  gross: number;
}

/**
 * Splits an amount into net, tax and gross, with net + tax = gross. `rate` is in 1/10,000 (19 % is 1900). Included tax is
 * `round(gross * r / (1 + r))`, added tax `round(net * r)`; half a unit is rounded up, once per line.
 */
export function withTax(amount: number, rate: number, included: boolean): TaxedAmount {
  if (included) {
    const tax = divideRounded(amount * rate, 10_000 + rate);
    return { net: amount - tax, tax, gross: amount };
  }
  const tax = divideRounded(amount * rate, 10_000);
  return { net: amount, tax, gross: amount + tax };
}

/**
 * Divides `total` in proportion to `weights` so that the parts add up to it exactly: largest remainder (Hamilton's method), ties to
 * the first. All-zero weights count as equal. Throws RangeError when there is nothing to divide among or a weight is negative.
 */
export function allocate(total: number, weights: number[]): number[] {
  if (weights.length === 0 || weights.some((weight) => weight < 0)) throw new RangeError("allocate needs weights that are not negative");
  const sum = weights.reduce((a, b) => a + BigInt(b), 0n);
  const shares = sum === 0n ? weights.map(() => 1n) : weights.map(BigInt);
  const whole = sum === 0n ? BigInt(weights.length) : sum;
  const sign = total < 0 ? -1n : 1n;
  const size = BigInt(total) * sign;
  const parts = shares.map((share) => (size * share) / whole);
  let left = size - parts.reduce((a, b) => a + b, 0n);
  const order = shares
    .map((share, index) => ({ index, remainder: (size * share) % whole }))
    .sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1));
  for (const { index } of order) {
    if (left === 0n) break;
    parts[index] = (parts[index] ?? 0n) + 1n;
    left -= 1n;
  }
  return parts.map((part) => Number(part * sign));
}
