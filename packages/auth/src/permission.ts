import type { Actor, Context } from "@souk/core";
import { Forbidden } from "@souk/core/http/problem";

/** Everything that staff and API keys may be allowed, one name per right. An operation names the one that it asks for. */
export const permissions = [
  "catalog.read",
  "catalog.write",
  "stock.read",
  "stock.adjust",
  "order.read",
  "order.cancel",
  "order.fulfill",
  "payment.refund",
  "customer.read",
  "customer.write",
  "customer.erase",
  "shop.write",
  "key.manage",
  "staff.manage",
  "system.read",
] as const;
export type Permission = (typeof permissions)[number];

const reading = permissions.filter((permission) => permission.endsWith(".read"));

/** Who may do what: the one table. A role that is not here has no rights. */
export const roles = {
  owner: permissions,
  manager: permissions.filter((permission) => permission !== "staff.manage" && permission !== "customer.erase"),
  support: [...reading, "order.cancel", "payment.refund", "customer.write"],
  fulfillment: ["catalog.read", "stock.read", "stock.adjust", "order.read", "order.fulfill"],
  viewer: reading,
} as const satisfies Record<string, readonly Permission[]>;
export type Role = keyof typeof roles;
export const roleNames = Object.keys(roles) as [Role, ...Role[]];

/** What a key can be given: a key makes no keys and no staff, and erases nobody. */
export const scopes = permissions.filter(
  (permission) => permission !== "key.manage" && permission !== "staff.manage" && permission !== "customer.erase",
);

export interface CustomerActor {
  type: "customer";
  customerId: string;
  sessionId: string;
}
export interface StaffActor {
  type: "staff";
  staffId: string;
  role: Role;
  permissions: readonly Permission[];
  sessionId: string;
}
export interface ServiceActor {
  type: "service";
  keyId: string;
  permissions: readonly Permission[];
}

/** The stage's own staff key is the owner: it makes the first member of staff, and the next when nobody can sign in. */
const isStageKey = (actor: Actor): boolean => actor.type === "staff" && actor.staffId === "key";

export function permissionsOf(actor: Actor): readonly string[] {
  if (actor.type === "system" || isStageKey(actor)) return permissions;
  const { permissions: held } = actor as { permissions?: readonly string[] };
  return (actor.type === "staff" || actor.type === "service") && held ? held : [];
}

/** Throws `auth.forbidden` unless the caller holds the permission. */
export function demand(ctx: Context, permission: Permission): void {
  if (!permissionsOf(ctx.actor).includes(permission)) throw Forbidden({ permission });
}
