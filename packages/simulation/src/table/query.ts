import { holds, Placeholders, read } from "./evaluate.ts";
import { invalid } from "./refusal.ts";
import { type Condition, parseCondition, parsePaths, type Path } from "./syntax.ts";
import { bytesOf, compareText, copyOf, type Item } from "./value.ts";

export interface QueryInput {
  TableName: string;
  IndexName?: string;
  KeyConditionExpression?: string;
  FilterExpression?: string;
  ProjectionExpression?: string;
  ExpressionAttributeNames?: Record<string, string>;
  ExpressionAttributeValues?: Item;
  ScanIndexForward?: boolean;
  ExclusiveStartKey?: Item;
  Limit?: number;
  ConsistentRead?: boolean;
  Select?: string;
}

export interface Page {
  Items: Item[];
  Count: number;
  ScannedCount: number;
  LastEvaluatedKey?: Item;
}

const pageBytes = 1024 * 1024;
const keysOf = (index: string | undefined) => (index === undefined ? ["pk", "sk"] : [`${index}pk`, `${index}sk`]);

/** The value that a key condition asks the partition to have. */
function partitionOf(condition: Condition, hash: string, given: Placeholders): string {
  if (condition.kind === "and") {
    for (const part of condition.parts) if (names(part, hash, given)) return partitionOf(part, hash, given);
  }
  if (condition.kind === "compare" && condition.comparator === "=") {
    const value = condition.parts.find((part) => part.kind === "value");
    if (value && names(condition, hash, given)) return String(given.value(value.name));
  }
  throw invalid(`Query condition missed key schema element: ${hash}`);
}

function names(condition: Condition, attribute: string, given: Placeholders): boolean {
  if (condition.kind === "and") return condition.parts.some((part) => names(part, attribute, given));
  if (condition.kind !== "compare") return false;
  return condition.parts.some((part) => part.kind === "path" && isName(part.path, attribute, given));
}

function isName(path: Path, attribute: string, given: Placeholders): boolean {
  const [step] = path;
  return path.length === 1 && step !== undefined && "name" in step && given.name(step.name) === attribute;
}

interface Source {
  partition(pk: string): Item[];
  all(): Item[];
}

export function query(input: QueryInput, source: Source): Page {
  const given = new Placeholders(input.ExpressionAttributeNames, input.ExpressionAttributeValues);
  if (input.KeyConditionExpression === undefined)
    throw invalid("Either the KeyConditions or KeyConditionExpression parameter must be specified");
  if (input.IndexName !== undefined && input.ConsistentRead)
    throw invalid("Consistent reads are not supported on global secondary indexes");
  const condition = parseCondition(input.KeyConditionExpression);
  const [hash = "pk", range = "sk"] = keysOf(input.IndexName);
  const pk = partitionOf(condition, hash, given);
  const items = input.IndexName === undefined ? source.partition(pk) : inIndex(source.all(), hash, range);
  const matching = items.filter((item) => holds(condition, item, given));
  given.visit(condition);
  return page(input.ScanIndexForward === false ? matching.toReversed() : matching, input, given);
}

/** An index holds the items that have both of its keys. */
function inIndex(items: Item[], hash: string, range: string): Item[] {
  const indexed = items.filter((item) => item[hash] !== undefined && item[range] !== undefined);
  const text = (item: Item, key: string) => String(item[key]);
  return indexed.sort(
    (a, b) =>
      compareText(text(a, range), text(b, range)) || compareText(text(a, "pk"), text(b, "pk")) || compareText(text(a, "sk"), text(b, "sk")),
  );
}

export function scan(input: QueryInput, source: Source): Page {
  const given = new Placeholders(input.ExpressionAttributeNames, input.ExpressionAttributeValues);
  const [hash = "pk", range = "sk"] = keysOf(input.IndexName);
  return page(input.IndexName === undefined ? source.all() : inIndex(source.all(), hash, range), input, given);
}

/** Items after the start key, up to the limit or 1 MB, and only then filtered. */
function page(items: Item[], input: QueryInput, given: Placeholders): Page {
  const filter = input.FilterExpression === undefined ? undefined : parseCondition(input.FilterExpression);
  given.visit(filter);
  const project = projection(input.ProjectionExpression, given);
  given.assertUsed();
  const start = input.ExclusiveStartKey;
  const from = start === undefined ? 0 : placeAfter(items, start, input);
  let bytes = 0;
  let to = from;
  while (to < items.length && (input.Limit === undefined || to - from < input.Limit) && bytes < pageBytes)
    bytes += bytesOf(items[(to += 1) - 1] ?? {});
  const seen = items.slice(from, to);
  const kept = filter ? seen.filter((item) => holds(filter, item, given)) : seen;
  const last = seen.at(-1);
  // A page that its limit ended says where, even when nothing follows.
  const more = to < items.length || (input.Limit !== undefined && seen.length === input.Limit);
  return {
    Items: kept.map(project),
    Count: kept.length,
    ScannedCount: seen.length,
    ...(more && last ? { LastEvaluatedKey: startKey(last, input.IndexName) } : {}),
  };
}

const startKey = (item: Item, index: string | undefined): Item =>
  Object.fromEntries([...new Set(["pk", "sk", ...keysOf(index)])].map((name) => [name, item[name]]));

/** The start key need not be an item's any more: what follows its place comes next. */
function placeAfter(items: Item[], start: Item, { IndexName, ScanIndexForward, KeyConditionExpression }: QueryInput): number {
  const same = items.findIndex((item) => item["pk"] === start["pk"] && item["sk"] === start["sk"]);
  if (same >= 0 || KeyConditionExpression === undefined) return same + 1;
  const range = keysOf(IndexName)[1] ?? "sk";
  const wanted = String(start[range]);
  const place = items.findIndex((item) => {
    const order = compareText(String(item[range]), wanted);
    return ScanIndexForward === false ? order < 0 : order > 0;
  });
  return place < 0 ? items.length : place;
}

export function projection(expression: string | undefined, given: Placeholders): (item: Item) => Item {
  if (expression === undefined) return copyOf;
  const paths = parsePaths(expression);
  given.visit(paths);
  return (item) => {
    const result: Item = {};
    for (const path of paths) {
      const [first] = path;
      const value = read(item, path, given);
      if (first && "name" in first && value !== undefined) result[given.name(first.name)] = copyOf(value);
    }
    return result;
  };
}
