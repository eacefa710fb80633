import type { OpenAPIHono, RouteConfig } from "@hono/zod-openapi";
import { type Context as Request, type Handler, Hono, type MiddlewareHandler } from "hono";
import type * as z from "zod";
import type { ApiEnv } from "./api.ts";
import { Invalid, issuesOf, Malformed, respond, Unsupported } from "./problem.ts";

type Declared = RouteConfig & { middleware?: MiddlewareHandler<ApiEnv>[] };
type Target = "query" | "param" | "header" | "json";

/** Part of the input with its schema; without a value where the request has no such part. */
interface Part {
  target: Target;
  schema: z.ZodType;
  read(c: Request<ApiEnv>): unknown;
}

/**
 * Serves routes as @hono/zod-openapi declares them, without making a document of them: that is done once, when it is generated
 * (`description.ts`), and would cost each function 70 KB and each start a few milliseconds.
 */
export class Router extends Hono<ApiEnv> {
  readonly declared: Declared[] = [];

  openapi(route: Declared, handler: Handler<ApiEnv>): this {
    const { middleware = [] } = route;
    this.declared.push(route);
    const path = route.path.replaceAll(/\/{(.+?)}/g, "/:$1");
    this.on([route.method], [path], ...middleware, validating(route.request), handler);
    return this;
  }
}

/** As routes are typed: what `c.req.valid` gives and what may be answered follow from the schemas. */
export type TypedRouter = OpenAPIHono<ApiEnv>;

/** The routes of an API as they were declared. */
export function declaredOf(api: unknown): RouteConfig[] {
  if (!(api instanceof Router)) return [];
  return api.declared.map((route) => {
    const { middleware: _serving, ...declared } = route;
    return declared;
  });
}

/** Reads each part of the input that the route names; the first that does not fit is refused with all its issues. */
function validating(request: RouteConfig["request"]): MiddlewareHandler<ApiEnv> {
  const parts = [...parametersOf(request), ...bodyOf(request)];
  return async (c, next) => {
    for (const { target, schema, read } of parts) {
      const result = schema.safeParse(read(c));
      if (!result.success) return respond(c, Invalid({ in: target, issues: issuesOf(result.error) }));
      c.req.addValidatedData(target, result.data as object);
    }
    await next();
  };
}

function parametersOf(request: RouteConfig["request"]): Part[] {
  const { query, params, headers } = (request ?? {}) as { query?: z.ZodType; params?: z.ZodType; headers?: z.ZodType };
  return [
    ...(query ? [{ target: "query" as const, schema: query, read: queryOf }] : []),
    ...(params ? [{ target: "param" as const, schema: params, read: (c: Request<ApiEnv>) => c.req.param() }] : []),
    ...(headers ? [{ target: "header" as const, schema: headers, read: (c: Request<ApiEnv>) => c.req.header() }] : []),
  ];
}

/** A name that comes twice is a list: a schema of one value refuses it. */
function queryOf(c: Request<ApiEnv>): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(c.req.queries()).map(([name, values]) => [name, values.length === 1 ? (values[0] ?? "") : values]),
  );
}

const json = /^application\/([a-z-.]+\+)?json(;\s*[a-zA-Z0-9-]+=([^;]+))*$/i;

function bodyOf(request: RouteConfig["request"]): Part[] {
  const { content = {}, required = false } = request?.body ?? {};
  const types = Object.keys(content);
  const { schema } = (content["application/json"] ?? {}) as { schema?: z.ZodType };
  if (!schema) return [];
  const accepts = (type: string) => (json.test(type) ? true : types.includes(type.split(";", 1)[0]?.trim().toLowerCase() ?? ""));
  const read = (c: Request<ApiEnv>): unknown => {
    const type = c.req.header("content-type");
    const text = c.get("body") ?? "";
    if (type === undefined ? text !== "" : !accepts(type)) throw Unsupported();
    if (type === undefined || !json.test(type)) return required ? {} : undefined;
    try {
      return JSON.parse(text) as unknown;
    } catch (cause) {
      throw Malformed({}, { cause });
    }
  };
  // A body that need not be there is an empty one where it is not, or where it is of another of the declared types.
  return [{ target: "json", schema: required ? schema : orEmpty(schema), read }];
}

const orEmpty = (schema: z.ZodType): z.ZodType =>
  ({
    safeParse: (value: unknown) => (value === undefined ? { success: true, data: {} } : schema.safeParse(value)),
  }) as unknown as z.ZodType;
