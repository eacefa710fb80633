import { BlockList, isIP } from "node:net";

export interface ValueTest {
  test: (value: unknown) => boolean;
  /** Met when the event has no such field. */
  absent?: boolean;
}
type Test = (value: unknown) => boolean;

/** Words that make an object in a pattern an operator. */
export const operators = new Set([
  "anything-but",
  "cidr",
  "equals-ignore-case",
  "exactly",
  "exists",
  "numeric",
  "prefix",
  "suffix",
  "wildcard",
]);

/** One element of a pattern's array: a plain value or an object with exactly one operator. */
export function compileValue(value: unknown, path: string): ValueTest {
  if (value === null || typeof value !== "object") return { test: (other) => other === value };
  if (Array.isArray(value)) throw new Error(`Arrays may not be nested at "${path}"`);
  const [entry, ...more] = Object.entries(value);
  if (!entry || more.length > 0) throw new Error(`Exactly one operator is needed per object at "${path}"`);
  const [operator, operand] = entry as [string, unknown];
  switch (operator) {
    case "exists":
      if (typeof operand !== "boolean") throw new Error(`"exists" needs true or false at "${path}"`);
      return operand ? { test: () => true } : { test: () => false, absent: true };
    case "anything-but":
      return { test: anythingBut(operand, path) };
    case "numeric":
      return { test: numeric(operand, path) };
    case "cidr":
      return { test: cidr(operand, path) };
    default:
      return { test: text(operator, operand, path) };
  }
}

function text(operator: string, operand: unknown, path: string): Test {
  const folded = foldedOperand(operator, operand);
  if (folded !== undefined) {
    const compare = plainText(operator, folded.toLowerCase(), path);
    return (value) => typeof value === "string" && compare(value.toLowerCase());
  }
  if (typeof operand !== "string") throw new Error(`"${operator}" needs a string at "${path}"`);
  const compare = plainText(operator, operand, path);
  return (value) => typeof value === "string" && compare(value);
}

/** The operand of `{ prefix: { "equals-ignore-case": "x" } }` and the same with suffix. */
function foldedOperand(operator: string, operand: unknown): string | undefined {
  if ((operator !== "prefix" && operator !== "suffix") || operand === null || typeof operand !== "object") return undefined;
  const [entry, ...more] = Object.entries(operand) as [string, unknown][];
  if (more.length > 0 || entry?.[0] !== "equals-ignore-case" || typeof entry[1] !== "string") return undefined;
  return entry[1];
}

function plainText(operator: string, operand: string, path: string): (value: string) => boolean {
  switch (operator) {
    case "prefix":
      return (value) => value.startsWith(operand);
    case "suffix":
      return (value) => value.endsWith(operand);
    case "equals-ignore-case":
      return (value) => value.toLowerCase() === operand.toLowerCase();
    case "wildcard": {
      const expression = wildcard(operand, path);
      return (value) => expression.test(value);
    }
    default:
      throw new Error(`Unknown operator "${operator}" at "${path}"`);
  }
}

function wildcard(operand: string, path: string): RegExp {
  const parts = operand.match(/\\?./gsu) ?? [];
  const source = parts.map((part, index) => {
    if (part === "*" && parts[index - 1] === "*") throw new Error(`Two wildcards in a row at "${path}"`);
    if (part.startsWith("\\") && part !== "\\*" && part !== "\\\\") throw new Error(`Only * and \\ can be escaped at "${path}"`);
    return part === "*" ? "[^]*" : escape(part.replace("\\", "") || "\\");
  });
  return new RegExp(`^${source.join("")}$`);
}

function escape(character: string): string {
  return character.replace(/[\\^$.*+?()[\]{}|/-]/, "\\$&");
}

function anythingBut(operand: unknown, path: string): Test {
  if (operand !== null && typeof operand === "object" && !Array.isArray(operand)) {
    const [entry, ...more] = Object.entries(operand) as [string, unknown][];
    if (!entry || more.length > 0) throw new Error(`"anything-but" needs exactly one operator at "${path}"`);
    const [operator, given] = entry;
    const refused = listOf(given, path).map((item) => {
      if (typeof item !== "string" || item === "") throw new Error(`"anything-but" with "${operator}" needs strings at "${path}"`);
      return text(operator, item, path);
    });
    return (value) => !refused.some((test) => test(value));
  }
  const refused = listOf(operand, path);
  const type = typeof refused[0];
  if ((type !== "string" && type !== "number") || refused.some((item) => typeof item !== type))
    throw new Error(`"anything-but" needs strings or numbers, not both, at "${path}"`);
  const set = new Set(refused);
  return (value) => !set.has(value);
}

function listOf(value: unknown, path: string): unknown[] {
  const list = Array.isArray(value) ? (value as unknown[]) : [value];
  if (list.length === 0) throw new Error(`Empty arrays are not allowed at "${path}"`);
  return list;
}

const comparisons: Record<string, (value: number, bound: number) => boolean> = {
  "=": (value, bound) => value === bound,
  "<": (value, bound) => value < bound,
  "<=": (value, bound) => value <= bound,
  ">": (value, bound) => value > bound,
  ">=": (value, bound) => value >= bound,
};

/** One comparison, or a range with its lower bound first. */
function numeric(operand: unknown, path: string): Test {
  if (!Array.isArray(operand) || (operand.length !== 2 && operand.length !== 4))
    throw new Error(`"numeric" needs one comparison or a range at "${path}"`);
  const terms: { sign: string; bound: number; compare: (value: number, bound: number) => boolean }[] = [];
  for (let index = 0; index < operand.length; index += 2) {
    const sign: unknown = operand[index];
    const bound: unknown = operand[index + 1];
    const compare = typeof sign === "string" ? comparisons[sign] : undefined;
    if (!compare) throw new Error(`Unknown comparison in "numeric" at "${path}"`);
    if (typeof bound !== "number") throw new Error(`"numeric" compares with numbers only at "${path}"`);
    terms.push({ sign: String(sign), bound, compare });
  }
  const [low, high] = terms;
  if (low && high && !(low.sign.startsWith(">") && high.sign.startsWith("<") && low.bound < high.bound))
    throw new Error(`A range in "numeric" goes from its lower to its upper bound at "${path}"`);
  return (value) => typeof value === "number" && terms.every((term) => term.compare(value, term.bound));
}

function cidr(operand: unknown, path: string): Test {
  const [address = "", bits = "", ...rest] = typeof operand === "string" ? operand.split("/") : [];
  const version = isIP(address);
  if (version === 0 || rest.length > 0 || !/^\d{1,3}$/.test(bits) || Number(bits) > (version === 4 ? 32 : 128))
    throw new Error(`"cidr" needs an address and its prefix length at "${path}"`);
  const family = (ip: string) => (isIP(ip) === 6 ? "ipv6" : "ipv4");
  const block = new BlockList();
  block.addSubnet(address, Number(bits), family(address));
  return (value) => typeof value === "string" && isIP(value) === version && block.check(value, family(value));
}
