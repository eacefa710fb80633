import type { Context as Request } from "hono";
import { HTTPException } from "hono/http-exception";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import * as z from "zod";
import { defineError, DomainError } from "../error.ts";
import { describe } from "../log.ts";
import type { ApiEnv } from "./api.ts";

/** RFC 9457 problem details, with Souk's `code` and the request's id; for bad input, every issue with its path. */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    requestId: z.string(),
    issues: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  })
  .catchall(z.unknown())
  .meta({
    id: "Problem",
    example: {
      type: "https://souk.dev/problems/order.not_found",
      title: "There is no such order.",
      status: 404,
      code: "order.not_found",
      requestId: "req_1",
    },
  });

export const Invalid = defineError({
  code: "request.invalid",
  kind: "invalid",
  message: "The request is not of the form that is documented.",
});
export const Malformed = defineError({ code: "request.malformed", kind: "invalid", message: "The body is not UTF-8 encoded JSON." });
export const TooLarge = defineError({
  code: "request.too_large",
  kind: "invalid",
  status: 413,
  message: "The body is larger than this operation takes.",
});
export const Unsupported = defineError({
  code: "request.unsupported_media_type",
  kind: "invalid",
  status: 415,
  message: "This operation takes another content type.",
});
export const PreconditionRequired = defineError({
  code: "request.precondition_required",
  kind: "invalid",
  status: 428,
  message: "Say with If-Match which version you are changing.",
});
export const NoSuchRoute = defineError({ code: "request.not_found", kind: "not_found", message: "There is nothing at this address." });
export const Unauthenticated = defineError({
  code: "auth.required",
  kind: "unauthenticated",
  message: "This operation needs credentials: a staff key, or the token of the cart or order.",
});
export const InvalidKey = defineError({ code: "auth.invalid_key", kind: "unauthenticated", message: "The key is not valid." });
export const Forbidden = defineError({ code: "auth.forbidden", kind: "forbidden", message: "This caller may not do this." });

export interface Issue {
  path: string;
  message: string;
}

/** Zod's issues as `lines.0.quantity: …`; an unknown field is named by its own path. */
export function issuesOf(error: z.core.$ZodError): Issue[] {
  return error.issues.flatMap((issue) => {
    const path = issue.path.map(String);
    if (issue.code === "unrecognized_keys") return issue.keys.map((key) => ({ path: [...path, key].join("."), message: "Unknown field" }));
    return [{ path: path.join("."), message: issue.message }];
  });
}

/** CloudFront keeps a refusal for ten seconds, for everybody, unless it is told not to. */
const problemHeaders = { "content-type": "application/problem+json", "cache-control": "no-store" };

export function respond(c: Request<ApiEnv>, error: DomainError): Response {
  if (error.retryAfterSeconds !== undefined) c.header("Retry-After", String(error.retryAfterSeconds));
  if (error.status === 401) c.header("WWW-Authenticate", "Bearer");
  const body = {
    type: `https://souk.dev/problems/${error.code}`,
    title: error.message,
    status: error.status,
    code: error.code,
    requestId: c.get("requestId"),
    ...error.details,
  };
  return c.body(JSON.stringify(body), error.status as ContentfulStatusCode, problemHeaders);
}

/** The one place where an error becomes an answer. What is no refusal is a bug: logged in full, told to nobody. */
export function onError(error: Error, c: Request<ApiEnv>): Response {
  if (error instanceof DomainError) return respond(c, error);
  if (error instanceof HTTPException && error.status === 415) return respond(c, Unsupported({}, { cause: error }));
  if (error instanceof HTTPException && error.status < 500) return respond(c, Malformed({}, { cause: error }));
  c.get("log").error("request failed", describe(error));
  const body = {
    type: "https://souk.dev/problems/internal",
    title: "Something went wrong on our side.",
    status: 500,
    code: "internal",
    requestId: c.get("requestId"),
  };
  return c.body(JSON.stringify(body), 500, problemHeaders);
}
