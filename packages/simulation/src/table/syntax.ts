import { Reader } from "./lexer.ts";
import { invalid } from "./refusal.ts";

export type Step = { name: string } | { index: number };
/** Steps into a document; a name that begins with `#` is looked up when it is evaluated. */
export type Path = Step[];

export type Operand =
  | { kind: "path"; path: Path }
  | { kind: "value"; name: string }
  | { kind: "size"; path: Path }
  | { kind: "if_not_exists"; path: Path; otherwise: Operand }
  | { kind: "list_append"; parts: [Operand, Operand] }
  | { kind: "sum"; sign: 1 | -1; parts: [Operand, Operand] };

export type Comparator = "=" | "<>" | "<" | "<=" | ">" | ">=";
export type Condition =
  | { kind: "and" | "or"; parts: [Condition, Condition] }
  | { kind: "not"; of: Condition }
  | { kind: "compare"; comparator: Comparator; parts: [Operand, Operand] }
  | { kind: "between"; of: Operand; low: Operand; high: Operand }
  | { kind: "in"; of: Operand; list: Operand[] }
  | { kind: "exists"; path: Path; wanted: boolean }
  | { kind: "call"; name: "begins_with" | "contains" | "attribute_type"; path: Path; argument: Operand };

export type Action =
  | { kind: "set"; path: Path; to: Operand }
  | { kind: "remove"; path: Path }
  | { kind: "add" | "delete"; path: Path; argument: Operand };

const cached =
  <T>(parse: (reader: Reader) => T) =>
  (known = new Map<string, T>()) =>
  (expression: string): T => {
    const before = known.get(expression);
    if (before) return before;
    const reader = new Reader(expression);
    const parsed = parse(reader);
    if (!reader.ended) throw invalid(`Invalid expression: syntax error at "${reader.peek()?.text ?? ""}"`);
    known.set(expression, parsed);
    return parsed;
  };

export const parseCondition = cached((reader) => either(reader))();
export const parseUpdate = cached((reader) => actions(reader))();
export const parsePaths = cached((reader) => list(reader, path))();

function list<T>(reader: Reader, parse: (reader: Reader) => T): T[] {
  const found = [parse(reader)];
  while (reader.take(",")) found.push(parse(reader));
  return found;
}

function path(reader: Reader): Path {
  const steps: Path = [name(reader)];
  for (;;) {
    if (reader.take(".")) steps.push(name(reader));
    else if (reader.take("[")) {
      steps.push({ index: Number(reader.next().text) });
      reader.expect("]");
    } else return steps;
  }
}

function name(reader: Reader): Step {
  const token = reader.next();
  if (token.kind !== "name" && token.kind !== "word") throw invalid(`Invalid expression: "${token.text}" is no attribute`);
  return { name: token.text };
}

function either(reader: Reader): Condition {
  let left = both(reader);
  while (reader.take("OR")) left = { kind: "or", parts: [left, both(reader)] };
  return left;
}

function both(reader: Reader): Condition {
  let left = negated(reader);
  while (reader.take("AND")) left = { kind: "and", parts: [left, negated(reader)] };
  return left;
}

function negated(reader: Reader): Condition {
  return reader.take("NOT") ? { kind: "not", of: negated(reader) } : single(reader);
}

function single(reader: Reader): Condition {
  if (reader.take("(")) {
    const inner = either(reader);
    reader.expect(")");
    return inner;
  }
  if (reader.is("(", 1) && !reader.is("SIZE")) return call(reader);
  return relation(reader);
}

const calls = new Set(["begins_with", "contains", "attribute_type"]);

function call(reader: Reader): Condition {
  const called = reader.next().text.toLowerCase();
  reader.expect("(");
  const of = path(reader);
  if (called === "attribute_exists" || called === "attribute_not_exists") {
    reader.expect(")");
    return { kind: "exists", path: of, wanted: called === "attribute_exists" };
  }
  if (!calls.has(called)) throw invalid(`Invalid expression: there is no function ${called}`);
  reader.expect(",");
  const argument = operand(reader);
  reader.expect(")");
  return { kind: "call", name: called as "contains", path: of, argument };
}

function relation(reader: Reader): Condition {
  const of = operand(reader);
  if (reader.take("BETWEEN")) {
    const low = operand(reader);
    reader.expect("AND");
    return { kind: "between", of, low, high: operand(reader) };
  }
  if (reader.take("IN")) {
    reader.expect("(");
    const found = list(reader, operand);
    reader.expect(")");
    return { kind: "in", of, list: found };
  }
  const comparator = reader.next().text;
  if (!["=", "<>", "<", "<=", ">", ">="].includes(comparator)) throw invalid(`Invalid expression: "${comparator}" compares nothing`);
  return { kind: "compare", comparator: comparator as Comparator, parts: [of, operand(reader)] };
}

function operand(reader: Reader): Operand {
  if (reader.take("(")) {
    const inner = sum(reader);
    reader.expect(")");
    return inner;
  }
  const token = reader.peek();
  if (token?.kind === "value") return { kind: "value", name: reader.next().text };
  if (!reader.is("(", 1)) return { kind: "path", path: path(reader) };
  const called = reader.next().text.toLowerCase();
  reader.expect("(");
  const made = called === "list_append" ? appended(reader) : ofPath(reader, called);
  reader.expect(")");
  return made;
}

function appended(reader: Reader): Operand {
  const first = operand(reader);
  reader.expect(",");
  return { kind: "list_append", parts: [first, operand(reader)] };
}

function ofPath(reader: Reader, called: string): Operand {
  const of = path(reader);
  if (called === "size") return { kind: "size", path: of };
  if (called !== "if_not_exists") throw invalid(`Invalid expression: there is no function ${called}`);
  reader.expect(",");
  return { kind: "if_not_exists", path: of, otherwise: operand(reader) };
}

function actions(reader: Reader): Action[] {
  const found: Action[] = [];
  while (!reader.ended) {
    const clause = reader.next().text.toUpperCase();
    if (clause === "SET") found.push(...list(reader, assignment));
    else if (clause === "REMOVE") found.push(...list(reader, (inner): Action => ({ kind: "remove", path: path(inner) })));
    else if (clause === "ADD" || clause === "DELETE") found.push(...list(reader, (inner) => setAction(inner, clause)));
    else throw invalid(`Invalid UpdateExpression: syntax error at "${clause}"`);
  }
  return found;
}

const setAction = (reader: Reader, clause: "ADD" | "DELETE"): Action => ({
  kind: clause === "ADD" ? "add" : "delete",
  path: path(reader),
  argument: operand(reader),
});

function assignment(reader: Reader): Action {
  const to = path(reader);
  reader.expect("=");
  return { kind: "set", path: to, to: sum(reader) };
}

function sum(reader: Reader): Operand {
  const first = operand(reader);
  if (reader.take("+")) return { kind: "sum", sign: 1, parts: [first, operand(reader)] };
  if (reader.take("-")) return { kind: "sum", sign: -1, parts: [first, operand(reader)] };
  return first;
}
