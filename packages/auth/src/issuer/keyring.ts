import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, timingSafeEqual } from "node:crypto";
import { deriveSigningKey, type SigningKey } from "./signing-key.ts";

/** Each use has a key of its own, so that what one of them makes means nothing to another. */
type Use = "refresh" | "code";

export interface Keyring {
  /** The first signs; tokens of the others are still good. */
  signing: [SigningKey, ...SigningKey[]];
  /** 256 bits, in base64url. */
  mac(use: Use, ...parts: string[]): string;
  isMac(given: string, use: Use, ...parts: string[]): boolean;
  seal(text: string): string;
  unseal(sealed: string): string;
}

const shortest = 32;
const derive = (secret: string, use: string) => Buffer.from(hkdfSync("sha256", secret, "souk", use, 32));

/**
 * All keys of the issuer, from the stage's secret: `<new> <old>` separated by a space while one follows the other, so that nobody is
 * signed out by the change.
 */
export function createKeyring(text: string): Keyring {
  const [newest, ...older] = text.trim().split(/\s+/);
  if (newest === undefined || [newest, ...older].some((secret) => secret.length < shortest))
    throw new TypeError(`AuthSecret needs at least ${shortest} characters`);
  const secrets = [newest, ...older];
  const digest = (secret: string, use: Use, parts: string[]) =>
    createHmac("sha256", derive(secret, use)).update(JSON.stringify(parts)).digest();
  return {
    signing: [deriveSigningKey(newest), ...older.map(deriveSigningKey)],
    mac: (use, ...parts) => digest(newest, use, parts).toString("base64url"),
    isMac(given, use, ...parts) {
      const bytes = Buffer.from(given, "base64url");
      return secrets.some((secret) => {
        const expected = digest(secret, use, parts);
        return bytes.length === expected.length && timingSafeEqual(bytes, expected);
      });
    },
    seal: (plain) => seal(derive(newest, "seal"), plain),
    unseal: (sealed) => unseal(derive(newest, "seal"), sealed),
  };
}

/** AES-256-GCM (NIST SP 800-38D) with a random nonce: `nonce.tag.text`. */
function seal(key: Buffer, plain: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  const text = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
  return [nonce, cipher.getAuthTag(), text].map((part) => part.toString("base64url")).join(".");
}

/** Throws when it was sealed with another key, or changed since. */
function unseal(key: Buffer, sealed: string): string {
  const [nonce, tag, text] = sealed.split(".").map((part) => Buffer.from(part, "base64url"));
  if (!nonce || !tag || !text) throw new TypeError("not a sealed text");
  const decipher = createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: 16 });
  decipher.setAuthTag(tag);
  return Buffer.concat([decipher.update(text), decipher.final()]).toString("utf8");
}
