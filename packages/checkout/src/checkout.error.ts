import { defineError } from "@souk/core";
import * as z from "zod";
import { Quote } from "./checkout.model.ts";

export const CartClosed = defineError({
  code: "checkout.cart_closed",
  kind: "conflict",
  message: "The cart was already placed as an order.",
});
export const EmptyCart = defineError({ code: "checkout.empty_cart", kind: "rejected", message: "There is nothing in the cart." });
export const NotForSale = defineError({
  code: "checkout.not_for_sale",
  kind: "rejected",
  message: "Something in the cart is not for sale in this market any more. Take it out.",
  details: z.object({ skus: z.array(z.string()) }),
});
export const NoShippingOption = defineError({
  code: "checkout.no_shipping_option",
  kind: "rejected",
  message: "This market has no such way of shipping.",
});
export const PriceChanged = defineError({
  code: "checkout.price_changed",
  kind: "conflict",
  message: "The total is not what was expected. Nothing was done: look at the new quote.",
  details: z.object({ quote: Quote }),
});
export const OutOfStock = defineError({
  code: "checkout.out_of_stock",
  kind: "conflict",
  message: "There is less left than is wanted.",
  details: z.object({ lines: z.array(z.object({ sku: z.string(), requested: z.int(), available: z.int() })) }),
});
export const CheckoutContended = defineError({
  code: "checkout.contended",
  kind: "conflict",
  message: "Too many are buying the same thing at this moment. Nothing was done; send the request again with the same key.",
  retryAfterSeconds: 1,
});
