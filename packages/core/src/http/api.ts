import { isUtf8 } from "node:buffer";
import { createHash, timingSafeEqual } from "node:crypto";
import type { LambdaContext, LambdaEvent } from "hono/aws-lambda";
import type { Context as Request, MiddlewareHandler } from "hono";
import type { Actor, Context } from "../context.ts";
import { createLog, type Log } from "../log.ts";
import { findLink, text } from "../resource.ts";
import { createContext, newTrace } from "../runtime.ts";
import { InvalidKey, Malformed, NoSuchRoute, onError, respond, TooLarge } from "./problem.ts";
import { Router, type TypedRouter } from "./router.ts";

export type Authenticate = (ctx: Context, bearer: string) => Promise<Actor>;

export interface ApiEnv {
  Bindings: {
    event?: LambdaEvent;
    lambdaContext?: LambdaContext;
    /** Tests make contexts of their own. */
    contextOf?: (origin: { actor: Actor; requestId: string; traceparent: string }) => Context;
    staffKey?: string;
    /** Whom a bearer credential stands for. Given by each function's `handle`, so that core knows no issuer. */
    authenticate?: Authenticate;
  };
  Variables: { ctx: Context; requestId: string; log: Log; body?: string };
}

const bodyLimitBytes = 256 * 1024;

/** A domain's API: routes are added with `.openapi(route, handler)`, errors become problems, every request gets its context. */
export function createApi(options: { bodyLimitBytes?: number } = {}): TypedRouter {
  const app = new Router();
  app.onError(onError);
  app.notFound((c) => respond(c, NoSuchRoute()));
  app.use(context);
  app.use(readBody(options.bodyLimitBytes ?? bodyLimitBytes));
  return app as unknown as TypedRouter;
}
export type Api = TypedRouter;

const context: MiddlewareHandler<ApiEnv> = async (c, next) => {
  const event = c.env?.event as { requestContext?: { requestId?: string } } | undefined;
  const requestId = event?.requestContext?.requestId ?? c.req.header("x-request-id")?.slice(0, 64) ?? newTrace().slice(3, 19);
  const given = c.req.header("traceparent");
  const traceparent = given && /^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/.test(given) ? given : newTrace();
  c.set("requestId", requestId);
  c.set("log", createLog({ requestId, traceparent }));
  c.header("X-Request-Id", requestId);
  const contextOf = (actor: Actor) => {
    const origin = { actor, requestId, traceparent };
    return c.env?.contextOf?.(origin) ?? createContext(origin);
  };
  const ctx = contextOf(await actorOf(c, contextOf));
  c.set("ctx", ctx);
  c.set("log", ctx.log);
  await next();
  // What a person or a key sees is nobody else's to keep; a route that may be cached says so itself.
  if (!c.res.headers.has("cache-control")) c.header("Cache-Control", "no-store");
};

/** Reads the credentials that came with a request. Wrong ones are refused, whatever the operation. */
async function actorOf(c: Request<ApiEnv>, contextOf: (actor: Actor) => Context): Promise<Actor> {
  const [authorization, token] = [c.req.header("authorization"), c.req.header("souk-token")];
  if (authorization === undefined) return token ? { type: "guest", token } : { type: "public" };
  const bearer = /^Bearer (\S+)$/.exec(authorization)?.[1];
  const expected = c.env?.staffKey ?? staffKey();
  if (!bearer) throw InvalidKey();
  if (expected && sameText(bearer, expected)) return { type: "staff", staffId: "key" };
  if (!c.env?.authenticate) throw InvalidKey();
  const actor = await c.env.authenticate(contextOf({ type: "public" }), bearer);
  // A customer may hold a guest's cart, to be merged with their own.
  return actor.type === "customer" && token ? { ...actor, token } : actor;
}

/** The stage's staff key; none while the secret still has its placeholder. */
function staffKey(): string | undefined {
  const secret = findLink("StaffApiKey");
  const value = secret ? text(secret, "value") : "unset";
  return value === "unset" || value.length < 16 ? undefined : value;
}

/** Compares digests, so that neither length nor content shows in the time it takes. */
function sameText(a: string, b: string): boolean {
  const digest = (value: string) => createHash("sha256").update(value).digest();
  return timingSafeEqual(digest(a), digest(b));
}

/** Refuses what is too large or no UTF-8 before anything parses it. */
const readBody =
  (limit: number): MiddlewareHandler<ApiEnv> =>
  async (c, next) => {
    if (c.req.method !== "GET" && c.req.method !== "HEAD") {
      if (Number(c.req.header("content-length") ?? 0) > limit) throw TooLarge({ limitBytes: limit });
      const bytes = Buffer.from(await c.req.arrayBuffer());
      if (bytes.byteLength > limit) throw TooLarge({ limitBytes: limit });
      if (!isUtf8(bytes)) throw Malformed();
      // A byte order mark is none of the text.
      c.set("body", bytes.toString("utf8").replace(/^\ufeff/, ""));
    }
    await next();
  };
