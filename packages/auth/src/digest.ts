import { createHash, randomBytes } from "node:crypto";

/** SHA-256 in base64url: what stands in keys of the table in place of a secret. */
export const digestOf = (text: string): string => createHash("sha256").update(text).digest("base64url");

/** Bits that nobody can guess or repeat. Not `ctx.random()`, which a simulation may replay: a secret must never be reproducible. */
export const randomText = (bytes: number): string => randomBytes(bytes).toString("base64url");
