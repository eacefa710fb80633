export { handle } from "hono/aws-lambda";
export { type Api, type ApiEnv, createApi } from "./http/api.ts";
export { findIfMatch, getIfMatch, ifMatch } from "./http/match.ts";
export { Cursor, PageQuery, pageOf, readPage } from "./http/page.ts";
export { Forbidden, Invalid, Malformed, PreconditionRequired, Problem, TooLarge, Unauthenticated, Unsupported } from "./http/problem.ts";
export { type Caller, defineRoute, outside, pure } from "./http/route.ts";
