import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { build, type Plugin } from "esbuild";
import { expect, test } from "vitest";
import * as z from "zod";
import { declaredOf } from "@souk/core/http/router";
import { apis } from "../src/document.ts";

const root = path.resolve(import.meta.dirname, "../../..");

interface Part {
  name: string;
  schema: z.ZodType;
}
type Routes = ReturnType<typeof declaredOf>;

/** Every schema that a request meets: query, parameters, headers and body of each route. */
const partsOf = (routes: Routes): Part[] =>
  routes.flatMap(({ method, path: at, request = {} }) => {
    const { schema: body } = (request.body?.content["application/json"] ?? {}) as { schema?: unknown };
    const parts = { query: request.query, params: request.params, headers: request.headers, body };
    return Object.entries(parts).flatMap(([name, schema]) =>
      schema ? [{ name: `${method} ${at} ${name}`, schema: schema as z.ZodType }] : [],
    );
  });

/** The same sources, as functions carry them. */
async function bundledRoutes(): Promise<Routes> {
  const { default: plugins } = (await import(path.join(root, "infra/bundle.mjs"))) as { default: Plugin[] };
  const folder = mkdtempSync(path.join(os.tmpdir(), "souk-schemas-"));
  try {
    const { outputFiles } = await build({
      stdin: {
        contents: `import { declaredOf } from "@souk/core/http/router"; import { apis } from "./src/document.ts";
          export const routes = apis.flatMap(declaredOf);`,
        resolveDir: path.join(root, "packages/docs"),
      },
      bundle: true,
      write: false,
      platform: "node",
      format: "cjs",
      plugins: [withoutDocuments, ...plugins],
    });
    const file = path.join(folder, "routes.cjs");
    writeFileSync(file, outputFiles[0]?.contents ?? "");
    return (createRequire(import.meta.url)(file) as { routes: Routes }).routes;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const withoutDocuments: Plugin = {
  name: "without-documents",
  setup({ onLoad }) {
    onLoad({ filter: /http\/description\.ts$/ }, () => ({ contents: "export const describeApi = () => undefined;" }));
  },
};

/** What the sources say as an example, or what is made of the examples of its fields. */
function exampleOf(schema: z.ZodType): unknown {
  const { example } = (schema.meta() ?? {}) as { example?: unknown };
  if (example !== undefined) return example;
  if (!(schema instanceof z.ZodObject)) return "1";
  return Object.fromEntries(Object.entries(schema.shape).map(([name, field]) => [name, exampleOf(field as z.ZodType)]));
}

/** The example, and what differs from it in one place. */
function inputsOf(schema: z.ZodType): unknown[] {
  const example = exampleOf(schema);
  const wrong = [undefined, null, "", "x".repeat(300), -1, 1.5, 1e9, true, [], {}, [{}], "2026-11-21", '"3"'];
  if (typeof example !== "object" || example === null) return [example, ...wrong];
  const names = schema instanceof z.ZodObject ? Object.keys(schema.shape) : Object.keys(example);
  const changed = names.flatMap((name) => wrong.map((value) => ({ ...example, [name]: value })));
  return [example, { ...example, unknown: 1 }, ...changed, ...wrong];
}

const judged = (schema: z.ZodType, input: unknown) => {
  const { success, data, error } = schema.safeParse(input);
  return success ? { data } : { issues: error.issues };
};

test("a schema that a function makes when it is first looked into judges as the one of the sources", async () => {
  const parts = partsOf(apis.flatMap(declaredOf));
  const bundled = new Map(partsOf(await bundledRoutes()).map(({ name, schema }) => [name, schema]));
  expect([...bundled.keys()]).toEqual(parts.map(({ name }) => name));
  let accepted = 0;
  for (const { name, schema } of parts)
    for (const input of inputsOf(schema)) {
      const expected = judged(schema, input);
      if ("data" in expected) accepted += 1;
      const actual = judged(bundled.get(name) ?? z.never(), input);
      expect(actual, `${name} of ${JSON.stringify(input)}`).toEqual(expected);
    }
  expect(accepted).toBeGreaterThan(parts.length);
});
