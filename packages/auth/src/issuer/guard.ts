import type { Context as Request, MiddlewareHandler } from "hono";
import type { IssuerEnv } from "./environment.ts";
import { fieldsOf, need } from "./form.ts";
import { OAuthRefusal } from "./oauth-error.ts";
import type { Settings, SocialName } from "./settings.ts";
import { contentSecurityPolicy } from "./style.ts";

const limitBytes = 16 * 1024;
// RFC 7636, section 4.2: a SHA-256 in base64url.
const challenge = /^[A-Za-z0-9_-]{43}$/;
const state = /^[\x21-\x7e]{1,512}$/;

/** Headers of every answer, errors and redirects among them. */
export function headers(settings: Settings): MiddlewareHandler<IssuerEnv> {
  const destinations = [
    ...new Set(Object.values(settings.clients).flatMap(({ redirectUris }) => redirectUris.map((uri) => new URL(uri).origin))),
  ];
  const policy = contentSecurityPolicy(destinations);
  return async (c, next) => {
    await next();
    c.header("Content-Security-Policy", policy);
    c.header("Strict-Transport-Security", "max-age=63072000; includeSubDomains");
    c.header("X-Content-Type-Options", "nosniff");
    c.header("X-Frame-Options", "DENY");
    // Not "no-referrer": that turns the Origin of form posts into "null".
    c.header("Referrer-Policy", "same-origin");
    c.header("Cross-Origin-Opener-Policy", "same-origin");
    c.header("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=()");
    if (c.req.path !== "/.well-known/jwks.json" && c.req.path !== "/.well-known/oauth-authorization-server")
      c.header("Cache-Control", "no-store");
  };
}

/** Refuses what is larger than any form of ours. */
export const limited: MiddlewareHandler<IssuerEnv> = async (c, next) => {
  if (Number(c.req.header("content-length") ?? 0) > limitBytes) return c.text("too large", 413);
  if (c.req.method === "POST" && (await c.req.arrayBuffer()).byteLength > limitBytes) return c.text("too large", 413);
  return next();
};

/** Refuses forms that another site sent: those carry this browser's cookies, and not its owner's will. */
export const sameOrigin =
  ({ origin }: Settings): MiddlewareHandler<IssuerEnv> =>
  async (c, next) => {
    const from = c.req.header("origin");
    const site = c.req.header("sec-fetch-site");
    if ((from !== undefined && from !== origin) || (site !== undefined && site !== "same-origin"))
      return c.text("cross-site request refused", 403);
    return next();
  };

export interface AuthorizeRequest {
  clientId: string;
  redirectUri: string;
  state: string;
  challenge: string;
  provider: string;
}

/**
 * What `/authorize` takes (RFC 9700, section 2.1): a known client and exactly one of its addresses, the code flow, PKCE by S256,
 * a state, each once. Anything else is refused here, with a page: never by sending the browser on.
 */
export function readAuthorize(c: Request<IssuerEnv>, settings: Settings): AuthorizeRequest {
  const fields = fieldsOf(new URL(c.req.url).searchParams);
  const clientId = fields.get("client_id") ?? "";
  const redirectUri = fields.get("redirect_uri") ?? "";
  const client = Object.hasOwn(settings.clients, clientId) ? settings.clients[clientId] : undefined;
  if (!client?.redirectUris.includes(redirectUri)) throw new OAuthRefusal("invalid_client", "No such client, or not an address of it.");
  need(fields, "response_type", /^code$/);
  need(fields, "code_challenge_method", /^S256$/);
  const mode = fields.get("response_mode");
  if (mode !== undefined && mode !== "query") throw new OAuthRefusal("invalid_request", "Only the query mode is.");
  const provider = fields.get("provider") ?? "code";
  const offered = provider === "code" || (client.actor === "customer" && settings.social[provider as SocialName] !== undefined);
  if (!offered || (provider !== "code" && !Object.hasOwn(settings.social, provider)))
    throw new OAuthRefusal("invalid_request", "There is no such way to sign in.");
  return { clientId, redirectUri, state: need(fields, "state", state), challenge: need(fields, "code_challenge", challenge), provider };
}
