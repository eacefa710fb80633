import { type Api, defineRoute, PageQuery, pageOf, pure, readPage } from "@souk/core/http";
import { VersionConflict } from "@souk/core";
import * as z from "zod";
import { KeyNotFound, KeyRevoked, ScopeNotHeld } from "../auth.error.ts";
import * as ApiKey from "../key.ts";

const tags: [string] = ["Keys"];
const json = <Schema extends z.ZodType>(schema: Schema) => ({ content: { "application/json": { schema } } });
const params = z.strictObject({ keyId: ApiKey.Id });

const KeyShown = ApiKey.Info.extend({
  text: z.string().nullable().meta({ description: "The key itself, this once; null when a request is repeated" }),
}).meta({ id: "KeyShown" });

const createKey = defineRoute({
  method: "post",
  path: "/v1/keys",
  operationId: "createKey",
  summary: "Make an API key",
  description: "Needs `key.manage`. The key's text is in this answer alone: keep it where secrets are kept.",
  tags,
  callers: ["staff"],
  permission: "key.manage",
  errors: [ScopeNotHeld],
  idempotency: "accepted",
  request: { body: { required: true, ...json(ApiKey.Creation) } },
  responses: { 201: { description: "The key, with its text", ...json(KeyShown) } },
});

const listKeys = defineRoute({
  method: "get",
  path: "/v1/keys",
  cache: "none",
  operationId: "listKeys",
  summary: "List API keys, newest first",
  description: "Needs `key.manage`. Keys that were revoked or expired are among them.",
  tags,
  callers: ["staff"],
  permission: "key.manage",
  request: { query: PageQuery },
  responses: { 200: { description: "Keys without their texts", ...json(pageOf(ApiKey.Info)) } },
});

const rotateKey = defineRoute({
  method: "post",
  path: "/v1/keys/{keyId}/rotate",
  operationId: "rotateKey",
  summary: "Give an API key a new text",
  description: "Needs `key.manage`. The text before opens it for `overlapSeconds` more.",
  tags,
  callers: ["staff"],
  permission: "key.manage",
  errors: [KeyNotFound, KeyRevoked, VersionConflict],
  idempotency: "accepted",
  request: { params, body: { required: true, ...json(ApiKey.Rotation) } },
  responses: { 200: { description: "The key, with its new text", ...json(KeyShown) } },
});

const revokeKey = defineRoute({
  method: "delete",
  path: "/v1/keys/{keyId}",
  operationId: "revokeKey",
  summary: "End an API key",
  description: "Needs `key.manage`. It is refused everywhere within a minute.",
  tags,
  callers: ["staff"],
  permission: "key.manage",
  errors: [KeyNotFound, KeyRevoked, VersionConflict],
  request: { params },
  responses: { 200: { description: "The key as it ended", ...json(ApiKey.Info) } },
});

export function addKeys(app: Api): void {
  app
    .openapi(createKey, async (c) => {
      const input = c.req.valid("json");
      let text: string | null = null;
      const key = await pure(c, input, async (ctx) => {
        const made = await ApiKey.create(ctx, input);
        text = made.text;
        return made.key;
      });
      return c.json({ ...key, text }, 201);
    })
    .openapi(listKeys, async (c) => {
      const page = c.req.valid("query");
      return c.json(await readPage(() => ApiKey.list(c.get("ctx"), page)), 200);
    })
    .openapi(rotateKey, async (c) => {
      const { keyId } = c.req.valid("param");
      const { overlapSeconds } = c.req.valid("json");
      let text: string | null = null;
      const key = await pure(c, { keyId, overlapSeconds }, async (ctx) => {
        const made = await ApiKey.rotate(ctx, keyId, overlapSeconds);
        text = made.text;
        return made.key;
      });
      return c.json({ ...key, text }, 200);
    })
    .openapi(revokeKey, async (c) => c.json(await ApiKey.revoke(c.get("ctx"), c.req.valid("param").keyId), 200));
}
