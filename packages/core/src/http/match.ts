import type { Context as Request } from "hono";
import * as z from "zod";
import type { ApiEnv } from "./api.ts";
import { Invalid, PreconditionRequired } from "./problem.ts";

/** The header of a change to what others may change too: the version that the caller has read. */
export const ifMatch = z.object({
  "if-match": z
    .string()
    .max(32)
    .optional()
    .meta({ description: "The version that the change is based on, in quotes, as `ETag` gave it", example: '"3"' }),
});

/** The version in `If-Match: "3"`; undefined without the header. */
export function findIfMatch(c: Request<ApiEnv>): number | undefined {
  const given = c.req.header("if-match");
  if (given === undefined) return undefined;
  const version = /^"(\d{1,10})"$/.exec(given)?.[1];
  if (version === undefined)
    throw Invalid({ in: "header", issues: [{ path: "if-match", message: 'Not a version in quotes, such as "3"' }] });
  return Number(version);
}

/** As findIfMatch, where a change without it would overwrite what its author has not seen: 428. */
export function getIfMatch(c: Request<ApiEnv>): number {
  const version = findIfMatch(c);
  if (version === undefined) throw PreconditionRequired();
  return version;
}
