import { describe, expect, test } from "vitest";
import document from "../src/openapi.gen.json" with { type: "json" };
import { referencePage } from "../src/reference.ts";

interface Schema {
  $ref?: string;
  example?: unknown;
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  properties?: Record<string, Schema>;
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
}
interface Content {
  content?: Record<string, { schema?: Schema }>;
  description?: string;
}
interface Operation {
  operationId: string;
  summary?: string;
  tags?: string[];
  requestBody?: Content;
  responses: Record<string, Content>;
  "x-callers"?: string[];
}

const schemas = document.components.schemas as unknown as Record<string, Schema>;
const operations = Object.entries(document.paths as unknown as Record<string, Record<string, Operation>>).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ name: `${method.toUpperCase()} ${path}`, path, operation })),
);

const named = (schema: Schema): Schema => (schema.$ref ? (schemas[schema.$ref.split("/").at(-1) ?? ""] ?? {}) : schema);

describe.each(operations)("$name", ({ operation, path }) => {
  test("says what it does, who may call it and how it refuses", () => {
    expect(operation.summary).toMatch(/^\S.{4,}/);
    expect(operation["x-callers"]?.length).toBeGreaterThan(0);
    expect(operation.tags?.length).toBe(1);
    const refusals = Object.entries(operation.responses).filter(([status]) => status.startsWith("4"));
    expect(refusals.length).toBeGreaterThan(0);
    for (const [, { content, description }] of refusals) {
      expect(Object.keys(content ?? {})).toEqual(["application/problem+json"]);
      expect(description).toMatch(/`[a-z]+\.[a-z_]+`/);
    }
  });

  test("answers with named schemas that have examples", () => {
    const contents = [
      operation.requestBody,
      ...Object.entries(operation.responses).flatMap(([status, response]) => (status.startsWith("2") ? [response] : [])),
    ];
    const bodies = contents.flatMap((body) => Object.values(body?.content ?? {}).flatMap(({ schema }) => (schema ? [schema] : [])));
    const bare = bodies.filter((schema) => !hasExample(schema));
    expect(bare, `${path}: ${JSON.stringify(bare).slice(0, 300)}`).toEqual([]);
  });
});

/** An example of its own, or of each of its fields. */
function hasExample(schema: Schema, depth = 0): boolean {
  const known = named(schema);
  if (known.example !== undefined || known.const !== undefined || known.enum !== undefined || depth > 4) return true;
  if (known.anyOf ?? known.oneOf ?? known.allOf)
    return (known.anyOf ?? known.oneOf ?? known.allOf ?? []).some((one) => hasExample(one, depth + 1));
  if (known.items) return hasExample(known.items, depth + 1);
  if (!known.properties) return depth > 0;
  return Object.values(known.properties).every((field) => hasExample(field, depth + 1));
}

test("operation ids are unique verbs with nouns", () => {
  const ids = operations.map(({ operation }) => operation.operationId);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.filter((id) => !/^[a-z]+[A-Z][A-Za-z]*$/.test(id))).toEqual([]);
});

test("the reference page shows every operation and runs no script", () => {
  const page = referencePage(document as unknown as Record<string, unknown>);
  expect(operations.filter(({ operation }) => !page.includes(`id="${operation.operationId}"`))).toEqual([]);
  expect(page).not.toMatch(/<script|javascript:/i);
});
