import { type Context, isConditionFailed, perTable, put, remove, update, type Write } from "@souk/core";
import { Entity } from "@souk/core/entity";
import type { Permission } from "./permission.ts";

export interface Key {
  keyId: string;
  name: string;
  scopes: readonly Permission[];
  /** SHA-256 of the text that opens it. */
  hash: string;
  /** That of the text before, which may still open it for a while. */
  previousHash?: string | undefined;
  hint: string;
  createdBy: string;
  createdAt: string;
  validUntil?: string | undefined;
  rotatedAt?: string | undefined;
  revokedAt?: string | undefined;
  version: number;
}

/** What a text opens: all that a request needs, in one read. */
export interface Opened {
  keyId: string;
  scopes: readonly Permission[];
  expiresAt?: number | undefined;
}

/**
 * | question                            | key                                                 |
 * |-------------------------------------|-----------------------------------------------------|
 * | a key                               | `<shop>#key#<keyId>`, `key`                         |
 * | all keys, newest first              | gsi1 `<shop>#key#all`, `<createdAt>#<keyId>`        |
 * | what does this text open?           | `<shop>#key-hash#<SHA-256>`, `key`                  |
 * | when was it last used?              | `<shop>#key-use#<keyId>`, `use`                     |
 *
 * The use is a row of its own, so that functions that only check keys may write nothing else.
 */
const keys = perTable(
  (config) =>
    new Entity(
      {
        model: { entity: "key", version: "1", service: "souk" },
        attributes: {
          shopId: { type: "string", required: true },
          keyId: { type: "string", required: true },
          name: { type: "string", required: true },
          scopes: { type: "any", required: true },
          hash: { type: "string", required: true },
          previousHash: { type: "string" },
          hint: { type: "string", required: true },
          createdBy: { type: "string", required: true },
          createdAt: { type: "string", required: true },
          validUntil: { type: "string" },
          rotatedAt: { type: "string" },
          revokedAt: { type: "string" },
          version: { type: "number", required: true },
        },
        indexes: {
          primary: {
            pk: { field: "pk", composite: ["shopId", "keyId"], template: "${shopId}#key#${keyId}", casing: "none" },
            sk: { field: "sk", composite: [], template: "key", casing: "none" },
          },
          all: {
            index: "gsi1",
            pk: { field: "gsi1pk", composite: ["shopId"], template: "${shopId}#key#all", casing: "none" },
            sk: { field: "gsi1sk", composite: ["createdAt", "keyId"], template: "${createdAt}#${keyId}", casing: "none" },
          },
        },
      } as const,
      config,
    ),
);

const hashes = perTable(
  (config) =>
    new Entity(
      {
        model: { entity: "key-hash", version: "1", service: "souk" },
        attributes: {
          shopId: { type: "string", required: true },
          hash: { type: "string", required: true },
          keyId: { type: "string", required: true },
          scopes: { type: "any", required: true },
          expiresAt: { type: "number" },
        },
        indexes: {
          primary: {
            pk: { field: "pk", composite: ["shopId", "hash"], template: "${shopId}#key-hash#${hash}", casing: "none" },
            sk: { field: "sk", composite: [], template: "key", casing: "none" },
          },
        },
      } as const,
      config,
    ),
);

const uses = perTable(
  (config) =>
    new Entity(
      {
        model: { entity: "key-use", version: "1", service: "souk" },
        attributes: {
          shopId: { type: "string", required: true },
          keyId: { type: "string", required: true },
          lastUsedAt: { type: "string", required: true },
        },
        indexes: {
          primary: {
            pk: { field: "pk", composite: ["shopId", "keyId"], template: "${shopId}#key-use#${keyId}", casing: "none" },
            sk: { field: "sk", composite: [], template: "use", casing: "none" },
          },
        },
      } as const,
      config,
    ),
);

export const partitionOf = (ctx: Context, keyId: string): string => `${ctx.shopId}#key#${keyId}`;
const keyOf = (ctx: Context, keyId: string) => ({ shopId: ctx.shopId, keyId });
const hashOf = (ctx: Context, hash: string) => ({ shopId: ctx.shopId, hash });

export async function findKey(ctx: Context, keyId: string): Promise<Key | undefined> {
  const { data } = await keys(ctx).get(keyOf(ctx, keyId)).go({ consistent: true });
  return data ?? undefined;
}

export async function listKeys(ctx: Context, { cursor, limit }: { cursor?: string | undefined; limit: number }) {
  const page = await keys(ctx)
    .query.all({ shopId: ctx.shopId })
    .go({ limit, order: "desc", ...(cursor === undefined ? {} : { cursor }) });
  return { items: page.data as Key[], cursor: page.cursor };
}

export async function findOpened(ctx: Context, hash: string): Promise<Opened | undefined> {
  const { data } = await hashes(ctx).get(hashOf(ctx, hash)).go({ consistent: true });
  return data ?? undefined;
}

/** When each of the keys was last used; those never used are missing. */
export async function findUses(ctx: Context, keyIds: string[]): Promise<Map<string, string>> {
  if (keyIds.length === 0) return new Map();
  const { data } = await uses(ctx)
    .get(keyIds.map((keyId) => keyOf(ctx, keyId)))
    .go();
  return new Map(data.map(({ keyId, lastUsedAt }) => [keyId, lastUsedAt]));
}

/** Notes a use, unless one was noted after `since`. */
export async function noteUse(ctx: Context, keyId: string, at: string, since: string): Promise<void> {
  try {
    await uses(ctx)
      .put({ ...keyOf(ctx, keyId), lastUsedAt: at })
      .where(({ lastUsedAt }, { notExists, lte }) => `${notExists(lastUsedAt)} OR ${lte(lastUsedAt, since)}`)
      .go();
  } catch (error) {
    if (!isConditionFailed(error)) throw error;
  }
}

/** Creates a key (label `key`). */
export const creating = (ctx: Context, key: Key): Write =>
  put(
    "key",
    keys(ctx)
      .create({ ...key, shopId: ctx.shopId })
      .params(),
  );

/** Saves a key over the version before its own (label `key`). */
export function saving(ctx: Context, { keyId, version, hash, previousHash, hint, rotatedAt, revokedAt }: Key): Write {
  const changed = Object.entries({ hash, previousHash, hint, rotatedAt, revokedAt, version }).filter(([, value]) => value !== undefined);
  const params = keys(ctx)
    .patch(keyOf(ctx, keyId))
    .set(Object.fromEntries(changed))
    .where((attributes, { eq }) => eq(attributes.version, version - 1))
    .params();
  return update("key", params);
}

/** Makes a text open a key, until `expiresAt` where it is given (label `key-hash`). */
export const admitting = (ctx: Context, hash: string, opened: Opened): Write =>
  put(
    "key-hash",
    hashes(ctx)
      .put({ ...hashOf(ctx, hash), ...opened })
      .params(),
  );

/** Makes a text open nothing (label `key-hash`). */
export const closing = (ctx: Context, hash: string): Write => remove("key-hash", hashes(ctx).delete(hashOf(ctx, hash)).params());
