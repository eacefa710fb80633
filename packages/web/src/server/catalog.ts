import { api, type Result, type Schemas, settle } from "./api.ts";
import { memo } from "./memo.ts";

/** A product as lists show it. */
export type Card = Schemas["ProductCard"];
export type Category = Schemas["Category"];
export type Variant = Schemas["PricedVariant"];
export type Product = Schemas["PricedProduct"];
export type Page = Schemas["ProductCards"];

interface ListQuery {
  category?: string;
  country: string;
  cursor?: string;
  limit: number;
}

export const listProducts = (query: ListQuery): Promise<Result<Page>> => settle(api().GET("/v1/catalog/products", { params: { query } }));

export const getProduct = (handle: string, country: string): Promise<Result<Product>> =>
  settle(api().GET("/v1/catalog/products/{handle}", { params: { path: { handle }, query: { country } } }));

/** The tree of categories; an empty one is asked for again at once, since a shop is being filled. */
export const getCategories = memo<Result<Schemas["Categories"]>>(
  10,
  () => settle(api().GET("/v1/catalog/categories")),
  (result) => result.ok && result.value.items.length > 0,
);

/** The categories from the root to the one with this path; empty when there is none. */
export function trailOf(categories: Category[], path: string): Category[] {
  for (const category of categories) {
    if (category.path === path) return [category];
    if (path.startsWith(`${category.path}/`)) return [category, ...trailOf(category.children, path)];
  }
  return [];
}
