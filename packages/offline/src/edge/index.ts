export { Cache, type CacheLimits, type Found, unlimited } from "./cache.ts";
export { type Lifetime, lifetimeOf } from "./lifetime.ts";
