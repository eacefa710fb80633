/** What an attribute may hold, as the document client shows it. */
export type Value = unknown;
export type Item = Record<string, Value>;

/** As it would come back from the wire: a copy of its own, without `undefined`. */
export function copyOf<T>(value: T): T {
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map((entry) => (entry === undefined ? null : copyOf(entry))) as T;
  if (value instanceof Set) return new Set(value) as T;
  if (value instanceof Uint8Array) return value.slice() as T;
  const result: Item = {};
  for (const [key, entry] of Object.entries(value)) if (entry !== undefined) result[key] = copyOf(entry);
  return result as T;
}

export function typeOf(value: Value): string {
  if (value === null) return "NULL";
  if (Array.isArray(value)) return "L";
  if (value instanceof Set) return typeof [...value][0] === "number" ? "NS" : "SS";
  if (value instanceof Uint8Array) return "B";
  switch (typeof value) {
    case "string":
      return "S";
    case "number":
    case "bigint":
      return "N";
    case "boolean":
      return "BOOL";
    default:
      return "M";
  }
}

/** Below, equal or above zero; undefined where DynamoDB has no order: of two types, or of a type without one. */
export function compare(a: Value, b: Value): number | undefined {
  if (typeof a === "number" && typeof b === "number") return a - b;
  if (typeof a === "string" && typeof b === "string") return compareText(a, b);
  return undefined;
}

const plain = /^[\x20-\x7e]*$/;

/** By the bytes of UTF-8, which JavaScript's own order differs from beyond the basic plane. */
export function compareText(a: string, b: string): number {
  if (plain.test(a) && plain.test(b)) return a < b ? -1 : a > b ? 1 : 0;
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

export function equal(a: Value, b: Value): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null || typeOf(a) !== typeOf(b)) return false;
  if (a instanceof Set && b instanceof Set) return a.size === b.size && [...a].every((entry) => b.has(entry));
  const [left, right] = [Object.entries(a), b as Item];
  return left.length === Object.keys(right).length && left.every(([key, entry]) => equal(entry, right[key]));
}

/** Near enough to DynamoDB's size of an item to tell where a page of 1 MB ends. */
export const bytesOf = (item: Item): number => Buffer.byteLength(JSON.stringify(item));
