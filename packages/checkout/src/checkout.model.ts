import { Currency, Money, withTax } from "@souk/core";
import { Order } from "@souk/order";
import * as z from "zod";

/** What is wanted, at the price of the moment in the market's currency. */
export interface Priced {
  sku: string;
  productId: string;
  handle: string;
  title: string;
  variant: string;
  options: Record<string, string>;
  media?: string | undefined;
  quantity: number;
  unitPrice: number;
  tracked: boolean;
}

export interface TaxRule {
  /** In 1/10,000. */
  taxRate: number;
  pricesIncludeTax: boolean;
}

export interface ShippingOption {
  id: string;
  name: string;
  price: number;
  /** Free from this sum of items on. */
  freeAbove?: number | undefined;
}

/** What an option costs for these items, with the market's tax in it or not as all its prices. */
export const shippingPrice = ({ price, freeAbove }: ShippingOption, items: number): number =>
  freeAbove !== undefined && items >= freeAbove ? 0 : price;

export interface Calculation {
  lines: Order.Line[];
  /** Absent until an option is chosen. */
  shipping: { net: number; tax: number; gross: number } | undefined;
  totals: Order.Totals;
}

const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);

/**
 * Lines and totals of an order, in minor units. Tax is rounded once per line, half up, and shipping is a line; so net + tax = gross in
 * each and the total is the sum of what the lines say. `items` and `shipping` are in the terms of the market's prices: with tax where
 * prices include it, without where they do not.
 */
export function calculate(priced: Priced[], option: ShippingOption | undefined, { taxRate, pricesIncludeTax }: TaxRule): Calculation {
  const lines = priced.map((line): Order.Line => {
    const { media, ...known } = line;
    return {
      ...known,
      ...(media === undefined ? {} : { media }),
      ...withTax(line.unitPrice * line.quantity, taxRate, pricesIncludeTax),
      adjustments: [],
    };
  });
  const items = sum(priced.map((line) => line.unitPrice * line.quantity));
  const freight = option === undefined ? 0 : shippingPrice(option, items);
  const shipping = option === undefined ? undefined : withTax(freight, taxRate, pricesIncludeTax);
  const taxed = [...lines, ...(shipping ? [shipping] : [])];
  const tax = sum(taxed.map((line) => line.tax));
  const total = sum(taxed.map((line) => line.gross));
  const totals: Order.Totals = {
    items,
    discounts: 0,
    shipping: freight,
    tax,
    total,
    taxIncluded: pricesIncludeTax,
    taxLines: taxRate === 0 ? [] : [{ rate: taxRate, net: sum(taxed.map((line) => line.net)), tax }],
  };
  return { lines, shipping, totals };
}

const Amount = z.int().meta({ description: "Minor units of the quote's currency" });

export const QuoteShipping = z.strictObject({ id: z.string(), name: z.string(), price: Amount }).meta({ id: "QuoteShipping" });

/** What placing would cost now. Nothing is kept of it. */
export const Quote = z
  .strictObject({
    cartId: z.string(),
    country: z.string(),
    currency: Currency,
    lines: z.array(Order.Line),
    shippingOptions: z.array(QuoteShipping),
    shippingOptionId: z.string().meta({ description: "The option that the totals are of: the market's first unless named" }),
    totals: Order.Totals,
    expectedTotal: Money.meta({ description: "Send it back when placing: a price that changed meanwhile is then refused" }),
  })
  .meta({
    id: "Quote",
    example: {
      cartId: "cart_01h455vb4pex5vsknk084sn02q",
      country: "DE",
      currency: "EUR",
      lines: [],
      shippingOptions: [{ id: "standard", name: "Standard", price: 490 }],
      shippingOptionId: "standard",
      totals: {
        items: 3800,
        discounts: 0,
        shipping: 490,
        tax: 685,
        total: 4290,
        taxIncluded: true,
        taxLines: [{ rate: 1900, net: 3605, tax: 685 }],
      },
      expectedTotal: { amount: 4290, currency: "EUR" },
    },
  });
export type Quote = z.infer<typeof Quote>;

export const placedExample = {
  orderId: "order_01h455vb4pex5vsknk084sn02q",
  number: "261121-84SN02Q",
  paymentId: "pay_01h455vb4pex5vsknk084sn02q",
  total: { amount: 4290, currency: "EUR" },
  holdUntil: "2026-11-21T10:15:00.000Z",
};

/** What is answered to whoever placed an order; the route adds the order's token. */
export const Placed = z
  .strictObject({ orderId: Order.OrderId, number: z.string(), paymentId: z.string(), total: Money, holdUntil: z.string() })
  .meta({
    id: "Placed",
    example: placedExample,
  });
export type Placed = z.infer<typeof Placed>;
