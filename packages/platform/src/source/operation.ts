import { readFileSync } from "node:fs";
import path from "node:path";

const methods = new Set(["get", "put", "post", "delete", "options", "head", "patch", "trace"]);

/** What the committed OpenAPI document describes: paths with their methods in upper case. */
export function documentedOperations(root: string): Record<string, string[]> {
  const text = readFileSync(path.join(root, "packages/docs/src/openapi.gen.json"), "utf8");
  const { paths } = JSON.parse(text) as { paths: Record<string, Record<string, unknown>> };
  const operations = Object.entries(paths).map(([name, item]) => [
    name,
    Object.keys(item)
      .filter((key) => methods.has(key))
      .map((method) => method.toUpperCase()),
  ]);
  return Object.fromEntries(operations) as Record<string, string[]>;
}
