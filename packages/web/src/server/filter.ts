import { minorUnits } from "./money.ts";

export const sorts = ["relevance", "newest", "price", "price_desc", "title"] as const;
export type Sort = (typeof sorts)[number];

/** What a list's address asks for, as its forms write it. */
export interface Filter {
  q: string;
  /** On the search page; a category's own page has it in its path. The parameter is `c`. */
  category: string;
  /** `Color:Blue`; the parameter is `o`. */
  options: string[];
  /** As it was typed, in whole units of the currency. */
  min: string;
  max: string;
  inStock: boolean;
  sort: Sort | undefined;
  cursor: string | undefined;
}

const optionsAtMost = 30;
const choice = /^[^:]{1,60}:.{1,100}$/su;

/** Nothing in an address can be wrong: what cannot be meant is left out. */
export function readFilter(query: URLSearchParams): Filter {
  const sort = sorts.find((name) => name === query.get("sort"));
  return {
    q: (query.get("q") ?? "").trim().slice(0, 100),
    category: /^[\p{L}\p{M}\p{N}_/-]{1,200}$/u.exec(query.get("c") ?? "")?.[0] ?? "",
    options: [...new Set(query.getAll("o").filter((value) => choice.test(value)))].slice(0, optionsAtMost),
    min: amountOf(query.get("min")),
    max: amountOf(query.get("max")),
    inStock: query.get("stock") === "1",
    sort,
    cursor: /^[\w-]{1,2048}$/.exec(query.get("cursor") ?? "")?.[0],
  };
}

const amountOf = (typed: string | null): string => /^\s*(\d{1,7}(?:[.,]\d{0,2})?)\s*$/.exec(typed ?? "")?.[1]?.replace(/[.,]$/, "") ?? "";

/** For the API: amounts in minor units; a maximum below the minimum asks for nothing and is left out. */
export function toQuery({ q, category, options, min, max, inStock, sort, cursor }: Filter, currency: string) {
  const [minPrice, maxPrice] = [minorUnits(min, currency), minorUnits(max, currency)];
  const fits = maxPrice !== undefined && maxPrice >= (minPrice ?? 0);
  return {
    ...(q === "" ? {} : { q }),
    ...(category === "" ? {} : { category }),
    ...(minPrice === undefined ? {} : { minPrice }),
    ...(fits ? { maxPrice } : {}),
    ...(inStock ? { inStock: "true" as const } : {}),
    ...(options.length > 0 ? { option: options } : {}),
    ...(sort ? { sort } : {}),
    ...(cursor ? { cursor } : {}),
  };
}

/** The list's address with something changed. A page's number belongs to one list alone, so every change goes back to the first. */
export function addressOf(path: string, filter: Filter, change: Partial<Filter> = {}): string {
  const { q, category, options, min, max, inStock, sort, cursor } = { ...filter, cursor: undefined, ...change };
  const pairs: [string, string][] = [
    ["q", q],
    ["c", category],
    ...options.map((value): [string, string] => ["o", value]),
    ["min", min],
    ["max", max],
    ["stock", inStock ? "1" : ""],
    ["sort", sort ?? ""],
    ["cursor", cursor ?? ""],
  ];
  const query = new URLSearchParams(pairs.filter(([, value]) => value !== "")).toString();
  return query === "" ? path : `${path}?${query}`;
}

/** What takes all filters away and leaves words and order. */
export const unfiltered = { category: "", options: [], min: "", max: "", inStock: false } satisfies Partial<Filter>;

/** How many filters are set, words and order aside. */
export const filterCount = ({ category, options, min, max, inStock }: Filter): number =>
  options.length + (category === "" ? 0 : 1) + (min === "" && max === "" ? 0 : 1) + (inStock ? 1 : 0);
