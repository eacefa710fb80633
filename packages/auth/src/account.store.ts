import { type Context, perTable, put, remove, type Write } from "@souk/core";
import { Entity } from "@souk/core/entity";
import { digestOf } from "./digest.ts";

export interface Account {
  customerId: string;
  /** In lower case, and proven by who signed in. */
  email: string;
  createdAt: string;
}

/**
 * | question                              | key                                             |
 * |---------------------------------------|-------------------------------------------------|
 * | which customer proves this address?   | `<shop>#account#<hash of e-mail>`, `account`    |
 * | the proven address of a customer      | `<shop>#customer#<customerId>`, `identity`      |
 */
const accounts = perTable(
  (config) =>
    new Entity(
      {
        model: { entity: "account", version: "1", service: "souk" },
        attributes: {
          shopId: { type: "string", required: true },
          hash: { type: "string", required: true },
          customerId: { type: "string", required: true },
        },
        indexes: {
          primary: {
            pk: { field: "pk", composite: ["shopId", "hash"], template: "${shopId}#account#${hash}", casing: "none" },
            sk: { field: "sk", composite: [], template: "account", casing: "none" },
          },
        },
      } as const,
      config,
    ),
);

const identities = perTable(
  (config) =>
    new Entity(
      {
        model: { entity: "identity", version: "1", service: "souk" },
        attributes: {
          shopId: { type: "string", required: true },
          customerId: { type: "string", required: true },
          email: { type: "string", required: true },
          createdAt: { type: "string", required: true },
        },
        indexes: {
          primary: {
            pk: { field: "pk", composite: ["shopId", "customerId"], template: "${shopId}#customer#${customerId}", casing: "none" },
            sk: { field: "sk", composite: [], template: "identity", casing: "none" },
          },
        },
      } as const,
      config,
    ),
);

export async function findCustomerId(ctx: Context, email: string, { consistent = true } = {}): Promise<string | undefined> {
  const { data } = await accounts(ctx)
    .get({ shopId: ctx.shopId, hash: digestOf(email) })
    .go({ consistent });
  return data?.customerId;
}

export async function findIdentity(ctx: Context, customerId: string): Promise<Account | undefined> {
  const { data } = await identities(ctx).get({ shopId: ctx.shopId, customerId }).go({ consistent: true });
  return data ? { customerId, email: data.email, createdAt: data.createdAt } : undefined;
}

/** Creates an account, if the address has none (labels `account`, `identity`). */
export const creating = (ctx: Context, { customerId, email, createdAt }: Account): Write[] => [
  put(
    "account",
    accounts(ctx)
      .create({ shopId: ctx.shopId, hash: digestOf(email), customerId })
      .params(),
  ),
  put("identity", identities(ctx).create({ shopId: ctx.shopId, customerId, email, createdAt }).params()),
];

/** Removes an account and the address with it (labels `account`, `identity`). */
export const removing = (ctx: Context, { customerId, email }: Pick<Account, "customerId" | "email">): Write[] => [
  remove(
    "account",
    accounts(ctx)
      .delete({ shopId: ctx.shopId, hash: digestOf(email) })
      .params(),
  ),
  remove("identity", identities(ctx).delete({ shopId: ctx.shopId, customerId }).params()),
];
