import { isProps, many, parsed, type Props } from "./json.ts";

/** One IAM statement, its lists always lists. */
export interface Statement {
  effect: "Allow" | "Deny";
  actions: string[];
  resources: string[];
  /** All resources but these. */
  notResources: string[];
  conditions: Record<string, Record<string, string[]>>;
  /** By kind: `{ Service: ["events.amazonaws.com"] }`; `{ AWS: ["*"] }` for everybody. */
  principals: Record<string, string[]>;
}

const texts = (value: unknown) => many(value).filter((item) => typeof item === "string");
const lists = (value: unknown): Record<string, string[]> =>
  isProps(value) ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, texts(inner)])) : {};

/** The statements of a policy in IAM's JSON. */
export function statementsOf(policy: unknown): Statement[] {
  const document = parsed(policy);
  return many(isProps(document) ? document["Statement"] : undefined)
    .filter(isProps)
    .map(statement);
}

function statement(raw: Props): Statement {
  const conditions = isProps(raw["Condition"]) ? raw["Condition"] : {};
  return {
    effect: raw["Effect"] === "Deny" ? "Deny" : "Allow",
    actions: texts(raw["Action"]),
    resources: texts(raw["Resource"]),
    notResources: texts(raw["NotResource"]),
    conditions: Object.fromEntries(Object.entries(conditions).map(([test, variables]) => [test, lists(variables)])),
    principals: raw["Principal"] === "*" ? { AWS: ["*"] } : lists(raw["Principal"]),
  };
}

/** True when `pattern` (with `*` and `?`, as IAM's) covers the text. Actions ignore case. */
export function covers(pattern: string, text: string): boolean {
  const escaped = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${escaped}$`, "i").test(text);
}

/** True when the statements allow the action on the resource and nothing denies it. Conditions are not judged. */
export function allows(statements: Statement[], action: string, resource: string): boolean {
  const hits = statements.filter(
    ({ actions, resources, notResources }) =>
      actions.some((pattern) => covers(pattern, action)) &&
      (resources.some((pattern) => covers(pattern, resource)) ||
        (notResources.length > 0 && !notResources.some((pattern) => covers(pattern, resource)))),
  );
  return hits.length > 0 && hits.every(({ effect }) => effect === "Allow");
}
