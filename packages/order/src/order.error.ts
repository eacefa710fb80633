import { defineError } from "@souk/core";

export const OrderNotFound = defineError({ code: "order.not_found", kind: "not_found", message: "There is no such order." });
export const MoveRefused = defineError({
  code: "order.move_refused",
  kind: "conflict",
  message: "The order is in a state that does not allow this.",
});
export const NotCancelable = defineError({
  code: "order.not_cancelable",
  kind: "conflict",
  message:
    "The order can no longer be canceled: buyers may until it is paid, staff until something of it is shipped, or when all of it was refunded.",
});
export const NotFulfillable = defineError({
  code: "order.not_fulfillable",
  kind: "conflict",
  message: "Only an open order that is paid or authorized is shipped.",
});
export const OverFulfilled = defineError({
  code: "order.over_fulfilled",
  kind: "rejected",
  message: "More than was ordered, or than is left to ship.",
});
export const OverRestocked = defineError({
  code: "order.over_restocked",
  kind: "rejected",
  message: "More than was shipped and not yet taken back.",
});
