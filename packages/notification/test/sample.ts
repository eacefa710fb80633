import type { Order } from "@souk/order";

const line = (sku: string, quantity: number, gross: number, tax: number, tracked = true): Order.Line => ({
  sku,
  productId: "prod_01h455vb4pex5vsknk084sn02q",
  handle: sku.toLowerCase(),
  title: `Stoneware ${sku}`,
  variant: "",
  options: {},
  quantity,
  unitPrice: Math.round(gross / quantity),
  net: gross - tax,
  tax,
  gross,
  tracked,
  adjustments: [],
});

/** Three mugs whose price three do not share evenly, and something untracked. */
export const sample: Order.NewOrder = {
  cartId: "cart_01h455vb4pex5vsknk084sn02q",
  currency: "EUR",
  country: "DE",
  totals: {
    items: 2900,
    discounts: 0,
    shipping: 490,
    tax: 541,
    total: 3390,
    taxIncluded: true,
    taxLines: [{ rate: 1900, net: 2849, tax: 541 }],
  },
  lines: [line("MUG-BLUE", 3, 1000, 160), line("GIFT-WRAP", 1, 1900, 303, false)],
  contact: { email: "ada@example.com", name: "Ada Byron" },
  shippingAddress: { name: "Ada Byron", line1: "Torstraße 1", postalCode: "10119", city: "Berlin", country: "DE" },
  shipping: { id: "standard", name: "Standard", net: 412, tax: 78, gross: 490 },
};
