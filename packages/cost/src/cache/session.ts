/** What a stranger asks the API for in one visit: the shop, its categories, some lists, some products with their stock. */
export interface Visit {
  at: number;
  path: string;
}

export interface Mix {
  products: { handle: string; sku: string }[];
  visitorsPerMinute: number;
  minutes: number;
}

/** A small generator with a seed (mulberry32, public domain), so that a figure can be had again. */
export function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Few things are looked at often: the n-th most wanted is wanted 1/n as much as the first (Zipf). */
export function popular<T>(products: readonly T[], random: () => number): () => T {
  const sums: number[] = [];
  for (const [index] of products.entries()) sums.push((sums.at(-1) ?? 0) + 1 / (index + 1));
  return () => {
    const at = random() * (sums.at(-1) ?? 0);
    const found = products[sums.findIndex((sum) => sum >= at)];
    if (found === undefined) throw new Error("there are no products");
    return found;
  };
}

/** Seconds between two pages of a visit. */
const pause = 20;

/** Requests of all visits in order of time. */
export function sessions({ products, visitorsPerMinute, minutes }: Mix): Visit[] {
  const random = chance(1);
  const pick = popular(products, random);
  const visits: Visit[] = [];
  for (let visitor = 0; visitor < visitorsPerMinute * minutes; visitor += 1) {
    let at = random() * minutes * 60;
    const say = (path: string) => void visits.push({ at, path });
    say("/v1/shop");
    say("/v1/catalog/categories");
    say("/v1/catalog/products?limit=24&country=DE");
    for (let page = 0; page < 4; page += 1) {
      at += random() * pause * 2;
      const { handle, sku } = pick();
      say(`/v1/catalog/products/${handle}?country=DE`);
      say(`/v1/inventory?skus=${encodeURIComponent(sku)}`);
    }
  }
  return visits.sort((a, b) => a.at - b.at);
}
