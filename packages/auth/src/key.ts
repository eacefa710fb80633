import {
  actorName,
  type Context,
  describe,
  emit,
  instant,
  retryConflicts,
  transact,
  TransactionRefused,
  unexpired,
  VersionConflict,
  type Write,
} from "@souk/core";
import { InvalidKey } from "@souk/core/http/problem";
import { KeyNotFound, KeyRevoked as AlreadyRevoked, ScopeNotHeld } from "./auth.error.ts";
import { KeyCreated, KeyRevoked, KeyRotated } from "./auth.event.ts";
import { digestOf } from "./digest.ts";
import { type Creation, type Info, infoOf } from "./key.model.ts";
import {
  admitting,
  closing,
  creating,
  findKey,
  findOpened,
  findUses,
  type Key,
  listKeys,
  noteUse,
  partitionOf,
  saving,
} from "./key.store.ts";
import { hintOf, isKeyText, newKeyText } from "./key.text.ts";
import { demand, permissionsOf, type ServiceActor } from "./permission.ts";
import { remembered } from "./remember.ts";

export { Creation, Id, Info, Rotation } from "./key.model.ts";
export { isKeyText } from "./key.text.ts";

/** A key as it is told once, with its text; of a repeated request the text is not known any more. */
export interface Shown {
  key: Info;
  text: string;
}

/** Makes a key. The text is in the answer and nowhere else. Throws `auth.forbidden`, `key.scope_not_held`. */
export async function create(ctx: Context, { name, scopes, validUntil }: Creation): Promise<Shown> {
  demand(ctx, "key.manage");
  const missing = scopes.filter((scope) => !permissionsOf(ctx.actor).includes(scope));
  if (missing.length > 0) throw ScopeNotHeld({ scopes: missing });
  const text = newKeyText();
  const common = { keyId: ctx.id("key"), name, scopes, hint: hintOf(text), createdBy: actorName(ctx.actor), createdAt: instant(ctx) };
  const key: Key = { ...common, hash: digestOf(text), version: 1, ...(validUntil === undefined ? {} : { validUntil }) };
  const shown = infoOf(ctx, key);
  const data = { keyId: key.keyId, scopes, validUntil: validUntil ?? null };
  const writes = [creating(ctx, key), open(ctx, key), emit(ctx, KeyCreated, { ...placeOf(ctx, key), data })];
  await retryConflicts(ctx, () => transact(ctx, writes, shown));
  return { key: shown, text };
}

/**
 * Gives a key a new text; the one before opens it for `overlapSeconds` more, and the one before that no longer. Throws
 * `auth.forbidden`, `key.not_found`, `key.revoked`, `request.version_conflict`.
 */
export async function rotate(ctx: Context, keyId: string, overlapSeconds: number): Promise<Shown> {
  const key = await active(ctx, keyId);
  const text = newKeyText();
  const until = new Date(Math.min(ctx.now().getTime() + overlapSeconds * 1000, key.validUntil ? Date.parse(key.validUntil) : Infinity));
  const after: Key = {
    ...key,
    hash: digestOf(text),
    previousHash: key.hash,
    hint: hintOf(text),
    rotatedAt: instant(ctx),
    version: key.version + 1,
  };
  const shown = infoOf(ctx, after);
  const before =
    overlapSeconds === 0
      ? closing(ctx, key.hash)
      : admitting(ctx, key.hash, { keyId, scopes: key.scopes, expiresAt: Math.floor(until.getTime() / 1000) });
  const older = key.previousHash === undefined ? [] : [closing(ctx, key.previousHash)];
  const fact = emit(ctx, KeyRotated, { ...placeOf(ctx, after), data: { keyId, previousUntil: until.toISOString() } });
  await commit(ctx, [saving(ctx, after), open(ctx, after), before, ...older, fact], shown);
  return { key: shown, text };
}

/** Ends a key, within a minute everywhere. Throws `auth.forbidden`, `key.not_found`, `key.revoked`, `request.version_conflict`. */
export async function revoke(ctx: Context, keyId: string): Promise<Info> {
  const key = await active(ctx, keyId);
  const after = { ...key, revokedAt: instant(ctx), version: key.version + 1 };
  const shown = infoOf(ctx, after);
  const texts = [key.hash, ...(key.previousHash === undefined ? [] : [key.previousHash])];
  const fact = emit(ctx, KeyRevoked, { ...placeOf(ctx, after), data: { keyId } });
  await commit(ctx, [saving(ctx, after), ...texts.map((hash) => closing(ctx, hash)), fact], shown);
  return shown;
}

/** All keys, newest first, those that ended among them. Throws `auth.forbidden`. */
export async function list(ctx: Context, page: { cursor?: string | undefined; limit: number }) {
  demand(ctx, "key.manage");
  const { items, cursor } = await listKeys(ctx, page);
  const used = await findUses(
    ctx,
    items.map(({ keyId }) => keyId),
  );
  return { items: items.map((key) => infoOf(ctx, key, used.get(key.keyId))), cursor };
}

const opened = remembered(30, findOpened);
const noted = remembered(60, async (ctx, keyId) => {
  const aMinuteAgo = new Date(ctx.now().getTime() - 60_000).toISOString();
  await noteUse(ctx, keyId, instant(ctx), aMinuteAgo);
});

/** The caller that a key's text stands for, as it was at most 30 s ago. Throws `auth.invalid_key`. */
export async function authenticate(ctx: Context, text: string): Promise<ServiceActor> {
  const found = isKeyText(text) ? unexpired(ctx, await opened(ctx, digestOf(text))) : undefined;
  if (!found) throw InvalidKey();
  // Knowing when a key was used is worth no request of its owner.
  await noted(ctx, found.keyId).catch((error: unknown) => ctx.log.warn("the use of a key was not noted", describe(error)));
  return { type: "service", keyId: found.keyId, permissions: found.scopes };
}

async function active(ctx: Context, keyId: string): Promise<Key> {
  demand(ctx, "key.manage");
  const key = await findKey(ctx, keyId);
  if (!key) throw KeyNotFound({ keyId });
  if (key.revokedAt !== undefined) throw AlreadyRevoked({ keyId });
  return key;
}

const open = (ctx: Context, { keyId, scopes, hash, validUntil }: Key): Write =>
  admitting(ctx, hash, { keyId, scopes, ...(validUntil === undefined ? {} : { expiresAt: Math.floor(Date.parse(validUntil) / 1000) }) });

/** Where a key's events lie: `emit(ctx, KeyCreated, { ...placeOf(ctx, key), data })`. */
const placeOf = (ctx: Context, { keyId, version }: Key) => ({ partition: partitionOf(ctx, keyId), subject: keyId, sequence: version });

async function commit(ctx: Context, writes: Write[], answer: Info): Promise<void> {
  try {
    await retryConflicts(ctx, () => transact(ctx, writes, answer));
  } catch (error) {
    if (error instanceof TransactionRefused && error.failed("key") && !error.failed("idempotency"))
      throw VersionConflict({}, { cause: error });
    throw error;
  }
}
