import type { Product, Variant } from "./catalog.ts";
import type { Stock } from "./inventory.ts";

export interface Choice {
  /** The value chosen of each option, by the option's name. */
  options: Record<string, string>;
  /** Undefined when the product is not made in this combination. */
  variant: Variant | undefined;
}

/** How the form names the product's first, second, third option: their own names may be anything. */
export const optionField = (index: number): string => `option${index + 1}`;

const matches = (variant: Variant, options: Record<string, string>): boolean =>
  Object.entries(options).every(([name, value]) => variant.options[name] === value);

const hasStock = (stock: Map<string, Stock>) => (variant: Variant) => (stock.get(variant.sku)?.available ?? 1) > 0;

/** The variant asked for by option values; without any, the first that can be bought. */
export function choose(
  product: Pick<Product, "options" | "variants">,
  stock: Map<string, Stock>,
  asked: { get(name: string): string | null },
): Choice {
  const wanted = product.options.map(
    ({ name, values }, index) => [name, values.find((value) => value === asked.get(optionField(index)))] as const,
  );
  if (wanted.every(([, value]) => value !== undefined) && wanted.length > 0) {
    const options = Object.fromEntries(wanted.map(([name, value]) => [name, value ?? ""]));
    return { options, variant: product.variants.find((variant) => matches(variant, options)) };
  }
  const sold = product.variants.filter((variant) => variant.price !== null);
  const variant = sold.find(hasStock(stock)) ?? sold[0] ?? product.variants[0];
  return { options: variant?.options ?? {}, variant };
}
