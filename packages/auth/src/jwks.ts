import { type Context, describe, type Table } from "@souk/core";
import type { JWTVerifyGetKey } from "jose";
import * as z from "zod";
import { Unavailable } from "./auth.error.ts";

type Fetch = (url: string, init?: RequestInit) => Promise<Response>;

/** Fresh for so long; then used on while the next are fetched; refused at the end, so that a withdrawn key does not live on. */
const freshMilliseconds = 600_000;
const usableMilliseconds = 3_600_000;
/** Tokens with unknown keys cost a look at the issuer no more often than this. */
const pauseMilliseconds = 30_000;
const timeoutMilliseconds = 3000;

const KeySet = z.object({ keys: z.array(z.looseObject({ kty: z.literal("EC"), crv: z.literal("P-256"), kid: z.string() })).min(1) });

interface Kept {
  keys: JWTVerifyGetKey;
  at: number;
  /** When the issuer was last asked, with or without success. */
  askedAt: number;
}

const tables = new WeakMap<Table, Map<string, Kept>>();

function keptOf(ctx: Context): Map<string, Kept> {
  const known = tables.get(ctx.table) ?? new Map<string, Kept>();
  tables.set(ctx.table, known);
  return known;
}

/** The issuer's keys, at most an hour old. Throws `auth.unavailable`. */
export async function currentKeys(ctx: Context, origin: string, fetcher: Fetch): Promise<JWTVerifyGetKey> {
  const kept = keptOf(ctx).get(origin);
  const age = kept ? ctx.now().getTime() - kept.at : Infinity;
  if (!kept || age > usableMilliseconds) return load(ctx, origin, fetcher);
  if (age > freshMilliseconds && mayAsk(ctx, kept)) {
    kept.askedAt = ctx.now().getTime();
    // Not awaited: this request is served by what is there.
    void load(ctx, origin, fetcher).catch((error: unknown) => ctx.log.warn("the issuer's keys were not renewed", describe(error)));
  }
  return kept.keys;
}

/** The issuer's keys as of now, for a token whose key is not among those kept; those kept when it was just asked. */
export async function renewedKeys(ctx: Context, origin: string, fetcher: Fetch): Promise<JWTVerifyGetKey> {
  const kept = keptOf(ctx).get(origin);
  if (kept && !mayAsk(ctx, kept)) return kept.keys;
  if (kept) kept.askedAt = ctx.now().getTime();
  return load(ctx, origin, fetcher);
}

const mayAsk = (ctx: Context, { askedAt }: Kept): boolean => ctx.now().getTime() - askedAt >= pauseMilliseconds;

const loading = new Map<string, Promise<JWTVerifyGetKey>>();

/** However many requests wait for the keys, the issuer is asked once. */
function load(ctx: Context, origin: string, fetcher: Fetch): Promise<JWTVerifyGetKey> {
  const under = loading.get(origin) ?? fetchKeys(ctx, origin, fetcher).finally(() => loading.delete(origin));
  loading.set(origin, under);
  return under;
}

async function fetchKeys(ctx: Context, origin: string, fetcher: Fetch): Promise<JWTVerifyGetKey> {
  try {
    const response = await fetcher(`${origin}/.well-known/jwks.json`, {
      redirect: "error",
      signal: AbortSignal.timeout(timeoutMilliseconds),
    });
    if (!response.ok) throw new Error(`the issuer answered ${response.status}`);
    const { createLocalJWKSet } = await import("./jose.ts");
    const keys = createLocalJWKSet(KeySet.parse(await response.json()));
    const at = ctx.now().getTime();
    keptOf(ctx).set(origin, { keys, at, askedAt: at });
    return keys;
  } catch (cause) {
    throw Unavailable({}, { cause });
  }
}
