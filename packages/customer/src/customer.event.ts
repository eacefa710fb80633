import { defineEvent } from "@souk/core";
import * as z from "zod";

const domain = "customer";
const customerId = "cust_01h455vb4pex5vsknk084sn02q";

export const CustomerUpdated = defineEvent({
  name: "customer.updated",
  version: 1,
  domain,
  summary: "A customer's profile or addresses changed; what they are now is read, never told.",
  data: z.strictObject({ customerId: z.string(), fields: z.array(z.enum(["name", "addresses"])) }),
  example: { customerId, fields: ["addresses"] },
});

export const CustomerOrdersJoined = defineEvent({
  name: "customer.orders_joined",
  version: 1,
  domain,
  summary: "Orders that were placed as a guest belong to the customer who proved their e-mail address.",
  data: z.strictObject({ customerId: z.string(), orderIds: z.array(z.string()) }),
  example: { customerId, orderIds: ["order_01h455vb4pex5vsknk084sn02q"] },
});

export const CustomerErased = defineEvent({
  name: "customer.erased",
  version: 1,
  domain,
  summary: "The account is closed and nothing personal is left, in its orders neither. Whoever keeps more erases it too.",
  data: z.strictObject({ customerId: z.string(), orders: z.int() }),
  example: { customerId, orders: 3 },
});
