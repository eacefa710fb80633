import type { RouteConfig } from "@hono/zod-openapi";
import type { Context as Request, MiddlewareHandler } from "hono";
import * as z from "zod";
import { type Actor, type Context, permits } from "../context.ts";
import type { ErrorDefinition } from "../error.ts";
import { kinds } from "../error.ts";
import { claimed, fingerprintOf, type Idempotency, InFlight, KeyReused, once, type Outcome } from "../idempotency.ts";
import type { ApiEnv } from "./api.ts";
import { type Cache, cacheControl, caching, checkCache } from "./cache.ts";
import { Forbidden, Invalid, Problem, Unauthenticated } from "./problem.ts";

export type Caller = Actor["type"];

/** How a command may be repeated: `required` is 400 without a key. */
type Keyed = "required" | "accepted";

/** 16 characters at least: an unguessable key is what keeps one public caller's answer from another. */
const Key = z
  .string()
  .min(16)
  .max(255)
  .regex(/^[\x21-\x7e]+$/);
const keyHeader = {
  required: z.object({ "idempotency-key": Key.meta({ description: "Repeating the request with the same key does it once." }) }),
  accepted: z.object({ "idempotency-key": Key.optional().meta({ description: "Repeating the request with the same key does it once." }) }),
};

type Declared = Omit<RouteConfig, "responses" | "operationId" | "summary" | "tags"> & {
  operationId: string;
  summary: string;
  tags: [string, ...string[]];
  responses: RouteConfig["responses"];
};

interface Rules {
  /** Who may call. Whether a guest's token fits the thing asked for is the service's to judge. */
  callers: Caller[];
  /** All that the operation refuses with, from the declarations that it throws. */
  errors?: ErrorDefinition[];
  idempotency?: Keyed;
  /** What caches may keep: every GET says so. */
  cache?: Cache;
  /** What staff and keys must hold besides: a name of @souk/auth's table. */
  permission?: string;
}

/**
 * Declares an operation. Adds to OpenAPI what follows from the rules: callers, errors with their codes, the idempotency header; and
 * refuses callers who may not call.
 */
export function defineRoute<const R extends Declared>(route: R & Rules) {
  const { callers, errors = [], idempotency, permission, cache, ...config } = route;
  if (route.method === "get" && cache === undefined) throw new TypeError(`${route.operationId} does not say what caches may keep`);
  const all = [
    Invalid,
    ...(callers.includes("public") ? [] : [Unauthenticated, Forbidden]),
    ...(idempotency ? [KeyReused, InFlight] : []),
    ...errors,
  ];
  return {
    ...(config as unknown as R),
    request: withKey(config.request, idempotency),
    middleware: [allow(callers, permission), ...(cache ? [caching(checkCache(cache))] : [])] as MiddlewareHandler[],
    // Asked for by the documents alone.
    get responses() {
      return { ...config.responses, ...problems(all) };
    },
    "x-callers": callers,
    ...(permission ? { "x-permission": permission } : {}),
    ...(cache ? { "x-cache": cacheControl(cache) } : {}),
    ...(idempotency ? { "x-idempotency": idempotency } : {}),
    security: securityOf(callers),
  } as unknown as R & { middleware: MiddlewareHandler<ApiEnv>[]; getRoutingPath(): string };
}

function withKey(request: RouteConfig["request"], idempotency: Keyed | undefined) {
  if (!idempotency) return request ?? {};
  const own = request?.headers instanceof z.ZodObject ? request.headers.shape : {};
  return { ...request, headers: keyHeader[idempotency].extend(own) };
}

function securityOf(callers: Caller[]) {
  if (callers.includes("public")) return [{}];
  const bearing = callers.some((caller) => caller === "customer" || caller === "staff" || caller === "service");
  return [...(callers.includes("guest") ? [{ guestToken: [] }] : []), ...(bearing ? [{ bearer: [] }] : [])];
}

function problems(errors: ErrorDefinition[]): RouteConfig["responses"] {
  const byStatus = new Map<number, ErrorDefinition[]>();
  for (const error of errors) {
    const status = error.status ?? kinds[error.kind];
    byStatus.set(status, [...(byStatus.get(status) ?? []), error]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, list]) => [
      status,
      {
        description: list.map((error) => `\`${error.code}\`: ${error.message}`).join("\n\n"),
        content: { "application/problem+json": { schema: Problem } },
      },
    ]),
  );
}

function allow(callers: Caller[], permission: string | undefined): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const { actor } = c.get("ctx");
    if (!callers.includes("public") && !callers.includes(actor.type)) {
      throw actor.type === "public" ? Unauthenticated() : Forbidden();
    }
    const asked = actor.type === "staff" || actor.type === "service" ? permission : undefined;
    if (asked !== undefined && !permits(actor, asked)) throw Forbidden({ permission });
    await next();
  };
}

/** The request's Idempotency-Key with what it stands for, if it has one. */
function idempotencyOf(c: Request<ApiEnv>, input: unknown): Idempotency | undefined {
  const key = c.req.header("idempotency-key");
  if (key === undefined) return undefined;
  return { key, operation: `${c.req.method} ${c.req.path}`, fingerprint: fingerprintOf(input) };
}

type Run<T> = (ctx: Context) => Promise<T>;

/** Runs a pure command under the request's key: `return c.json(await pure(c, input, (ctx) => Order.cancel(ctx, input)), 200)`. */
export async function pure<T>(c: Request<ApiEnv>, input: unknown, run: Run<T>): Promise<T> {
  return marked(c, await once(c.get("ctx"), idempotencyOf(c, input), run));
}

/** Runs a command that calls a provider; the claim's id is the same on every repeat and names the act at the provider. */
export async function outside<T>(
  c: Request<ApiEnv>,
  input: unknown,
  run: (ctx: Context, claimId: string, fresh: boolean) => Promise<T>,
): Promise<T> {
  return marked(c, await claimed(c.get("ctx"), idempotencyOf(c, input), run));
}

function marked<T>(c: Request<ApiEnv>, { answer, replayed }: Outcome<T>): T {
  if (replayed) c.header("Idempotency-Replayed", "true");
  return answer;
}
