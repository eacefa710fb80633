import type { Log } from "./log.ts";
import type { Table, Write } from "./table.ts";
import type { TokenKind, Tokens } from "./token.ts";

/** Who asks. A guest holds a token of one cart or order; `system` is Souk itself reacting to an event or a schedule. */
export type Actor =
  | { type: "public" }
  | { type: "guest"; token: string }
  | { type: "customer"; customerId: string; sessionId?: string; token?: string }
  | { type: "staff"; staffId: string; permissions?: readonly string[] }
  | { type: "service"; keyId: string; permissions?: readonly string[] }
  | { type: "system"; name: string };

/**
 * All that a service function may know of the world besides its input. Made from a request or an event in core, by the
 * harness in tests, by the scheduler in a simulation; nothing else reads the clock, chance or the environment.
 */
export interface Context {
  shopId: string;
  actor: Actor;
  requestId: string;
  /** W3C trace context, carried into events. */
  traceparent: string;
  now(): Date;
  /** A TypeID: `id("order")` is `order_01h455vb4pex5vsknk084sn02q`. */
  id(prefix: string): string;
  /** Uniform in [0, 1). */
  random(): number;
  sleep(milliseconds: number): Promise<void>;
  table: Table;
  log: Log;
  tokens: Tokens;
  /** What `Resource.<name>` holds; throws when the function does not link it. */
  link(name: string): Record<string, unknown>;
  /** Set while a command runs under an Idempotency-Key: the write by which `transact` stores its answer. */
  recordAnswer?: (answer: unknown) => Write;
}

/** Only staff and keys hold permissions; the stage's own key, with which the first member of staff is made, holds all. */
export function permits(actor: Actor, permission: string): boolean {
  if (actor.type !== "staff" && actor.type !== "service") return false;
  return (actor.type === "staff" && actor.staffId === "key") || (actor.permissions?.includes(permission) ?? false);
}

/** Whether the caller holds the token of this cart or order: guests do, and customers who came with one. */
export function proves(ctx: Context, kind: TokenKind, id: string): boolean {
  const { actor } = ctx;
  const token = actor.type === "guest" || actor.type === "customer" ? actor.token : undefined;
  return token !== undefined && ctx.tokens.verify(kind, id, token);
}

/** How an actor is written into events and logs: `staff:key`, `guest`, `system:hold`. */
export function actorName(actor: Actor): string {
  switch (actor.type) {
    case "customer":
      return `customer:${actor.customerId}`;
    case "staff":
      return `staff:${actor.staffId}`;
    case "service":
      return `service:${actor.keyId}`;
    case "system":
      return `system:${actor.name}`;
    default:
      return actor.type;
  }
}

/** The time in ISO 8601, as all `...At` fields hold it. */
export const instant = (ctx: Context): string => ctx.now().toISOString();

/** An expiry for DynamoDB's TTL: whole seconds since the epoch. */
export const expiresIn = (ctx: Context, seconds: number): number => Math.floor(ctx.now().getTime() / 1000) + seconds;

/** TTL deletes late: an item past its expiry is absent, whatever the table still holds. */
export function unexpired<T extends { expiresAt?: number | undefined }>(ctx: Context, item: T | null | undefined): T | undefined {
  if (!item) return undefined;
  if (item.expiresAt !== undefined && item.expiresAt * 1000 <= ctx.now().getTime()) return undefined;
  return item;
}
