import { compileValue, operators, type ValueTest } from "./pattern-value.ts";

/** True when an event matches. */
export type Matcher = (event: unknown) => boolean;

/** A value of an event, and which element it was taken from in each array on the way to it. */
interface Leaf {
  value: unknown;
  elements: Map<unknown[], number>;
}
interface Condition {
  path: string;
  tests: ValueTest[];
}

/**
 * Compiles an EventBridge event pattern; throws what AWS would refuse.
 *
 * A pattern becomes a list of alternatives (`$or`), each a list of conditions that must all hold. Conditions on fields of
 * objects in an array must be met by one and the same element, which is what `elements` is for.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export function compilePattern(pattern: unknown): Matcher {
  if (!isObject(pattern) || Object.keys(pattern).length === 0) throw new Error("A pattern must be an object with at least one field");
  const alternatives = expand(pattern, []);
  const asked = new Set(alternatives.flat().flatMap(({ path }) => waysTo(path)));
  return (event) => {
    const leaves = flatten(event, asked);
    return alternatives.some((conditions) => satisfy(conditions, 0, leaves, new Map()));
  };
}

function expand(pattern: Record<string, unknown>, path: string[]): Condition[][] {
  let alternatives: Condition[][] = [[]];
  for (const [key, value] of Object.entries(pattern)) {
    const more = isOr(key, value) ? value.flatMap((branch) => expand(branch, path)) : expandField([...path, key], value);
    alternatives = alternatives.flatMap((left) => more.map((right) => [...left, ...right]));
  }
  return alternatives;
}

function expandField(path: string[], value: unknown): Condition[][] {
  const name = path.join(".");
  if (Array.isArray(value)) {
    if (value.length === 0) throw new Error(`Empty arrays are not allowed at "${name}"`);
    return [[{ path: name, tests: value.map((test) => compileValue(test, name)) }]];
  }
  if (!isObject(value)) throw new Error(`"${name}" must be an object or an array`);
  if (Object.keys(value).length === 0) throw new Error(`Empty objects are not allowed at "${name}"`);
  return expand(value, path);
}

/** `$or` is an operator only with two or more plain branches; otherwise it is a field of that name. */
function isOr(key: string, value: unknown): value is Record<string, unknown>[] {
  if (key !== "$or" || !Array.isArray(value) || value.length < 2) return false;
  return value.every(
    (branch) => isObject(branch) && Object.keys(branch).length > 0 && !Object.keys(branch).some((name) => operators.has(name)),
  );
}

/** Takes one leaf per condition, all from the same array elements where they share an array; goes back when that fails. */
function satisfy(conditions: Condition[], index: number, leaves: Map<string, Leaf[]>, chosen: Leaf["elements"]): boolean {
  const condition = conditions[index];
  if (!condition) return true;
  const found = leaves.get(condition.path);
  if (!found) return condition.tests.some((test) => test.absent) && satisfy(conditions, index + 1, leaves, chosen);
  return found.some((leaf) => {
    if (!agrees(leaf.elements, chosen) || !condition.tests.some((test) => test.test(leaf.value))) return false;
    return satisfy(conditions, index + 1, leaves, new Map([...chosen, ...leaf.elements]));
  });
}

function agrees(elements: Leaf["elements"], chosen: Leaf["elements"]): boolean {
  for (const [array, index] of elements) if (chosen.has(array) && chosen.get(array) !== index) return false;
  return true;
}

/** A path and every way to it: of `a.b.c` also `a` and `a.b`. */
const waysTo = (path: string): string[] => path.split(".").map((_, index, names) => names.slice(0, index + 1).join("."));

/** The values that the conditions ask for; of the rest of an event, which may be large, nothing is looked at. */
function flatten(event: unknown, asked: Set<string>): Map<string, Leaf[]> {
  const leaves = new Map<string, Leaf[]>();
  const visit = (node: unknown, path: string, elements: Leaf["elements"]): void => {
    if (Array.isArray(node)) {
      for (const [index, element] of node.entries()) {
        // Plain values of one array stand side by side; only objects and arrays in it bind their fields together.
        const nested = element !== null && typeof element === "object";
        visit(element, path, nested ? new Map(elements).set(node, index) : elements);
      }
      return;
    }
    if (isObject(node)) {
      for (const key of Object.keys(node)) {
        const next = path ? `${path}.${key}` : key;
        if (asked.has(next)) visit(node[key], next, elements);
      }
      return;
    }
    const found = leaves.get(path);
    if (found) found.push({ value: node, elements });
    if (!found) leaves.set(path, [{ value: node, elements }]);
  };
  visit(event, "", new Map());
  return leaves;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}
