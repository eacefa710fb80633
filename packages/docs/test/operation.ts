import { documentOf } from "../src/document.ts";

/** An operation as the description tells of it. */
export interface Operation {
  operationId: string;
  method: string;
  path: string;
  callers: string[];
  permission: string | undefined;
  /** The body's own example. */
  example: unknown;
}

interface Described {
  operationId: string;
  requestBody?: { content?: Record<string, { schema?: Schema }> };
  "x-callers": string[];
  "x-permission"?: string;
}
interface Schema {
  $ref?: string;
  example?: unknown;
}
interface Document {
  paths: Record<string, Record<string, Described>>;
  components: { schemas: Record<string, Schema> };
}

const { paths, components } = documentOf() as unknown as Document;

function exampleOf({ requestBody }: Described): unknown {
  const schema = requestBody?.content?.["application/json"]?.schema;
  return schema?.$ref ? components.schemas[schema.$ref.split("/").at(-1) ?? ""]?.example : schema?.example;
}

export const operations: Operation[] = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, described]) => ({
    operationId: described.operationId,
    method: method.toUpperCase(),
    path,
    callers: described["x-callers"],
    permission: described["x-permission"],
    example: exampleOf(described),
  })),
);
