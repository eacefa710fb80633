import { type Context as Request, Hono } from "hono";
import { describe } from "@souk/core";
import * as Session from "../session.ts";
import type { IssuerEnv } from "./environment.ts";
import { exchange } from "./exchange.ts";
import { fieldsOf, need } from "./form.ts";
import { OAuthRefusal } from "./oauth-error.ts";
import { refresh } from "./refresh.ts";
import type { Settings } from "./settings.ts";
import { readRefreshToken, type Tokens } from "./token.ts";

// RFC 7636, section 4.1.
const verifier = /^[A-Za-z0-9\-._~]{43,128}$/;
const shortText = /^[\x21-\x7e]{1,512}$/;

/** `/token` and `/revoke`: for sites' servers, so nothing of other origins and no cookies. */
export function createTokenEndpoint(settings: Settings) {
  const app = new Hono<IssuerEnv>();
  app.onError((error, c) => {
    if (error instanceof OAuthRefusal) return c.json({ error: error.code, error_description: error.message }, 400);
    c.get("ctx").log.error("the token endpoint failed", describe(error));
    return c.json({ error: "server_error" }, 503, { "retry-after": "2" });
  });

  app.post("/token", async (c) => {
    const fields = await formOf(c);
    const clientId = clientOf(settings, fields);
    return c.json(await grant(c, settings, clientId, fields), 200);
  });

  // RFC 7009: whatever the token was, it is good for nothing afterwards.
  app.post("/revoke", async (c) => {
    const fields = await formOf(c);
    const clientId = clientOf(settings, fields);
    const given = readRefreshToken(settings, need(fields, "token", shortText));
    const session = given && (await Session.find(c.get("ctx"), given.sessionId));
    if (session?.clientId === clientId) await Session.revoke(c.get("ctx"), session.sessionId);
    return c.json({}, 200);
  });
  return app;
}

function grant(c: Request<IssuerEnv>, settings: Settings, clientId: string, fields: Map<string, string>): Promise<Tokens> {
  const ctx = c.get("ctx");
  switch (fields.get("grant_type")) {
    case "authorization_code":
      return exchange(ctx, settings, {
        clientId,
        code: need(fields, "code", shortText),
        redirectUri: need(fields, "redirect_uri", shortText),
        verifier: need(fields, "code_verifier", verifier),
      });
    case "refresh_token":
      return refresh(ctx, settings, { clientId, token: need(fields, "refresh_token", shortText) });
    default:
      throw new OAuthRefusal("unsupported_grant_type", "Only authorization_code and refresh_token are.");
  }
}

async function formOf(c: Request<IssuerEnv>): Promise<Map<string, string>> {
  const type = c.req.header("content-type")?.split(";", 1)[0]?.trim().toLowerCase();
  if (type !== "application/x-www-form-urlencoded") throw new OAuthRefusal("invalid_request", "The body has to be a form.");
  return fieldsOf(new URLSearchParams(await c.req.text()));
}

function clientOf(settings: Settings, fields: Map<string, string>): string {
  const clientId = fields.get("client_id");
  if (clientId === undefined || !Object.hasOwn(settings.clients, clientId))
    throw new OAuthRefusal("invalid_client", "There is no such client.");
  return clientId;
}
