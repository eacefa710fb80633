import { type Context, perTable, put, remove, type Write } from "@souk/core";
import { createHash } from "node:crypto";
import { Entity } from "@souk/core/entity";
import type { Profile, SavedAddress } from "./customer.model.ts";

/**
 * | question                                            | key                                                      |
 * |-----------------------------------------------------|----------------------------------------------------------|
 * | the profile and addresses of a customer             | `<shop>#customer#<customerId>`, `profile`                |
 *
 * Beside it lies auth's `identity`, the proven address.
 */
const profiles = perTable(
  (config) =>
    new Entity(
      {
        model: { entity: "profile", version: "1", service: "souk" },
        attributes: {
          shopId: { type: "string", required: true },
          customerId: { type: "string", required: true },
          name: { type: "string" },
          addresses: { type: "any", required: true },
          version: { type: "number", required: true },
        },
        indexes: {
          primary: {
            pk: { field: "pk", composite: ["shopId", "customerId"], template: "${shopId}#customer#${customerId}", casing: "none" },
            sk: { field: "sk", composite: [], template: "profile", casing: "none" },
          },
        },
      } as const,
      config,
    ),
);

/**
 * | question                                            | key                                                      |
 * |-----------------------------------------------------|----------------------------------------------------------|
 * | guests' orders that an e-mail address was given for | `<shop>#guest-order#<hash of e-mail>`, `<orderId>`       |
 *
 * Gone once an account took the order.
 */
const guestOrders = perTable(
  (config) =>
    new Entity(
      {
        model: { entity: "guest-order", version: "1", service: "souk" },
        attributes: {
          shopId: { type: "string", required: true },
          hash: { type: "string", required: true },
          orderId: { type: "string", required: true },
        },
        indexes: {
          primary: {
            pk: { field: "pk", composite: ["shopId", "hash"], template: "${shopId}#guest-order#${hash}", casing: "none" },
            sk: { field: "sk", composite: ["orderId"], template: "${orderId}", casing: "none" },
          },
        },
      } as const,
      config,
    ),
);

export const partitionOf = (ctx: Context, customerId: string): string => `${ctx.shopId}#customer#${customerId}`;
const keyOf = (ctx: Context, customerId: string) => ({ shopId: ctx.shopId, customerId });
const guestKeyOf = (ctx: Context, email: string) => ({ shopId: ctx.shopId, hash: createHash("sha256").update(email).digest("base64url") });

export async function findProfile(ctx: Context, customerId: string): Promise<Profile> {
  const { data } = await profiles(ctx).get(keyOf(ctx, customerId)).go({ consistent: true });
  return data ? { name: data.name, addresses: data.addresses as SavedAddress[], version: data.version } : { addresses: [], version: 0 };
}

/** Keeps a profile over the version before its own (label `profile`). */
export const saving = (ctx: Context, customerId: string, { name, addresses, version }: Profile): Write =>
  put(
    "profile",
    profiles(ctx)
      .put({ ...keyOf(ctx, customerId), addresses, version, ...(name === undefined ? {} : { name }) })
      .where((attributes, { eq, notExists }) => (version === 1 ? notExists(attributes.version) : eq(attributes.version, version - 1)))
      .params(),
  );

/** Removes a profile (label `profile`). */
export const removing = (ctx: Context, customerId: string): Write =>
  remove("profile", profiles(ctx).delete(keyOf(ctx, customerId)).params());

export async function keepGuestOrder(ctx: Context, email: string, orderId: string): Promise<void> {
  await guestOrders(ctx)
    .put({ ...guestKeyOf(ctx, email), orderId })
    .go();
}

export async function listGuestOrders(ctx: Context, email: string, limit: number): Promise<string[]> {
  const { data } = await guestOrders(ctx).query.primary(guestKeyOf(ctx, email)).go({ limit, consistent: true });
  return data.map(({ orderId }) => orderId);
}

/** Takes an order off the list of an address (label `guest-order`). */
export const dropping = (ctx: Context, email: string, orderId: string): Write =>
  remove(
    "guest-order",
    guestOrders(ctx)
      .delete({ ...guestKeyOf(ctx, email), orderId })
      .params(),
  );
