import { defineError } from "@souk/core";

export const NotTracked = defineError({ code: "inventory.not_tracked", kind: "not_found", message: "No stock is kept of this SKU." });
export const BelowReserved = defineError({
  code: "inventory.below_reserved",
  kind: "conflict",
  message: "Open orders have reserved more than would be left. Cancel some of them first.",
});
