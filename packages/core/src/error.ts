import type * as z from "zod";

export const kinds = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  rejected: 422,
  throttled: 429,
  unavailable: 503,
} as const;
export type Kind = keyof typeof kinds;

/** A refusal that callers are told about, as opposed to a bug (any other error). */
export class DomainError extends Error {
  readonly code: string;
  readonly kind: Kind;
  readonly status: number;
  readonly details: Record<string, unknown>;
  /** Seconds after which asking again makes sense. */
  readonly retryAfterSeconds: number | undefined;

  constructor(definition: ErrorDefinition, details: Record<string, unknown>, options?: { cause?: unknown }) {
    super(definition.message, options);
    this.name = "DomainError";
    this.code = definition.code;
    this.kind = definition.kind;
    this.status = definition.status ?? kinds[definition.kind];
    this.retryAfterSeconds = definition.retryAfterSeconds;
    this.details = details;
  }
}

export interface ErrorDefinition {
  code: string;
  kind: Kind;
  message: string;
  /** Overrides the kind's status, where HTTP has a better one (402, 413, 428). */
  status?: number;
  retryAfterSeconds?: number;
  details?: z.ZodObject;
}

export interface DefinedError extends ErrorDefinition {
  (details?: Record<string, unknown>, options?: { cause?: unknown }): DomainError;
  is(error: unknown): error is DomainError;
}

/**
 * Declares an error once: `throw OrderNotFound({ orderId })` in the service, `errors: [OrderNotFound]` on the route.
 * `code` is `domain.failure`; `details` are fields that callers may see.
 */
export function defineError(definition: ErrorDefinition): DefinedError {
  const make = (details: Record<string, unknown> = {}, options?: { cause?: unknown }) => new DomainError(definition, details, options);
  const is = (error: unknown): error is DomainError => error instanceof DomainError && error.code === definition.code;
  return Object.assign(make, definition, { is });
}

export const Contended = defineError({
  code: "request.contended",
  kind: "conflict",
  message: "Others changed the same thing at the same moment. Nothing was done; send the request again.",
  retryAfterSeconds: 1,
});
export const VersionConflict = defineError({
  code: "request.version_conflict",
  kind: "conflict",
  message: "It was changed since you read it. Read it again and repeat the change.",
});
