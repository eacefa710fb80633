import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from "node:crypto";

export type TokenKind = "cart" | "order";

/** Guests prove a cart or an order by a token. It is derived, so it is stored nowhere. */
export interface Tokens {
  mint(kind: TokenKind, id: string): string;
  verify(kind: TokenKind, id: string, token: string): boolean;
}

const keys = new Map<string, KeyObject>();

/** Made once: a text that is used as a key is made into one at each use, which costs seven times as much as the digest. */
function keyOf(secret: string): KeyObject {
  const key = keys.get(secret) ?? createSecretKey(Buffer.from(secret));
  keys.set(secret, key);
  return key;
}

/** 256 bits: HMAC-SHA-256 (RFC 2104) of the kind, shop, id and generation under the stage's secret, in base64url. */
export function createTokens(secret: string, shopId: string, generation = 1): Tokens {
  const digest = (kind: TokenKind, id: string) =>
    createHmac("sha256", keyOf(secret))
      .update(JSON.stringify([kind, shopId, id, generation]))
      .digest();
  return {
    mint: (kind, id) => digest(kind, id).toString("base64url"),
    verify(kind, id, token) {
      const given = Buffer.from(token, "base64url");
      const expected = digest(kind, id);
      return given.length === expected.length && timingSafeEqual(given, expected);
    },
  };
}
