import { holds, Placeholders, updated } from "./evaluate.ts";
import { invalid } from "./refusal.ts";
import { parseCondition, parseUpdate } from "./syntax.ts";
import { bytesOf, copyOf, equal, type Item } from "./value.ts";

export type Operation = "Put" | "Update" | "Delete" | "ConditionCheck";

export interface WriteInput {
  TableName: string;
  Item?: Item;
  Key?: Item;
  ConditionExpression?: string;
  UpdateExpression?: string;
  ExpressionAttributeNames?: Record<string, string>;
  ExpressionAttributeValues?: Item;
  ReturnValues?: string;
  ReturnValuesOnConditionCheckFailure?: string;
}

/** A write that was judged and not yet carried out. */
export interface Judged {
  pk: string;
  sk: string;
  before: Item | undefined;
  /** Absent when it is deleted. */
  after: Item | undefined;
  /** False when the condition was not met: then `after` counts for nothing. */
  met: boolean;
  changes: boolean;
}

const mostBytes = 400 * 1024;

export function keyOf(key: Item | undefined): { pk: string; sk: string } {
  const { pk, sk } = key ?? {};
  if (typeof pk !== "string" || typeof sk !== "string") throw invalid("The provided key element does not match the schema");
  if (pk === "" || sk === "") throw invalid("One or more parameter values are not valid. A key attribute is empty");
  return { pk, sk };
}

const indexKeys = ["gsi1pk", "gsi1sk", "gsi2pk", "gsi2sk"];

function assertStorable(item: Item): void {
  for (const name of indexKeys) {
    const value = item[name];
    if (value !== undefined && (typeof value !== "string" || value === ""))
      throw invalid(`One or more parameter values were invalid: Type mismatch for Index Key ${name}`);
  }
  if (bytesOf(item) > mostBytes) throw invalid("Item size has exceeded the maximum allowed size");
}

/** What a write would do to the item as it is. Throws for a request that is no good whatever the item. */
export function judge(operation: Operation, input: WriteInput, find: (pk: string, sk: string) => Item | undefined): Judged {
  const { pk, sk } = keyOf(operation === "Put" ? input.Item : input.Key);
  const before = find(pk, sk);
  const given = new Placeholders(input.ExpressionAttributeNames, input.ExpressionAttributeValues);
  const condition = input.ConditionExpression === undefined ? undefined : parseCondition(input.ConditionExpression);
  const actions = input.UpdateExpression === undefined ? [] : parseUpdate(input.UpdateExpression);
  given.visit(condition);
  given.visit(actions);
  given.assertUsed();
  const met = condition === undefined || holds(condition, before, given);
  if (!met || operation === "ConditionCheck") return { pk, sk, before, after: before, met, changes: false };
  if (operation === "Delete") return { pk, sk, before, after: undefined, met, changes: before !== undefined };
  const after = operation === "Put" ? copyOf(input.Item ?? {}) : updated(actions, before ?? { pk, sk }, given);
  if (after["pk"] !== pk || after["sk"] !== sk) throw invalid("Cannot update attribute. This attribute is part of the key");
  assertStorable(after);
  return { pk, sk, before, after, met, changes: !equal(before, after) };
}
