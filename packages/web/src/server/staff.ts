import { api, type Result, type Schemas, settle } from "./api.ts";
import type { Order } from "./order.ts";

export type OrderHead = Schemas["OrderHead"];
export type Level = Schemas["StockLevel"];
export type ProductCard = Schemas["ProductCard"];

interface Tracking {
  carrier: string;
  number: string;
}

const keyed = (key: string) => ({ "idempotency-key": key });

export const listOrders = (
  bearer: string,
  query: { day?: string; cursor?: string },
): Promise<Result<{ items: OrderHead[]; cursor: string | null }>> => settle(api({ bearer }).GET("/v1/orders", { params: { query } }));

export const fulfill = (bearer: string, orderId: string, tracking: Tracking | undefined, key: string): Promise<Result<unknown>> =>
  settle(
    api({ bearer }).POST("/v1/orders/{orderId}/fulfillments", {
      params: { path: { orderId }, header: keyed(key) },
      body: tracking ? { tracking } : {},
    }),
  );

export const refund = (bearer: string, { paymentId }: Order, amount: number | undefined, key: string): Promise<Result<unknown>> =>
  settle(
    api({ bearer }).POST("/v1/payments/{paymentId}/refunds", {
      params: { path: { paymentId }, header: keyed(key) },
      body: amount === undefined ? {} : { amount },
    }),
  );

export const getLevel = (bearer: string, sku: string): Promise<Result<Level>> =>
  settle(api({ bearer }).GET("/v1/inventory/{sku}", { params: { path: { sku } } }));

export const count = (bearer: string, sku: string, set: number, key: string): Promise<Result<unknown>> =>
  settle(
    api({ bearer }).POST("/v1/inventory/{sku}/adjustments", {
      params: { path: { sku }, header: keyed(key) },
      body: { set, reason: "counted" },
    }),
  );

export const listProducts = (
  bearer: string,
  status: "active" | "draft",
  cursor?: string,
): Promise<Result<{ items: ProductCard[]; cursor: string | null }>> =>
  settle(api({ bearer }).GET("/v1/catalog/products", { params: { query: { status, limit: 100, ...(cursor ? { cursor } : {}) } } }));

export const setPublished = (bearer: string, productId: string, published: boolean): Promise<Result<unknown>> =>
  settle(
    api({ bearer }).POST(`/v1/catalog/products/{productId}/${published ? "publish" : "unpublish"}`, { params: { path: { productId } } }),
  );
