import { expect, test } from "vitest";
import { Cache, lifetimeOf } from "../../src/edge/index.ts";

const lifetime = { fresh: 30, stale: 0 };

test("what was asked for longest ago leaves when there are too many", () => {
  const cache = new Cache<string>({ entries: 2, bytes: 100, entryBytes: 100 });
  cache.keep("a", "A", { bytes: 1, born: 0, lifetime });
  cache.keep("b", "B", { bytes: 1, born: 0, lifetime });
  cache.find("a", 0);
  cache.keep("c", "C", { bytes: 1, born: 0, lifetime });
  expect(["a", "b", "c"].filter((key) => cache.find(key, 0))).toEqual(["a", "c"]);
  cache.keep("d", "D", { bytes: 100, born: 0, lifetime });
  expect(cache.size).toEqual({ entries: 1, bytes: 100 });
  expect(cache.keep("e", "E", { bytes: 101, born: 0, lifetime })).toBe(false);
});

test("a cache that many share goes by s-maxage before max-age", () => {
  const of = (control: string) => lifetimeOf(200, (name) => (name === "cache-control" ? control : null));
  expect(of("public, max-age=5, s-maxage=9")).toEqual({ fresh: 9, stale: 0 });
  expect(of("public, s-maxage=0, max-age=5")).toBeUndefined();
  expect(of("public, max-age=5, stale-while-revalidate=7")).toEqual({ fresh: 5, stale: 7 });
});
