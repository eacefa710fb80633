import { authenticate } from "@souk/auth/authenticate";
import { createApi, Cursor, defineRoute, handle, pageOf, pure } from "@souk/core/http";
import * as z from "zod";
import * as Order from "./order.ts";

const tags: [string] = ["Orders"];
const params = z.strictObject({ orderId: Order.OrderId });
const json = <Schema extends z.ZodType>(schema: Schema) => ({ content: { "application/json": { schema } } });

const headExample = {
  orderId: "order_01h455vb4pex5vsknk084sn02q",
  number: "261121-84SN02Q",
  status: "open" as const,
  paymentStatus: "paid" as const,
  fulfillmentStatus: "unfulfilled" as const,
  currency: "EUR",
  country: "DE",
  totals: {
    items: 3800,
    discounts: 0,
    shipping: 490,
    tax: 685,
    total: 4290,
    taxIncluded: true,
    taxLines: [{ rate: 1900, net: 3605, tax: 685 }],
  },
  refunded: 0,
  paymentId: "pay_01h455vb4pex5vsknk084sn02q",
  cartId: "cart_01h455vb4pex5vsknk084sn02q",
  version: 2,
  placedAt: "2026-11-21T10:00:00.000Z",
  holdUntil: "2026-11-21T10:15:00.000Z",
};
const OrderHead = Order.Head.omit({ fulfilled: true, restocked: true }).meta({ id: "OrderHead", example: headExample });
const OrderView = z
  .strictObject({
    ...OrderHead.shape,
    ...Order.Detail.shape,
    lines: z.array(z.strictObject({ ...Order.Line.shape, fulfilled: z.int() }).meta({ id: "OrderViewLine" })),
    fulfillments: z.array(Order.Fulfillment),
  })
  .meta({
    id: "Order",
    example: {
      ...headExample,
      lines: [],
      contact: { email: "ada@example.com", name: "Ada Byron" },
      shippingAddress: { name: "Ada Byron", line1: "Torstraße 1", postalCode: "10119", city: "Berlin", country: "DE" },
      shipping: { id: "standard", name: "Standard", net: 412, tax: 78, gross: 490 },
      fulfillments: [],
    },
  });
const OrderState = z
  .strictObject({
    orderId: Order.OrderId,
    status: Order.Status,
    paymentStatus: Order.PaymentStatus,
    fulfillmentStatus: Order.FulfillmentStatus,
    version: z.int(),
  })
  .meta({
    id: "OrderState",
    example: { orderId: headExample.orderId, status: "canceled", paymentStatus: "voided", fulfillmentStatus: "unfulfilled", version: 2 },
  });
const OrderFulfillment = OrderState.extend({ fulfillmentId: z.string() }).meta({
  id: "OrderFulfillment",
  example: {
    orderId: headExample.orderId,
    status: "open",
    paymentStatus: "paid",
    fulfillmentStatus: "fulfilled",
    version: 3,
    fulfillmentId: "ful_01h455vb4pex5vsknk084sn02q",
  },
});
const OrderEvent = z.strictObject({ sequence: z.int(), type: z.string(), time: z.string(), data: z.record(z.string(), z.unknown()) }).meta({
  id: "OrderEvent",
  example: { sequence: 1, type: "order.placed", time: "2026-11-21T10:00:00.000Z", data: { orderId: "order_01h455vb4pex5vsknk084sn02q" } },
});

const list = defineRoute({
  method: "get",
  path: "/v1/orders",
  cache: "none",
  operationId: "listOrders",
  summary: "List a day's orders, newest first",
  tags,
  callers: ["staff", "service"],
  permission: "order.read",
  request: {
    query: z.strictObject({
      day: z.iso.date().optional().meta({ description: "Day of placing in UTC; today when absent", example: "2026-11-21" }),
      cursor: Cursor.optional(),
      limit: z.coerce.number().int().min(1).max(100).default(24),
    }),
  },
  responses: { 200: { description: "A page of orders", ...json(pageOf(OrderHead)) } },
});

const get = defineRoute({
  method: "get",
  path: "/v1/orders/{orderId}",
  cache: "none",
  operationId: "getOrder",
  summary: "Read an order with its lines and shipments",
  tags,
  callers: ["guest", "customer", "staff", "service"],
  permission: "order.read",
  errors: [Order.OrderNotFound],
  request: { params },
  responses: { 200: { description: "The order", ...json(OrderView) } },
});

const events = defineRoute({
  method: "get",
  path: "/v1/orders/{orderId}/events",
  cache: "revalidate",
  operationId: "listOrderEvents",
  summary: "Follow an order: its events after a sequence number",
  tags,
  callers: ["guest", "customer", "staff", "service"],
  permission: "order.read",
  errors: [Order.OrderNotFound],
  request: { params, query: z.strictObject({ after: z.coerce.number().int().min(0).max(999_999_999).default(0) }) },
  responses: {
    200: {
      description: "The events, oldest first. The ETag is the last sequence; `cursor` is the next `after`.",
      ...json(z.strictObject({ items: z.array(OrderEvent), cursor: z.string() })),
    },
    304: { description: "Nothing happened since the `If-None-Match`" },
  },
});

const cancel = defineRoute({
  method: "post",
  path: "/v1/orders/{orderId}/cancel",
  operationId: "cancelOrder",
  summary: "Cancel an order: buyers until it is paid, staff until something is shipped",
  tags,
  callers: ["guest", "customer", "staff", "service"],
  permission: "order.cancel",
  errors: [Order.OrderNotFound, Order.NotCancelable],
  idempotency: "required",
  request: { params },
  responses: { 200: { description: "It is canceled", ...json(OrderState) } },
});

const fulfill = defineRoute({
  method: "post",
  path: "/v1/orders/{orderId}/fulfillments",
  operationId: "fulfillOrder",
  summary: "Ship lines of an order, all that is left unless named",
  tags,
  callers: ["staff", "service"],
  permission: "order.fulfill",
  errors: [Order.OrderNotFound, Order.NotFulfillable, Order.OverFulfilled],
  idempotency: "required",
  request: {
    params,
    body: {
      required: true,
      ...json(
        z.strictObject({ lines: z.array(Order.Quantity).min(1).max(50).optional(), tracking: Order.Tracking.optional() }).meta({
          example: { lines: [{ sku: "MUG-BLUE", quantity: 1 }], tracking: { carrier: "DHL", number: "00340434161094042557" } },
        }),
      ),
    },
  },
  responses: { 201: { description: "It is shipped", ...json(OrderFulfillment) } },
});

const toCursor = (before: string | undefined) => (before === undefined ? null : Buffer.from(before).toString("base64url"));

/** A cursor of another list finds its place by order alone: it can skip orders, never leave the day or the shop. */
const fromCursor = (cursor: string | undefined) => (cursor === undefined ? undefined : Buffer.from(cursor, "base64url").toString("utf8"));

export const api = createApi()
  .openapi(list, async (c) => {
    const ctx = c.get("ctx");
    const { day = ctx.now().toISOString().slice(0, 10), cursor, limit } = c.req.valid("query");
    const page = await Order.list(ctx, { day, before: fromCursor(cursor), limit });
    return c.json(
      { items: page.items.map(({ fulfilled: _fulfilled, restocked: _restocked, ...head }) => head), cursor: toCursor(page.before) },
      200,
    );
  })
  .openapi(get, async (c) => c.json(await Order.view(c.get("ctx"), c.req.valid("param").orderId), 200))
  .openapi(events, async (c) => {
    const { items, last } = await Order.history(c.get("ctx"), c.req.valid("param").orderId, c.req.valid("query").after);
    const tag = `"${last}"`;
    c.header("ETag", tag);
    if (c.req.header("if-none-match") === tag) return c.body(null, 304);
    return c.json({ items, cursor: String(last) }, 200);
  })
  .openapi(cancel, async (c) => {
    const input = c.req.valid("param");
    return c.json(await pure(c, input, (ctx) => Order.cancel(ctx, input)), 200);
  })
  .openapi(fulfill, async (c) => {
    const input = { ...c.req.valid("param"), ...c.req.valid("json") };
    return c.json(await pure(c, input, (ctx) => Order.fulfill(ctx, input)), 201);
  });

export const handler = handle(api, { authenticate });
