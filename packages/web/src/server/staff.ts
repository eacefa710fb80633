import { api, type Result, type Schemas, settle } from "./api.ts";
import type { Order } from "./order.ts";

export type OrderHead = Schemas["OrderHead"];
export type Level = Schemas["StockLevel"];
export type Adjustment = Schemas["Adjustment"];
export type ProductCard = Schemas["ProductCard"];
export type Reason = Schemas["AdjustStock"]["reason"];

export interface Goods {
  sku: string;
  quantity: number;
}
export interface Listed<T> {
  items: T[];
  cursor: string | null;
}
type Listing<T> = Promise<Result<Listed<T>>>;

const keyed = (key: string) => ({ "idempotency-key": key });
const after = (cursor: string | undefined) => (cursor ? { cursor } : {});

export const listOrders = (bearer: string, query: { day?: string; cursor?: string }): Listing<OrderHead> =>
  settle(api({ bearer }).GET("/v1/orders", { params: { query } }));

interface Shipment {
  lines: Goods[];
  tracking?: { carrier: string; number: string };
}

export const fulfill = (bearer: string, orderId: string, body: Shipment, key: string): Promise<Result<unknown>> =>
  settle(api({ bearer }).POST("/v1/orders/{orderId}/fulfillments", { params: { path: { orderId }, header: keyed(key) }, body }));

export const refund = (bearer: string, { paymentId }: Order, body: Schemas["RefundRequest"], key: string): Promise<Result<unknown>> =>
  settle(api({ bearer }).POST("/v1/payments/{paymentId}/refunds", { params: { path: { paymentId }, header: keyed(key) }, body }));

export const getLevel = (bearer: string, sku: string): Promise<Result<Level>> =>
  settle(api({ bearer }).GET("/v1/inventory/{sku}", { params: { path: { sku } } }));

export const listAdjustments = (bearer: string, sku: string, cursor?: string): Listing<Adjustment> =>
  settle(api({ bearer }).GET("/v1/inventory/{sku}/ledger", { params: { path: { sku }, query: { limit: 20, ...after(cursor) } } }));

export const adjust = (bearer: string, sku: string, body: Schemas["AdjustStock"], key: string): Promise<Result<unknown>> =>
  settle(api({ bearer }).POST("/v1/inventory/{sku}/adjustments", { params: { path: { sku }, header: keyed(key) }, body }));

export const getProduct = (bearer: string, handle: string): Promise<Result<Schemas["PricedProduct"]>> =>
  settle(api({ bearer }).GET("/v1/catalog/products/{handle}", { params: { path: { handle } } }));

export const listProducts = (bearer: string, status: "active" | "draft", cursor?: string): Listing<ProductCard> =>
  settle(api({ bearer }).GET("/v1/catalog/products", { params: { query: { status, limit: 50, ...after(cursor) } } }));

export const setPublished = (bearer: string, productId: string, published: boolean): Promise<Result<unknown>> =>
  settle(
    api({ bearer }).POST(`/v1/catalog/products/{productId}/${published ? "publish" : "unpublish"}`, { params: { path: { productId } } }),
  );
