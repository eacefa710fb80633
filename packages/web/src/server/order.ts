import { api, type Result, type Schemas, settle } from "./api.ts";

export type Order = Schemas["Order"];
export type OrderEvent = Schemas["OrderEvent"];

export const getOrder = (orderId: string, token: string): Promise<Result<Order>> =>
  settle(api(token).GET("/v1/orders/{orderId}", { params: { path: { orderId } } }));

/** What happened to an order after an event's sequence number, oldest first. With an ETag, status 304 while nothing did. */
export const getHistory = (orderId: string, token: string, after = 0, etag?: string): Promise<Result<{ items: OrderEvent[] }>> =>
  settle(
    api(token).GET("/v1/orders/{orderId}/events", {
      params: { path: { orderId }, query: { after } },
      headers: etag === undefined ? {} : { "if-none-match": etag },
    }),
  );

export const cancelOrder = (orderId: string, token: string, key: string): Promise<Result<unknown>> =>
  settle(api(token).POST("/v1/orders/{orderId}/cancel", { params: { path: { orderId }, header: { "idempotency-key": key } } }));

/** Paid, or the payment is certain. */
export const isPaid = ({ paymentStatus }: Pick<Order, "paymentStatus">): boolean => !["unpaid", "voided"].includes(paymentStatus);

/** Waits for its payment. */
export const isPayable = (order: Pick<Order, "status" | "paymentStatus">): boolean =>
  order.status === "open" && order.paymentStatus === "unpaid";
