import type { Text } from "../i18n/text.ts";
import { type Choice } from "./choice.ts";
import type { Product, Variant } from "./catalog.ts";
import type { Stock } from "./inventory.ts";
import { formatMoney } from "./money.ts";

/** A variant as the product page words it: the server's first choice, and what the browser's script shows for another. */
export interface Offer {
  /** The values of the product's options, in their order. */
  values: string[];
  sku: string;
  price: string;
  before: string;
  stock: string;
  level: "good" | "low" | "none";
  buyable: boolean;
  /** Which of the product's pictures is its own; -1 for none. */
  picture: number;
}

interface Wording {
  locale: string;
  text: Text;
}

// Below this the number itself helps to decide; above it says nothing.
const fewLeft = 5;

export function offerOf(product: Product, variant: Variant, stock: Map<string, Stock>, { locale, text }: Wording): Offer {
  const left = stock.get(variant.sku)?.available ?? null;
  const sold = variant.price !== null;
  const none = !sold || left === 0;
  return {
    values: product.options.map(({ name }) => variant.options[name] ?? ""),
    sku: variant.sku,
    price: variant.price ? formatMoney(variant.price, locale) : "",
    before: variant.compareAt ? formatMoney(variant.compareAt, locale) : "",
    stock: sold ? stockText(left, text) : text.notForSale,
    level: none ? "none" : left !== null && left <= fewLeft ? "low" : "good",
    buyable: !none,
    picture: product.media.findIndex((picture) => picture.src === variant.media),
  };
}

function stockText(left: number | null, text: Text): string {
  if (left === 0) return text.soldOut;
  return left !== null && left <= fewLeft ? text.fewLeft(left) : text.inStock;
}

/** What to show for options that no variant has. */
export const noOffer = (choice: Choice, text: Text): Offer => ({
  values: Object.values(choice.options),
  sku: "",
  price: "",
  before: "",
  stock: text.chooseOther,
  level: "none",
  buyable: false,
  picture: -1,
});
