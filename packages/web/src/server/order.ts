import { type Access, api, type Result, type Schemas, settle } from "./api.ts";

export type Order = Schemas["Order"];
export type OrderEvent = Schemas["OrderEvent"];

export const getOrder = (orderId: string, access: Access): Promise<Result<Order>> =>
  settle(api(access).GET("/v1/orders/{orderId}", { params: { path: { orderId } } }));

/** What happened to an order after an event's sequence number, oldest first. With an ETag, status 304 while nothing did. */
export const getHistory = (orderId: string, access: Access, after = 0, etag?: string): Promise<Result<{ items: OrderEvent[] }>> =>
  settle(
    api(access).GET("/v1/orders/{orderId}/events", {
      params: { path: { orderId }, query: { after } },
      headers: etag === undefined ? {} : { "if-none-match": etag },
    }),
  );

export const cancelOrder = (orderId: string, access: Access, key: string): Promise<Result<unknown>> =>
  settle(api(access).POST("/v1/orders/{orderId}/cancel", { params: { path: { orderId }, header: { "idempotency-key": key } } }));

/** Paid, or the payment is certain. */
export const isPaid = ({ paymentStatus }: Pick<Order, "paymentStatus">): boolean => !["unpaid", "voided"].includes(paymentStatus);

/** Waits for its payment. */
export const isPayable = (order: Pick<Order, "status" | "paymentStatus">): boolean =>
  order.status === "open" && order.paymentStatus === "unpaid";
