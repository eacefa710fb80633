import { useHarness } from "@souk/testing";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { createApi, defineRoute } from "../src/http.ts";
import type { Cache } from "../src/http/cache.ts";

const harness = useHarness();

function apiWith(cache: Cache | undefined, headers: Record<string, string> = {}) {
  const route = defineRoute({
    method: "get",
    path: "/v1/boxes",
    operationId: "getBox",
    summary: "Looks",
    tags: ["Boxes"],
    callers: ["public", "guest", "staff"],
    request: { query: z.strictObject({ n: z.coerce.number().optional() }) },
    responses: { 200: { description: "Seen", content: { "application/json": { schema: z.object({ ok: z.boolean() }) } } } },
    ...(cache === undefined ? {} : { cache }),
  });
  return createApi().openapi(route, (c) => c.json({ ok: true }, 200, headers));
}
const controlOf = async (cache: Cache, given: Record<string, string> = {}, path = "/v1/boxes", answered: Record<string, string> = {}) =>
  (await apiWith(cache, answered).request(path, { headers: given }, harness.env)).headers.get("cache-control");

const shared: Cache = { seconds: 30, staleSeconds: 30 };

describe("a route that anybody's cache may keep", () => {
  test("says for how long to strangers", async () => {
    expect(await controlOf(shared)).toBe("public, max-age=30, stale-while-revalidate=30");
  });
  test("is kept of nobody who shows a credential", async () => {
    expect(await controlOf(shared, { "souk-token": "a-token" })).toBe("no-store");
    expect(await controlOf(shared, { authorization: `Bearer ${harness.staffKey}` })).toBe("no-store");
  });
  test("is not kept with a cookie in it", async () => {
    expect(await controlOf(shared, {}, "/v1/boxes", { "set-cookie": "a=b" })).toBe("no-store");
  });
  test("is not kept when it is a refusal", async () => {
    expect(await controlOf(shared, {}, "/v1/boxes?n=x")).toBe("no-store");
    expect(await controlOf(shared, { authorization: "Bearer nobody" })).toBe("no-store");
  });
});

test.each<[Cache, string]>([
  ["none", "no-store"],
  ["revalidate", "private, no-cache"],
])("a route of %s says %s to everybody", async (cache, control) => {
  expect(await controlOf(cache)).toBe(control);
  expect(await controlOf(cache, { "souk-token": "a-token" })).toBe(control);
});

test("a GET that does not say what caches may keep cannot be declared", () => {
  expect(() => apiWith(undefined)).toThrow(/getBox does not say/);
});

test("nothing may be given out that is older than a minute", () => {
  expect(() => apiWith({ seconds: 30, staleSeconds: 31 })).toThrow(/60 s/);
});
