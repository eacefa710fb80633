import { VersionConflict } from "@souk/core";
import { type Api, Cursor, defineRoute, findIfMatch, ifMatch, pageOf, pure } from "@souk/core/http";
import { Order } from "@souk/order";
import * as z from "zod";
import * as Customer from "../customer.ts";

const tags: [string] = ["Customers"];
const json = <Schema extends z.ZodType>(schema: Schema) => ({ content: { "application/json": { schema } } });
const headers = ifMatch.pick({ "if-match": true });
const OrderHead = Order.Head.omit({ fulfilled: true, restocked: true });

const get = defineRoute({
  method: "get",
  path: "/v1/customers/me",
  cache: "none",
  operationId: "getMyAccount",
  summary: "Read one's own account",
  tags,
  callers: ["customer"],
  errors: [Customer.CustomerNotFound],
  responses: { 200: { description: "The account", ...json(Customer.Info) } },
});

const rename = defineRoute({
  method: "patch",
  path: "/v1/customers/me",
  operationId: "updateMyAccount",
  summary: "Say how one is called",
  tags,
  callers: ["customer"],
  errors: [Customer.CustomerNotFound, VersionConflict],
  idempotency: "accepted",
  request: {
    headers,
    body: {
      required: true,
      ...json(z.strictObject({ name: Customer.Name }).meta({ id: "AccountChange", example: { name: "Ada Byron" } })),
    },
  },
  responses: { 200: { description: "The account", ...json(Customer.Info) } },
});

const listOrders = defineRoute({
  method: "get",
  path: "/v1/customers/me/orders",
  cache: "none",
  operationId: "listMyOrders",
  summary: "List one's own orders, newest first",
  tags,
  callers: ["customer"],
  request: { query: z.strictObject({ cursor: Cursor.optional(), limit: z.coerce.number().int().min(1).max(100).default(24) }) },
  responses: { 200: { description: "A page of orders", ...json(pageOf(OrderHead)) } },
});

const joinOrders = defineRoute({
  method: "post",
  path: "/v1/customers/me/orders/join",
  operationId: "joinMyGuestOrders",
  summary: "Take over orders that were placed as a guest under the account's address",
  tags,
  callers: ["customer"],
  errors: [Customer.CustomerNotFound],
  responses: { 200: { description: "How many there were", ...json(z.strictObject({ joined: z.int() })) } },
});

const exportAll = defineRoute({
  method: "get",
  path: "/v1/customers/me/export",
  cache: "none",
  operationId: "exportMyData",
  summary: "Read everything that the shop holds about oneself",
  tags,
  callers: ["customer"],
  errors: [Customer.CustomerNotFound],
  responses: {
    200: {
      description: "All of it",
      ...json(
        z.strictObject({
          exportedAt: z.string(),
          customer: Customer.Info,
          orders: z.array(z.record(z.string(), z.unknown())),
          sessions: z.array(z.strictObject({ clientId: z.string(), startedAt: z.string() })),
          cartId: z.string().nullable(),
        }),
      ),
    },
  },
});

const erase = defineRoute({
  method: "delete",
  path: "/v1/customers/me",
  operationId: "eraseMyAccount",
  summary: "Close one's own account and erase what is personal",
  tags,
  callers: ["customer"],
  errors: [Customer.CustomerNotFound, Customer.OrdersUnderWay],
  responses: { 200: { description: "It is gone; so many orders stay without a person", ...json(z.strictObject({ orders: z.int() })) } },
});

const toCursor = (before: string | undefined) => (before === undefined ? null : Buffer.from(before).toString("base64url"));
const fromCursor = (cursor: string | undefined) => (cursor === undefined ? undefined : Buffer.from(cursor, "base64url").toString("utf8"));

export function addAccount(app: Api): void {
  app
    .openapi(get, async (c) => {
      const customer = await Customer.get(c.get("ctx"));
      return c.json(customer, 200, { ETag: `"${customer.version}"` });
    })
    .openapi(rename, async (c) => {
      const input = { ...c.req.valid("json"), version: findIfMatch(c) };
      return c.json(await pure(c, input, (ctx) => Customer.rename(ctx, input)), 200);
    })
    .openapi(listOrders, async (c) => {
      const ctx = c.get("ctx");
      const { cursor, limit } = c.req.valid("query");
      const page = await Order.listByCustomer(ctx, { customerId: Customer.own(ctx), before: fromCursor(cursor), limit });
      const items = page.items.map(({ fulfilled: _fulfilled, restocked: _restocked, ...head }) => head);
      return c.json({ items, cursor: toCursor(page.before) }, 200);
    })
    .openapi(joinOrders, async (c) => {
      const ctx = c.get("ctx");
      return c.json({ joined: await Customer.join(ctx, Customer.own(ctx)) }, 200);
    })
    .openapi(exportAll, async (c) => c.json(await Customer.exported(c.get("ctx")), 200))
    .openapi(erase, async (c) => {
      const ctx = c.get("ctx");
      return c.json(await Customer.erase(ctx, Customer.own(ctx)), 200);
    });
}
