/**
 * What others do on a machine of this kind: two cores, server and database on one, the load on the other; 1,000 products with two
 * variants each; the best of 1, 8 and 32 clients. Measured in November 2026 with each one's own documented set-up for production:
 * Medusa 2.21 and Vendure 3.7 on PostgreSQL, Vendure 3.7 on SQLite with its write-ahead log. Requests, or whole checkouts, per second.
 */
export const peers: Record<string, { medusa: number; vendure: number; vendureSqlite: number }> = {
  list: { medusa: 60, vendure: 139, vendureSqlite: 198 },
  product: { medusa: 64, vendure: 124, vendureSqlite: 319 },
  search: { medusa: 328, vendure: 7, vendureSqlite: 329 },
  "add to cart": { medusa: 8.4, vendure: 37, vendureSqlite: 94 },
  checkout: { medusa: 1.7, vendure: 6.9, vendureSqlite: 19.4 },
};

/** How many times the best of them a line is to be: ten for carts and checkouts, five for reads. */
export const aims: Record<string, number> = { list: 5, product: 5, search: 5, "add to cart": 10, checkout: 10 };

export const bestPeer = (name: string): number => Math.max(...Object.values(peers[name] ?? { none: Number.NaN }));
