import type { Context } from "@souk/core";
import { transact } from "@souk/core";
import { Order } from "../src/index.ts";

const line = (sku: string, quantity: number, gross: number, tracked = true): Order.Line => {
  const tax = Math.round((gross * 19) / 119);
  return {
    sku,
    productId: "prod_01h455vb4pex5vsknk084sn02q",
    handle: sku.toLowerCase(),
    title: `Stoneware ${sku}`,
    variant: "Blue",
    options: { Color: "Blue" },
    media: `/media/${sku.toLowerCase()}.webp`,
    quantity,
    unitPrice: gross / quantity,
    net: gross - tax,
    tax,
    gross,
    tracked,
    adjustments: [],
  };
};

/** Three lines, one of them untracked. */
export const sample: Order.NewOrder = {
  cartId: "cart_01h455vb4pex5vsknk084sn02q",
  currency: "EUR",
  country: "DE",
  totals: {
    items: 7600,
    discounts: 0,
    shipping: 490,
    tax: 1292,
    total: 8090,
    taxIncluded: true,
    taxLines: [{ rate: 1900, net: 6798, tax: 1292 }],
  },
  lines: [line("MUG-BLUE", 2, 3800), line("BOWL-S", 1, 1900), line("GIFT-WRAP", 1, 1900, false)],
  contact: { email: "ada@example.com", name: "Ada Byron" },
  shippingAddress: { name: "Ada Byron", line1: "Torstraße 1", postalCode: "10119", city: "Berlin", country: "DE" },
  shipping: { id: "standard", name: "Standard", net: 412, tax: 78, gross: 490 },
};

export const total = { amount: 8090, currency: "EUR" };

export async function placed(ctx: Context, change: Partial<Order.NewOrder> = {}) {
  const order = Order.draft(ctx, { ...sample, ...change });
  await transact(ctx, Order.placing(ctx, order));
  return order.head;
}

export async function paid(ctx: Context) {
  const head = await placed(ctx);
  await transact(ctx, Order.paying(ctx, head, { paymentId: head.paymentId, amount: total }));
  return { ...head, version: 2, paymentStatus: "paid" as const };
}

export const head = async (ctx: Context, orderId: string): Promise<Order.Head> => {
  const found = await Order.findHead(ctx, orderId);
  if (!found) throw new Error("no such order");
  return found;
};
