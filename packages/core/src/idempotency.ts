import { createHash } from "node:crypto";
import { Entity } from "./entity.ts";
import { actorName, type Context, expiresIn, unexpired } from "./context.ts";
import { Contended, defineError, DomainError } from "./error.ts";
import { isConditionFailed, perTable, put, retryConflicts, transact, type Write } from "./table.ts";

/** The key that a command runs under. */
export interface Idempotency {
  operation: string;
  key: string;
  /** SHA-256 of what was asked for: the same key with another body is refused. */
  fingerprint: string;
}

export const KeyReused = defineError({
  code: "idempotency.key_reused",
  kind: "rejected",
  message: "This Idempotency-Key was used for another request. Take a new key for a new request.",
});
export const InFlight = defineError({
  code: "idempotency.in_flight",
  kind: "conflict",
  message: "The request with this Idempotency-Key is still being worked on. Ask again in a moment.",
  retryAfterSeconds: 2,
});

const keptSeconds = 25 * 3600;
const leaseSeconds = 30;

/**
 * | question                                     | key                                                        |
 * |----------------------------------------------|------------------------------------------------------------|
 * | what was answered under this caller's key    | `<shop>#idempotency#<principal>#<operation>#<key>`, `answer` |
 */
const records = perTable(
  (config) =>
    new Entity(
      {
        model: { entity: "idempotency", version: "1", service: "souk" },
        attributes: {
          shopId: { type: "string", required: true },
          principal: { type: "string", required: true },
          operation: { type: "string", required: true },
          key: { type: "string", required: true },
          fingerprint: { type: "string", required: true },
          /** The answer as JSON text, byte for byte; absent while a claim is worked on. */
          answer: { type: "string" },
          claimId: { type: "string" },
          leaseUntil: { type: "number" },
          expiresAt: { type: "number", required: true },
        },
        indexes: {
          primary: {
            pk: {
              field: "pk",
              composite: ["shopId", "principal", "operation", "key"],
              template: "${shopId}#idempotency#${principal}#${operation}#${key}",
              casing: "none",
            },
            sk: { field: "sk", composite: [], template: "answer", casing: "none" },
          },
        },
      } as const,
      config,
    ),
);

/** Whose key it is. A guest's principal is its token (hashed: tokens are stored nowhere). */
function principalOf(ctx: Context): string {
  if (ctx.actor.type === "guest") return `guest:${createHash("sha256").update(ctx.actor.token).digest("base64url").slice(0, 24)}`;
  return actorName(ctx.actor);
}

const keyOf = (ctx: Context, { operation, key }: Idempotency) => ({ shopId: ctx.shopId, principal: principalOf(ctx), operation, key });

export function fingerprintOf(input: unknown): string {
  return createHash("sha256").update(JSON.stringify(input)).digest("base64url");
}

const nowSeconds = (ctx: Context) => expiresIn(ctx, 0);

/** The write that keeps a command's answer, in the command's own transaction. Its label is `idempotency`. */
function recordAnswer(ctx: Context, idempotency: Idempotency, answer: unknown): Write {
  const record = {
    ...keyOf(ctx, idempotency),
    fingerprint: idempotency.fingerprint,
    answer: JSON.stringify(answer),
    expiresAt: expiresIn(ctx, keptSeconds),
  };
  return put(
    "idempotency",
    records(ctx)
      .put(record)
      // TTL deletes late: an expired record is as good as none.
      .where(({ fingerprint, expiresAt }, { notExists, lte }) => `${notExists(fingerprint)} OR ${lte(expiresAt, nowSeconds(ctx))}`)
      .params(),
  );
}

export interface Outcome<T> {
  answer: T;
  replayed: boolean;
}

async function findRecord(ctx: Context, idempotency: Idempotency) {
  const { data } = await records(ctx).get(keyOf(ctx, idempotency)).go({ consistent: true });
  const record = unexpired(ctx, data);
  if (record && record.fingerprint !== idempotency.fingerprint) throw KeyReused();
  return record;
}

/**
 * Runs a *pure* command (one transaction, no outside call) under a key: the command stores its answer by `transact(ctx, writes, answer)`.
 * When it is refused for whatever reason, a stored answer of the same request is what counts: the loser of a race replays it. One that
 * found nothing to do has committed nothing: its answer is kept by itself.
 */
export async function once<T>(ctx: Context, idempotency: Idempotency | undefined, run: (ctx: Context) => Promise<T>): Promise<Outcome<T>> {
  if (!idempotency) return { answer: await run(ctx), replayed: false };
  let kept = false;
  const committed = () => void (kept = true);
  try {
    const answer = await run({ ...ctx, recordAnswer: (told) => ({ ...recordAnswer(ctx, idempotency, told), committed }) });
    if (!kept) await retryConflicts(ctx, () => transact(ctx, [recordAnswer(ctx, idempotency, answer)]));
    return { answer, replayed: false };
  } catch (error) {
    const record = await findRecord(ctx, idempotency);
    if (record?.answer === undefined) throw error;
    return { answer: JSON.parse(record.answer) as T, replayed: true };
  }
}

/**
 * Runs an *outside* command (it calls a provider) under a key: claims the key with a 30 s lease, acts under the claim's id, then
 * completes. While another holds the claim: 409 `idempotency.in_flight`. A refusal gives the claim back and stores nothing; after a
 * crash, or when it was `request.contended`, the next request takes the claim over with the same id, so that the provider sees the same
 * request again; `fresh` says that nobody has acted under this id before.
 */
export async function claimed<T>(
  ctx: Context,
  idempotency: Idempotency | undefined,
  run: (ctx: Context, claimId: string, fresh: boolean) => Promise<T>,
): Promise<Outcome<T>> {
  if (!idempotency) return { answer: await run(ctx, ctx.id("claim"), true), replayed: false };
  const claim = await claiming(ctx, idempotency);
  if ("answer" in claim) return { answer: JSON.parse(claim.answer) as T, replayed: true };
  try {
    return await completed(ctx, idempotency, await run(ctx, claim.claimId, claim.fresh));
  } catch (error) {
    // Whoever is told to come again goes on under the same id: some of it may be done already.
    if (Contended.is(error)) await records(ctx).patch(keyOf(ctx, idempotency)).set({ leaseUntil: 0 }).go();
    else if (error instanceof DomainError) await release(ctx, idempotency);
    throw error;
  }
}

/** Keeps the answer. Where clocks disagree two may hold one claim: what the first of them was told counts for both. */
async function completed<T>(ctx: Context, idempotency: Idempotency, answer: T): Promise<Outcome<T>> {
  try {
    await records(ctx)
      .patch(keyOf(ctx, idempotency))
      .set({ answer: JSON.stringify(answer), expiresAt: expiresIn(ctx, keptSeconds) })
      .where((row, { notExists }) => notExists(row.answer))
      .go();
    return { answer, replayed: false };
  } catch (error) {
    if (!isConditionFailed(error)) throw error;
    const record = await findRecord(ctx, idempotency);
    return record?.answer === undefined ? { answer, replayed: false } : { answer: JSON.parse(record.answer) as T, replayed: true };
  }
}

/** Gives a claim back, unless another that held it too was answered. */
async function release(ctx: Context, idempotency: Idempotency): Promise<void> {
  try {
    await records(ctx)
      .delete(keyOf(ctx, idempotency))
      .where(({ answer }, { notExists }) => notExists(answer))
      .go();
  } catch (error) {
    if (!isConditionFailed(error)) throw error;
  }
}

/** Claims the key first and looks only when that is refused: most keys are new, and looking would cost each a read unit. */
async function claiming(ctx: Context, idempotency: Idempotency): Promise<{ claimId: string; fresh: boolean } | { answer: string }> {
  const claimId = ctx.id("claim");
  if (await claim(ctx, idempotency, claimId)) return { claimId, fresh: true };
  const record = await findRecord(ctx, idempotency);
  if (record?.answer !== undefined) return { answer: record.answer };
  // The answer to our own try was lost, and the client repeated it.
  if (record?.claimId === claimId) return { claimId, fresh: true };
  if (!record?.claimId || (record.leaseUntil ?? 0) > nowSeconds(ctx)) throw InFlight();
  if (!(await claim(ctx, idempotency, record.claimId, record.leaseUntil))) throw InFlight();
  return { claimId: record.claimId, fresh: false };
}

/** False when the key is another's: claimed for the first time, or answered; with `heldUntil`, claimed anew since. */
async function claim(ctx: Context, idempotency: Idempotency, claimId: string, heldUntil?: number): Promise<boolean> {
  const item = {
    ...keyOf(ctx, idempotency),
    fingerprint: idempotency.fingerprint,
    claimId,
    leaseUntil: expiresIn(ctx, leaseSeconds),
    expiresAt: expiresIn(ctx, keptSeconds),
  };
  try {
    await records(ctx)
      .put(item)
      .where(({ fingerprint, answer, leaseUntil, expiresAt }, { notExists, eq, lte }) =>
        heldUntil === undefined
          ? `${notExists(fingerprint)} OR ${lte(expiresAt, nowSeconds(ctx))}`
          : `${eq(leaseUntil, heldUntil)} AND ${notExists(answer)}`,
      )
      .go();
    return true;
  } catch (error) {
    if (isConditionFailed(error)) return false;
    throw error;
  }
}
