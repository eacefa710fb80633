import { declaredOf } from "@souk/core/http/router";
import { describe, expect, test } from "vitest";
import { apis } from "../src/document.ts";

const routes = apis.flatMap((api) => declaredOf(api)) as unknown as Record<string, unknown>[];
const reads = routes.filter(({ method }) => method === "get");
const shared = reads.filter((route) => String(route["x-cache"]).startsWith("public"));

describe("what caches may keep", () => {
  test.each(reads.map((route) => [String(route["operationId"]), route["x-cache"]]))("is said by %s", (_operation, cache) => {
    expect(cache).toMatch(/^(no-store|private, no-cache|public, max-age=\d+(, stale-while-revalidate=\d+)?)$/);
  });

  test("is only what everybody may see", () => {
    expect(shared.map((route) => route["operationId"]).sort()).toEqual([
      "findProducts",
      "findRelatedProducts",
      "getProduct",
      "getShop",
      "listAvailability",
      "listCategories",
      "listProductAddresses",
      "listProducts",
    ]);
    for (const route of shared) expect(route["x-callers"]).toContain("public");
  });
});
