import { ProgramError } from "./program-error.ts";

/** Pulumi's Output, with the value already there. Property access lifts, as with Pulumi's: `output({ a: 1 }).a` is an Output of 1. */
export interface Output {
  apply(run: (value: unknown) => unknown): Output;
}

const held = Symbol("held");
const asText = new Set<PropertyKey>([Symbol.toPrimitive, "toString", "valueOf", "toJSON"]);

export function output(value: unknown): Output {
  const inner = plain(value);
  const handler: ProxyHandler<() => void> = {
    get(_target, key) {
      if (key === held) return inner;
      if (key === "apply") return (run: (value: unknown) => unknown) => output(run(inner));
      // An awaited Output is the Output itself.
      if (key === "then") return undefined;
      if (asText.has(key)) throw new ProgramError("An Output is not a text yet: join it with $interpolate, or read it in .apply().");
      return output(isObject(inner) ? Reflect.get(inner, key) : undefined);
    },
    has: (_target, key) => key === held,
  };
  return new Proxy(() => {}, handler) as unknown as Output;
}

export function isOutput(value: unknown): boolean {
  return typeof value === "function" && held in value;
}

/** The value with every Output in it replaced by what it holds. Class instances and functions stay what they are. */
export function plain<T>(value: T): T {
  if (isOutput(value)) return (value as { [held]: T })[held];
  if (value instanceof Promise)
    throw new ProgramError("A promise was given where a value is needed: await it first, at the top level if need be.");
  if (Array.isArray(value)) return value.map(plain) as T;
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)])) as T;
}

function isObject(value: unknown): value is object {
  return (typeof value === "object" && value !== null) || typeof value === "function";
}

/** An object literal, as opposed to a component, a date or a regular expression. */
function isRecord(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

export function interpolate(parts: TemplateStringsArray, ...values: unknown[]): Output {
  return output(parts.reduce((text, part, index) => text + String(plain(values[index - 1])) + part));
}
