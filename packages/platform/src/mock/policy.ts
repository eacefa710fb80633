import type { Props } from "../json.ts";

/** A statement as Pulumi's `getPolicyDocument` takes it. */
export interface PolicyStatement {
  sid?: string;
  effect?: string;
  actions?: string[];
  notActions?: string[];
  resources?: string[];
  notResources?: string[];
  principals?: { type: string; identifiers: string[] }[];
  conditions?: { test: string; variable: string; values: string[] }[];
}

const single = (values: string[]) => (values.length === 1 ? values[0] : values);
const part = (key: string, values: string[] | undefined): Props => (values && values.length > 0 ? { [key]: single(values) } : {});

/** Statements as IAM's JSON, which Pulumi renders inside its provider. */
export function renderPolicy(statements: PolicyStatement[]): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: statements.map((statement) => ({
      ...(statement.sid ? { Sid: statement.sid } : {}),
      Effect: statement.effect ?? "Allow",
      ...part("Action", statement.actions),
      ...part("NotAction", statement.notActions),
      ...part("Resource", statement.resources),
      ...part("NotResource", statement.notResources),
      ...principal(statement.principals ?? []),
      ...condition(statement.conditions ?? []),
    })),
  });
}

function principal(principals: { type: string; identifiers: string[] }[]): Props {
  if (principals.length === 0) return {};
  if (principals.some(({ type }) => type === "*")) return { Principal: "*" };
  return { Principal: Object.fromEntries(principals.map(({ type, identifiers }) => [type, single(identifiers)])) };
}

function condition(conditions: { test: string; variable: string; values: string[] }[]): Props {
  const byTest: Record<string, Props> = {};
  for (const { test, variable, values } of conditions) byTest[test] = { ...byTest[test], [variable]: single(values) };
  return conditions.length > 0 ? { Condition: byTest } : {};
}
