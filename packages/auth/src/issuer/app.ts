import { type Context, describe } from "@souk/core";
import { Shop } from "@souk/shop";
import { type Context as Request, Hono } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import type { IssuerEnv } from "./environment.ts";
import { inward, outward } from "./forward.ts";
import { headers, limited, readAuthorize, sameOrigin } from "./guard.ts";
import { attach, type Inner } from "./inner.ts";
import { createLibrary } from "./library.ts";
import type { SendMail } from "./mail.ts";
import { networkOf } from "./network.ts";
import { OAuthRefusal } from "./oauth-error.ts";
import { type Notice, noticePage } from "./page.ts";
import type { Settings } from "./settings.ts";
import { localeOf } from "./text.ts";
import { createTokenEndpoint } from "./token-endpoint.ts";

export interface IssuerOptions {
  settings: Settings;
  /** Of a request, by its id; and one named `issuer` that lives as long as the process. */
  contextOf: (requestId: string) => Context;
  send: SendMail;
}

const localeCookie = "__Host-locale";

/** The issuer: what the guard lets through reaches the library, everything else is answered here. */
export function createIssuer({ settings, contextOf, send }: IssuerOptions) {
  const library = createLibrary(contextOf("issuer"), settings, send);
  const app = new Hono<IssuerEnv>();
  const home = homeOf(settings);

  app.use(headers(settings));
  app.use(limited);
  app.use(async (c, next) => {
    c.set("ctx", contextOf(c.env?.event?.requestContext?.requestId ?? "issuer"));
    c.set("locale", localeOf(c.req.query("ui_locales"), getCookie(c, localeCookie), c.req.header("accept-language")));
    await next();
  });
  app.notFound((c) => notice(c, "notFound", 404));
  app.onError((error, c) => {
    if (error instanceof OAuthRefusal) return notice(c, "refused", 400);
    c.get("ctx").log.error("the issuer failed", describe(error));
    return notice(c, "failed", 500);
  });

  async function innerOf(c: Request<IssuerEnv>): Promise<Inner> {
    const ctx = c.get("ctx");
    const { name } = await Shop.get(ctx);
    const address = networkOf(c.env?.event?.requestContext?.http?.sourceIp);
    return { ctx, address, frame: { shop: name, home, locale: c.get("locale") } };
  }

  async function notice(c: Request<IssuerEnv>, what: Notice, status: 400 | 404 | 500): Promise<Response> {
    // Even when the shop cannot be read.
    const shop = await Shop.get(c.get("ctx")).then(
      ({ name }) => name,
      () => "Souk",
    );
    return c.html(noticePage({ shop, home, locale: c.get("locale") }, what), status);
  }

  async function forward(c: Request<IssuerEnv>, path = new URL(c.req.url).pathname + new URL(c.req.url).search): Promise<Response> {
    const request = inward(settings, c.req.raw, path, c.req.method === "POST" ? await c.req.arrayBuffer() : undefined);
    attach(request, await innerOf(c));
    const response = outward(settings, await library.fetch(request));
    if (response) return response;
    c.get("ctx").log.error("a redirect to an unknown place was stopped");
    return notice(c, "refused", 400);
  }

  app.get("/authorize", async (c) => {
    const { clientId, redirectUri, state, challenge, provider } = readAuthorize(c, settings);
    const query = new URLSearchParams({
      response_type: "code",
      client_id: clientId,
      redirect_uri: redirectUri,
      state,
      code_challenge: challenge,
      code_challenge_method: "S256",
      provider,
    });
    c.res = await forward(c, `/authorize?${query}`);
    if (c.req.query("ui_locales") !== undefined)
      setCookie(c, localeCookie, c.get("locale"), { path: "/", secure: true, httpOnly: true, sameSite: "Lax", maxAge: 3600 });
    return c.res;
  });
  app.get("/code/authorize", (c) => forward(c));
  app.post("/code/authorize", sameOrigin(settings), (c) => forward(c));
  for (const name of Object.keys(settings.social)) {
    app.get(`/${name}/authorize`, (c) => forward(c));
    app.get(`/${name}/callback`, (c) => forward(c));
  }
  app.get("/.well-known/jwks.json", async (c) => {
    const response = await forward(c);
    response.headers.set("cache-control", "public, max-age=600");
    return response;
  });
  app.get("/.well-known/oauth-authorization-server", (c) => c.json(metadata(settings), 200, { "cache-control": "public, max-age=600" }));
  app.route("/", createTokenEndpoint(settings));
  return app;
}

/** The shop that people came from: where the first client that signs in customers lies. */
function homeOf({ clients }: Settings): string | undefined {
  const [uri] = Object.values(clients).find(({ actor }) => actor === "customer")?.redirectUris ?? [];
  return uri === undefined ? undefined : `${new URL(uri).origin}/`;
}

/** RFC 8414: what this issuer does, and no more. */
function metadata({ origin }: Settings) {
  return {
    issuer: origin,
    authorization_endpoint: `${origin}/authorize`,
    token_endpoint: `${origin}/token`,
    revocation_endpoint: `${origin}/revoke`,
    jwks_uri: `${origin}/.well-known/jwks.json`,
    response_types_supported: ["code"],
    response_modes_supported: ["query"],
    grant_types_supported: ["authorization_code", "refresh_token"],
    token_endpoint_auth_methods_supported: ["none"],
    revocation_endpoint_auth_methods_supported: ["none"],
    code_challenge_methods_supported: ["S256"],
    authorization_response_iss_parameter_supported: true,
    ui_locales_supported: ["en", "de"],
  };
}
