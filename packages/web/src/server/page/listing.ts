import type { Result } from "../api.ts";
import { listProducts } from "../catalog.ts";
import { type Filter, filterCount, toQuery } from "../filter.ts";
import { type Facets, findProducts, type Hit } from "../search.ts";
import type { Market } from "../shop.ts";

const pageSize = 24;

/** A page of products with what can be chosen further. */
export interface Listing {
  /** The page's address without its query. */
  path: string;
  filter: Filter;
  items: Hit[];
  cursor: string | null;
  /** Undefined while search does not answer: the category is then shown by title, without filters. */
  found: { total: number; facets: Facets; partial: boolean; suggestions: string[] } | undefined;
}

export async function loadListing(path: string, category: string | undefined, filter: Filter, market: Market): Promise<Result<Listing>> {
  const { country, currency } = market;
  const within = category === undefined ? {} : { category };
  const result = await findProducts({ ...within, ...toQuery(filter, currency), country, limit: pageSize });
  if (result.ok) {
    const { items, cursor, ...found } = result.value;
    return { ...result, value: { path, filter, items, cursor, found } };
  }
  const plain = filter.q === "" && filterCount(filter) === 0 && filter.sort === undefined && !filter.cursor;
  if (!plain) return result;
  const list = await listProducts({ ...within, country, limit: pageSize });
  return list.ok ? { ...list, value: { path, filter, items: list.value.items, cursor: null, found: undefined } } : list;
}
