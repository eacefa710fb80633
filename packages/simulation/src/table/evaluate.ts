import { invalid } from "./refusal.ts";
import type { Action, Comparator, Condition, Operand, Path, Step } from "./syntax.ts";
import { compare, copyOf, equal, type Item, typeOf, type Value } from "./value.ts";

/** What placeholders stand for. Every one that is given must be used: DynamoDB refuses a request with one too many. */
export class Placeholders {
  readonly #names: Record<string, string>;
  readonly #values: Item;
  readonly #unused: Set<string>;
  constructor(names: Record<string, string> = {}, values: Item = {}) {
    this.#names = names;
    this.#values = values;
    this.#unused = new Set([...Object.keys(names), ...Object.keys(values)]);
  }
  name(step: string): string {
    if (!step.startsWith("#")) return step;
    this.#unused.delete(step);
    const known = this.#names[step];
    if (known === undefined)
      throw invalid(`An expression attribute name used in the document path is not defined; attribute name: ${step}`);
    return known;
  }
  value(name: string): Value {
    this.#unused.delete(name);
    if (!(name in this.#values)) throw invalid(`An expression attribute value used in expression is not defined; attribute value: ${name}`);
    return this.#values[name];
  }
  /** Looks up all of an expression's placeholders, also those that evaluation would pass by. */
  visit(part: unknown): void {
    if (typeof part !== "object" || part === null) return;
    const { kind, name } = part as { kind?: string; name?: string };
    if (kind === "value" && name !== undefined) this.value(name);
    else if (kind === undefined && name !== undefined) this.name(name);
    for (const inner of Object.values(part)) this.visit(inner);
  }
  assertUsed(): void {
    const [left] = this.#unused;
    if (left !== undefined) throw invalid(`Value unused in expressions: ${left}`);
  }
}

const keyOf = (step: Step, given: Placeholders): string | number => ("name" in step ? given.name(step.name) : step.index);

function into(holder: Value, key: string | number): Value {
  if (Array.isArray(holder)) return typeof key === "number" ? holder[key] : undefined;
  if (typeOf(holder) !== "M" || holder === undefined || typeof key === "number") return undefined;
  return (holder as Item)[key];
}

export const read = (item: Item | undefined, path: Path, given: Placeholders): Value =>
  path.reduce<Value>((holder, step) => (holder === undefined ? undefined : into(holder, keyOf(step, given))), item);

function sizeOf(value: Value): number | undefined {
  if (typeof value === "string") return Buffer.byteLength(value);
  if (value instanceof Set) return value.size;
  if (Array.isArray(value)) return value.length;
  if (value instanceof Uint8Array) return value.byteLength;
  return typeof value === "object" && value !== null ? Object.keys(value).length : undefined;
}

function evaluate(operand: Operand, item: Item | undefined, given: Placeholders): Value {
  switch (operand.kind) {
    case "value":
      return given.value(operand.name);
    case "path":
      return read(item, operand.path, given);
    case "size":
      return sizeOf(read(item, operand.path, given));
    case "if_not_exists":
      return read(item, operand.path, given) ?? evaluate(operand.otherwise, item, given);
    case "list_append":
      return operand.parts.flatMap((part) => evaluate(part, item, given) as Value[]);
    case "sum": {
      const [first, second] = operand.parts.map((part) => evaluate(part, item, given));
      if (first === undefined || second === undefined)
        throw invalid("The provided expression refers to an attribute that does not exist in the item");
      if (typeof first !== "number" || typeof second !== "number")
        throw invalid("An operand in the update expression has an incorrect data type");
      return first + operand.sign * second;
    }
  }
}

function related(comparator: Comparator, a: Value, b: Value): boolean {
  // What is not there equals nothing: only `<>` is true of it.
  if (a === undefined || b === undefined) return comparator === "<>" && a !== b;
  if (comparator === "=") return equal(a, b);
  if (comparator === "<>") return !equal(a, b);
  const order = compare(a, b);
  if (order === undefined) return false;
  switch (comparator) {
    case "<":
      return order < 0;
    case "<=":
      return order <= 0;
    case ">":
      return order > 0;
    default:
      return order >= 0;
  }
}

/** Whether an item, or nothing where there is none, meets a condition. */
export function holds(condition: Condition, item: Item | undefined, given: Placeholders): boolean {
  switch (condition.kind) {
    case "and":
      return condition.parts.every((part) => holds(part, item, given));
    case "or":
      return condition.parts.some((part) => holds(part, item, given));
    case "not":
      return !holds(condition.of, item, given);
    case "exists":
      return (read(item, condition.path, given) !== undefined) === condition.wanted;
    case "compare": {
      const [first, second] = condition.parts;
      return related(condition.comparator, evaluate(first, item, given), evaluate(second, item, given));
    }
    case "between": {
      const of = evaluate(condition.of, item, given);
      return related(">=", of, evaluate(condition.low, item, given)) && related("<=", of, evaluate(condition.high, item, given));
    }
    case "in": {
      const of = evaluate(condition.of, item, given);
      return condition.list.some((entry) => related("=", of, evaluate(entry, item, given)));
    }
    case "call":
      return called(condition.name, read(item, condition.path, given), evaluate(condition.argument, item, given));
  }
}

function called(name: "begins_with" | "contains" | "attribute_type", value: Value, argument: Value): boolean {
  if (value === undefined) return false;
  if (name === "attribute_type") return typeOf(value) === argument;
  if (name === "begins_with") return typeof value === "string" && typeof argument === "string" && value.startsWith(argument);
  if (typeof value === "string") return typeof argument === "string" && value.includes(argument);
  return (value instanceof Set && value.has(argument)) || (Array.isArray(value) && value.some((entry) => equal(entry, argument)));
}

/** The item after an update. Every operand is read from the item before it. */
export function updated(actions: Action[], before: Item, given: Placeholders): Item {
  const after = copyOf(before);
  const made = actions.map((action) => ({ action, value: valueOf(action, before, given) }));
  for (const { action, value } of made) write(after, action, value, given);
  return after;
}

function valueOf(action: Action, before: Item, given: Placeholders): Value {
  if (action.kind === "remove") return undefined;
  if (action.kind === "set") return evaluate(action.to, before, given);
  const argument = evaluate(action.argument, before, given);
  const held = read(before, action.path, given);
  if (typeof argument === "number" && action.kind === "add") return (typeof held === "number" ? held : 0) + argument;
  if (!(argument instanceof Set)) throw invalid("Incorrect operand type for operator or function");
  const left = new Set(held instanceof Set ? held : []);
  for (const entry of argument)
    if (action.kind === "add") left.add(entry);
    else left.delete(entry);
  return left.size === 0 ? undefined : left;
}

function write(item: Item, { kind, path }: Action, value: Value, given: Placeholders): void {
  const last = path.at(-1);
  const holder = path.length === 1 ? item : read(item, path.slice(0, -1), given);
  if (!last) return;
  const key = keyOf(last, given);
  if (Array.isArray(holder) && typeof key === "number") {
    if (value === undefined) holder.splice(key, 1);
    else if (key < holder.length) holder[key] = copyOf(value);
    else holder.push(copyOf(value));
    return;
  }
  if (holder === undefined || typeOf(holder) !== "M" || typeof key === "number") {
    if (kind === "remove") return;
    throw invalid("The document path provided in the update expression is invalid for update");
  }
  const map = holder as Item;
  if (value === undefined) delete map[key];
  else map[key] = copyOf(value);
}
