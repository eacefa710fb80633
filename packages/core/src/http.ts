import type { Hono } from "hono";
import type { ApiEnv, Authenticate } from "./http/api.ts";
import { lambda } from "./http/lambda.ts";

/** A domain's Lambda handler, with the check of bearer credentials that it is given. */
export const handle = (api: { fetch: Hono<ApiEnv>["fetch"] }, bindings: { authenticate?: Authenticate } = {}) =>
  lambda((request, env) => api.fetch(request, { ...env, ...bindings }));

export { type Api, type ApiEnv, createApi } from "./http/api.ts";
export { findIfMatch, getIfMatch, ifMatch } from "./http/match.ts";
export { Cursor, PageQuery, pageOf, readPage } from "./http/page.ts";
export { Forbidden, Invalid, Malformed, PreconditionRequired, Problem, TooLarge, Unauthenticated, Unsupported } from "./http/problem.ts";
export { type Caller, defineRoute, outside, pure } from "./http/route.ts";
