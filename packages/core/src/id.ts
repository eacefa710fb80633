const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

/**
 * A TypeID (https://github.com/jetify-com/typeid, spec 0.3): a prefix and a UUIDv7 (RFC 9562) in Crockford's base 32, so that
 * ids of one kind sort by the time they were made.
 */
export function typeId(prefix: string, now: number, random: () => number): string {
  const bits = (count: number) => BigInt(Math.floor(random() * 2 ** count));
  const uuid = (BigInt(Math.floor(now)) << 80n) | (7n << 76n) | (bits(12) << 64n) | (2n << 62n) | (bits(31) << 31n) | bits(31);
  let text = "";
  for (let shift = 125n; shift >= 0n; shift -= 5n) text += alphabet[Number((uuid >> shift) & 31n)];
  return `${prefix}_${text}`;
}

/** Matches a TypeID of the prefix; for schemas. */
export const typeIdPattern = (prefix: string): RegExp => new RegExp(`^${prefix}_[0-7][0-9a-hjkmnp-tv-z]{25}$`);

/** The time in an id, in milliseconds since the epoch. */
export function idTime(id: string): number {
  const text = id.slice(id.lastIndexOf("_") + 1);
  let high = 0n;
  for (const letter of text) high = (high << 5n) | BigInt(alphabet.indexOf(letter));
  return Number(high >> 80n);
}
