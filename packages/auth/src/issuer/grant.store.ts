import { type Context, expiresIn, perTable, remove, type Write } from "@souk/core";
import { Entity } from "@souk/core/entity";
import { digestOf } from "../digest.ts";

/** What an authorization code stands for. */
export interface Grant {
  actor: "customer" | "staff";
  subject: string;
  clientId: string;
  redirectUri: string;
  /** The S256 code challenge (RFC 7636). */
  challenge: string;
}

const liveSeconds = 60;

/**
 * | question                                | key                                          |
 * |-----------------------------------------|----------------------------------------------|
 * | what does this authorization code open? | `<shop>#auth#grant#<hash of code>`, `grant`  |
 */
const grants = perTable(
  (config) =>
    new Entity(
      {
        model: { entity: "grant", version: "1", service: "souk" },
        attributes: {
          shopId: { type: "string", required: true },
          hash: { type: "string", required: true },
          actor: { type: ["customer", "staff"] as const, required: true },
          subject: { type: "string", required: true },
          clientId: { type: "string", required: true },
          redirectUri: { type: "string", required: true },
          challenge: { type: "string", required: true },
          expiresAt: { type: "number", required: true },
        },
        indexes: {
          primary: {
            pk: { field: "pk", composite: ["shopId", "hash"], template: "${shopId}#auth#grant#${hash}", casing: "none" },
            sk: { field: "sk", composite: [], template: "grant", casing: "none" },
          },
        },
      } as const,
      config,
    ),
);

const keyOf = (ctx: Context, code: string) => ({ shopId: ctx.shopId, hash: digestOf(code) });

export async function saveGrant(ctx: Context, code: string, grant: Grant): Promise<void> {
  await grants(ctx)
    .create({ ...keyOf(ctx, code), ...grant, expiresAt: expiresIn(ctx, liveSeconds) })
    .go();
}

/** The grant, expired or not. */
export async function findGrant(ctx: Context, code: string): Promise<(Grant & { expiresAt: number }) | undefined> {
  const { data } = await grants(ctx).get(keyOf(ctx, code)).go({ consistent: true });
  return data ?? undefined;
}

/** Takes the code: of all who try, one succeeds (label `grant`). */
export const taking = (ctx: Context, code: string): Write =>
  remove(
    "grant",
    grants(ctx)
      .delete(keyOf(ctx, code))
      .where(({ subject }, { exists }) => exists(subject))
      .params(),
  );

export async function dropGrant(ctx: Context, code: string): Promise<void> {
  await grants(ctx).delete(keyOf(ctx, code)).go();
}
