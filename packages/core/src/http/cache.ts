import type { MiddlewareHandler } from "hono";
import type { ApiEnv } from "./api.ts";

/**
 * What caches may keep of an answer, declared beside its route.
 * - `none`: nothing. What a person or a key sees, and what decides about money or stock.
 * - `revalidate`: the caller's own cache, which must ask each time whether it is still so (`ETag`).
 * - seconds: any cache, for strangers alone; then, while `staleSeconds` run, an old answer is given and a new one fetched. Time is what
 *   ends it: nothing is purged, so that both together are how old a price may be.
 */
export type Cache = "none" | "revalidate" | { seconds: number; staleSeconds?: number };

/** How old anything may be that a cache gives out. */
export const oldestSeconds = 60;

export function checkCache(cache: Cache): Cache {
  if (typeof cache === "object" && cache.seconds + (cache.staleSeconds ?? 0) > oldestSeconds)
    throw new RangeError(`a cache may give out what is ${oldestSeconds} s old, not older`);
  return cache;
}

export function cacheControl(cache: Cache): string {
  if (cache === "none") return "no-store";
  if (cache === "revalidate") return "private, no-cache";
  const { seconds, staleSeconds } = cache;
  return `public, max-age=${seconds}${staleSeconds ? `, stale-while-revalidate=${staleSeconds}` : ""}`;
}

/** Sets the header of what was answered well. Whoever shows a credential gets an answer of their own, which nobody keeps. */
export const caching =
  (cache: Cache): MiddlewareHandler<ApiEnv> =>
  async (c, next) => {
    await next();
    if (c.res.status !== 200 && c.res.status !== 304) return;
    const shared = typeof cache === "object";
    if (shared) c.header("Vary", "Authorization, Souk-Token");
    const personal = c.get("ctx").actor.type !== "public" || c.res.headers.has("set-cookie");
    c.header("Cache-Control", cacheControl(shared && personal ? "none" : cache));
  };
