import { Session } from "@souk/auth";
import { type Api, defineRoute } from "@souk/core/http";
import * as z from "zod";
import * as Customer from "../customer.ts";

const tags: [string] = ["Customers"];
const json = <Schema extends z.ZodType>(schema: Schema) => ({ content: { "application/json": { schema } } });

const Info = z
  .strictObject({ clientId: z.string().meta({ description: "Which site it is at" }), startedAt: z.string() })
  .meta({ id: "Session", example: { clientId: "web", startedAt: "2026-11-21T10:00:00.000Z" } });

const list = defineRoute({
  method: "get",
  path: "/v1/customers/me/sessions",
  cache: "none",
  operationId: "listMySessions",
  summary: "Where one is signed in",
  tags,
  callers: ["customer"],
  responses: { 200: { description: "Sessions, oldest first", ...json(z.strictObject({ items: z.array(Info) })) } },
});

const end = defineRoute({
  method: "delete",
  path: "/v1/customers/me/sessions",
  operationId: "endMySessions",
  summary: "Sign out everywhere",
  description: "Access tokens are refused within 30 s, refresh tokens at once.",
  tags,
  callers: ["customer"],
  responses: { 204: { description: "They have ended, the one that asks among them" } },
});

export function addSessions(app: Api): void {
  app
    .openapi(list, async (c) => {
      const ctx = c.get("ctx");
      const items = await Session.listOf(ctx, Customer.own(ctx));
      return c.json({ items: items.toSorted((a, b) => a.startedAt.localeCompare(b.startedAt)) }, 200);
    })
    .openapi(end, async (c) => {
      const ctx = c.get("ctx");
      await Session.revokeAll(ctx, Customer.own(ctx));
      return c.body(null, 204);
    });
}
