import { defineError } from "@souk/core";

export const ProductNotFound = defineError({ code: "catalog.product_not_found", kind: "not_found", message: "There is no such product." });
export const HandleTaken = defineError({ code: "catalog.handle_taken", kind: "conflict", message: "Another product has this handle." });
export const SkuTaken = defineError({
  code: "catalog.sku_taken",
  kind: "conflict",
  message: "Another product has a variant with this SKU.",
});
export const ProductInvalid = defineError({
  code: "catalog.product_invalid",
  kind: "rejected",
  message: "The product's options, variants and prices do not fit together.",
});
export const ProductTooLarge = defineError({
  code: "catalog.product_too_large",
  kind: "rejected",
  message: "The product's variants and texts together are too long to be kept.",
});
export const NothingToSell = defineError({
  code: "catalog.nothing_to_sell",
  kind: "rejected",
  message: "A product without a single price cannot be published.",
});
