import { api, type Result, type Schemas, settle } from "./api.ts";
import type { Card } from "./catalog.ts";

/** A product as it was found; `inStock` is absent where the list came from elsewhere. */
export type Hit = Card & { inStock?: boolean };
export type Found = Schemas["FoundProducts"];
export type Facets = Schemas["ProductFacets"];
export type Address = Schemas["ProductAddress"];

export interface FindQuery {
  q?: string;
  category?: string;
  country: string;
  minPrice?: number;
  maxPrice?: number;
  inStock?: "true";
  option?: string[];
  sort?: "relevance" | "newest" | "price" | "price_desc" | "title";
  cursor?: string;
  limit: number;
}

export const findProducts = (query: FindQuery): Promise<Result<Found>> => settle(api().GET("/v1/search/products", { params: { query } }));

export const findRelated = (productId: string, country: string, limit: number): Promise<Result<{ items: Hit[] }>> =>
  settle(api().GET("/v1/search/products/{productId}/related", { params: { path: { productId }, query: { country, limit } } }));

export const listAddresses = (limit: number, cursor?: string): Promise<Result<{ items: Address[]; cursor: string | null }>> =>
  settle(api().GET("/v1/search/addresses", { params: { query: { limit, ...(cursor ? { cursor } : {}) } } }));
