import { OpenAPIHono } from "@hono/zod-openapi";
import { declaredOf } from "./router.ts";

/** The OpenAPI 3.1 description of an API's routes. For what generates and tests: no function makes it. */
export function describeApi(api: unknown, info: { title: string; version: string; description?: string }) {
  const { openAPIRegistry, ...describer } = new OpenAPIHono();
  for (const route of declaredOf(api)) openAPIRegistry.registerPath(route);
  return describer.getOpenAPI31Document({ openapi: "3.1.0", info });
}
