import { randomBytes } from "node:crypto";
import { crc32 } from "node:zlib";

const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
const form = /^souk_([0-9a-hjkmnp-tv-z]{32})([0-9a-hjkmnp-tv-z]{7})$/;

/** Crockford's base 32 of a number, in so many digits. */
function digits(value: bigint, length: number): string {
  let text = "";
  for (let shift = BigInt(length - 1) * 5n; shift >= 0n; shift -= 5n) text += alphabet[Number((value >> shift) & 31n)];
  return text;
}

const checksum = (body: string): string => digits(BigInt(crc32(body)), 7);

/**
 * `souk_`, 160 random bits and a CRC-32 of them, all in Crockford's base 32: secret scanners find it by its form, and a typo is
 * refused without a read.
 */
export function newKeyText(): string {
  const body = digits(BigInt(`0x${randomBytes(20).toString("hex")}`), 32);
  return `souk_${body}${checksum(body)}`;
}

export function isKeyText(text: string): boolean {
  const [, body = "", sum] = form.exec(text) ?? [];
  return sum !== undefined && checksum(body) === sum;
}

/** What may be shown of a key afterwards. */
export const hintOf = (text: string): string => `…${text.slice(-4)}`;
