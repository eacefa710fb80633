import { defineError } from "@souk/core";

export const CartNotFound = defineError({ code: "cart.not_found", kind: "not_found", message: "There is no such cart." });
export const CartClosed = defineError({ code: "cart.closed", kind: "conflict", message: "The cart was already placed as an order." });
export const CartFull = defineError({ code: "cart.full", kind: "rejected", message: "The cart has as many lines as a cart can have." });
export const NotForSale = defineError({
  code: "cart.not_for_sale",
  kind: "rejected",
  message: "This is not for sale in the cart's market.",
});
