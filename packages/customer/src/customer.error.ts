import { defineError } from "@souk/core";

export const CustomerNotFound = defineError({ code: "customer.not_found", kind: "not_found", message: "There is no such account." });
export const AddressNotFound = defineError({ code: "customer.address_not_found", kind: "not_found", message: "There is no such address." });
export const AddressesFull = defineError({
  code: "customer.addresses_full",
  kind: "rejected",
  message: "No more addresses fit into the account. Remove one first.",
});
export const OrdersUnderWay = defineError({
  code: "customer.orders_under_way",
  kind: "conflict",
  message: "An order is still under way, and its address is needed. Erase the account when it is shipped or canceled.",
});
