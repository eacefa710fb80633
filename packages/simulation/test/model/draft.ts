import type { Context } from "@souk/core";
import { Order } from "@souk/order";

export interface Wanted {
  sku: string;
  quantity: number;
}

const line = ({ sku, quantity }: Wanted): Order.Line => ({
  sku,
  productId: "prod_01h455vb4pex5vsknk084sn02q",
  handle: "thing",
  title: "A thing",
  variant: "",
  options: {},
  quantity,
  unitPrice: 100,
  net: 100 * quantity,
  tax: 0,
  gross: 100 * quantity,
  tracked: sku !== "WRAP",
  adjustments: [],
});

/** An order as checkout drafts it, of things that cost 1.00 each. */
export function draft(ctx: Context, wanted: Wanted[], cartId = "cart_01h455vb4pex5vsknk084sn02q") {
  const total = wanted.reduce((sum, { quantity }) => sum + 100 * quantity, 0);
  const free = { items: total, discounts: 0, shipping: 0, tax: 0, total, taxIncluded: true, taxLines: [] };
  return Order.draft(ctx, {
    cartId,
    currency: "EUR",
    country: "DE",
    totals: free,
    lines: wanted.map(line),
    contact: { email: "ada@example.com", name: "Ada Byron" },
    shippingAddress: { name: "Ada Byron", line1: "Torstraße 1", postalCode: "10119", city: "Berlin", country: "DE" },
    shipping: { id: "standard", name: "Standard", net: 0, tax: 0, gross: 0 },
  });
}
