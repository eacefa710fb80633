import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { dollarPricesCsv, productsCsv } from "../draw/data/csv.ts";

const root = path.resolve(import.meta.dirname, "../../..");
const data = (name: string) => readFileSync(path.join(import.meta.dirname, "../data", name), "utf8");

test("the committed catalog is what its source says", () => {
  expect(data("products.csv")).toBe(productsCsv());
  expect(data("prices-usd.csv")).toBe(dollarPricesCsv());
});

test("every picture that a product names is there, in both formats and sizes", () => {
  const names = new Set([...productsCsv().matchAll(/\/demo\/([a-z0-9-]+)\.webp/g)].map(([, name]) => name));
  expect(names.size).toBeGreaterThan(100);
  const files = [...names].flatMap((name) =>
    ["480.avif", "960.avif", "480.webp", "960.webp"].map((kind) => `packages/web/public/demo/${name}-${kind}`),
  );
  expect(files.filter((file) => !existsSync(path.join(root, file)))).toEqual([]);
});

test("people of the demo are reachable nowhere", () => {
  const people = JSON.parse(data("people.json")) as { email: string }[];
  expect(people.filter(({ email }) => !email.endsWith("@example.com"))).toEqual([]);
});
