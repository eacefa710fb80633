import { authenticate } from "@souk/auth/authenticate";
import { createApi, defineRoute, handle } from "@souk/core/http";
import { Shop } from "@souk/shop";
import * as z from "zod";
import { referencePage } from "./reference.ts";

const app = createApi();

const health = defineRoute({
  method: "get",
  path: "/v1/health",
  cache: "none",
  operationId: "getHealth",
  summary: "Answers while the API answers",
  tags: ["System"],
  callers: ["public", "guest", "customer", "staff", "service"],
  responses: {
    200: {
      description: "The API answers",
      content: { "application/json": { schema: z.object({ status: z.literal("ok") }).meta({ id: "Health", example: { status: "ok" } }) } },
    },
  },
});

const HealthDetails = z
  .object({
    status: z.enum(["ok", "failing"]),
    checks: z.array(z.object({ name: z.string(), status: z.enum(["ok", "failing"]), milliseconds: z.number() })),
  })
  .meta({ id: "HealthDetails", example: { status: "ok", checks: [{ name: "table", status: "ok", milliseconds: 4 }] } });

const details = defineRoute({
  method: "get",
  path: "/v1/health/details",
  cache: "none",
  operationId: "getHealthDetails",
  summary: "Reads what every request depends on and says how long it took",
  tags: ["System"],
  callers: ["staff", "service"],
  permission: "system.read",
  responses: { 200: { description: "All is well, or what is not", content: { "application/json": { schema: HealthDetails } } } },
});

export const api = app
  .openapi(health, (c) => c.json({ status: "ok" as const }, 200))
  .openapi(details, async (c) => {
    const ctx = c.get("ctx");
    const begun = ctx.now().getTime();
    const status = await Shop.get(ctx).then(
      () => "ok" as const,
      () => "failing" as const,
    );
    return c.json({ status, checks: [{ name: "table", status, milliseconds: ctx.now().getTime() - begun }] }, 200);
  });

/** The description itself and its page are files, not operations: they stand outside it. */
async function description(): Promise<Record<string, unknown>> {
  const { default: document } = await import("./openapi.gen.json", { with: { type: "json" } });
  return document as Record<string, unknown>;
}
const cached = { "cache-control": "public, max-age=60" };
app.get("/v1/openapi.json", async (c) => c.json(await description(), 200, cached));
app.get("/v1/reference", async (c) =>
  c.html(referencePage(await description()), 200, {
    ...cached,
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'",
  }),
);

export const handler = handle(app, { authenticate });
