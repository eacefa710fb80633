import { type Context, typeIdPattern } from "@souk/core";
import * as z from "zod";
import type { Key } from "./key.store.ts";
import { scopes } from "./permission.ts";

export const Id = z.string().regex(typeIdPattern("key"));

const Scopes = z
  .array(z.enum(scopes))
  .min(1)
  .max(scopes.length)
  .refine((list) => new Set(list).size === list.length, { message: "A scope is there twice" });

export const Creation = z
  .strictObject({
    name: z.string().trim().min(1).max(80).meta({ description: "What the key is for, for people" }),
    scopes: Scopes.meta({ description: "What it may do; no more than who makes it" }),
    validUntil: z.iso.datetime().optional().meta({ description: "When it ends by itself" }),
  })
  .meta({ id: "KeyCreation", example: { name: "Warehouse", scopes: ["order.read", "order.fulfill"] } });
export type Creation = z.infer<typeof Creation>;

export const Rotation = z
  .strictObject({
    overlapSeconds: z
      .int()
      .min(0)
      .max(7 * 24 * 3600)
      .default(0)
      .meta({ description: "How long the text before still opens it: for those who have yet to change" }),
  })
  .meta({ id: "KeyRotation", example: { overlapSeconds: 3600 } });

export const Info = z
  .strictObject({
    keyId: Id,
    name: z.string(),
    scopes: z.array(z.enum(scopes)),
    status: z.enum(["active", "expired", "revoked"]),
    hint: z.string().meta({ description: "The end of its text, to tell keys apart" }),
    createdBy: z.string(),
    createdAt: z.string(),
    validUntil: z.string().nullable(),
    rotatedAt: z.string().nullable(),
    revokedAt: z.string().nullable(),
    lastUsedAt: z.string().nullable().meta({ description: "To the minute" }),
    version: z.int(),
  })
  .meta({
    id: "Key",
    example: {
      keyId: "key_01h455vb4pex5vsknk084sn02q",
      name: "Warehouse",
      scopes: ["order.read", "order.fulfill"],
      status: "active",
      hint: "…7k2p",
      createdBy: "staff:staff_01h455vb4pex5vsknk084sn02q",
      createdAt: "2026-11-21T10:00:00.000Z",
      validUntil: null,
      rotatedAt: null,
      revokedAt: null,
      lastUsedAt: null,
      version: 1,
    },
  });
export type Info = z.infer<typeof Info>;

/** A key as people may see it. */
export function infoOf(ctx: Context, key: Key, lastUsedAt?: string): Info {
  const { keyId, name, hint, createdBy, createdAt, version } = key;
  return {
    keyId,
    name,
    scopes: [...key.scopes] as Info["scopes"],
    status: statusOf(ctx, key),
    hint,
    createdBy,
    createdAt,
    version,
    validUntil: key.validUntil ?? null,
    rotatedAt: key.rotatedAt ?? null,
    revokedAt: key.revokedAt ?? null,
    lastUsedAt: lastUsedAt ?? null,
  };
}

function statusOf(ctx: Context, { revokedAt, validUntil }: Key): Info["status"] {
  if (revokedAt !== undefined) return "revoked";
  return validUntil !== undefined && Date.parse(validUntil) <= ctx.now().getTime() ? "expired" : "active";
}
