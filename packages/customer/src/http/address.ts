import { type Api, defineRoute, pure } from "@souk/core/http";
import { Order } from "@souk/order";
import * as z from "zod";
import * as Customer from "../customer.ts";

const tags: [string] = ["Customers"];
const json = <Schema extends z.ZodType>(schema: Schema) => ({ content: { "application/json": { schema } } });
const params = z.strictObject({ addressId: Customer.AddressId });
const answer = { 200: { description: "The account with its addresses", ...json(Customer.Info) } };
const body = { required: true, ...json(Order.Address) };

const add = defineRoute({
  method: "post",
  path: "/v1/customers/me/addresses",
  operationId: "addMyAddress",
  summary: "Keep an address",
  tags,
  callers: ["customer"],
  errors: [Customer.CustomerNotFound, Customer.AddressesFull],
  idempotency: "accepted",
  request: { body },
  responses: { 201: answer[200] },
});

const change = defineRoute({
  method: "put",
  path: "/v1/customers/me/addresses/{addressId}",
  operationId: "changeMyAddress",
  summary: "Write an address anew",
  tags,
  callers: ["customer"],
  errors: [Customer.CustomerNotFound, Customer.AddressNotFound],
  request: { params, body },
  responses: answer,
});

const remove = defineRoute({
  method: "delete",
  path: "/v1/customers/me/addresses/{addressId}",
  operationId: "removeMyAddress",
  summary: "Forget an address",
  tags,
  callers: ["customer"],
  errors: [Customer.CustomerNotFound, Customer.AddressNotFound],
  request: { params },
  responses: answer,
});

export function addAddresses(app: Api): void {
  app
    .openapi(add, async (c) => {
      const address = c.req.valid("json");
      return c.json(await pure(c, address, (ctx) => Customer.addAddress(ctx, address)), 201);
    })
    .openapi(change, async (c) =>
      c.json(await Customer.changeAddress(c.get("ctx"), c.req.valid("param").addressId, c.req.valid("json")), 200),
    )
    .openapi(remove, async (c) => c.json(await Customer.removeAddress(c.get("ctx"), c.req.valid("param").addressId), 200));
}
