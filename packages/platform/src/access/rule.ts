import type { Resource } from "../evaluation.ts";
import type { FunctionView, Graph } from "../graph.ts";
import { type Complaint, type Finding, sentence, stale, unexcused } from "../rule/rule.ts";
import { covers, type Statement } from "../statement.ts";
import type { Access } from "./access.ts";
import type { AccessException } from "./exception.ts";

/** A line of the log: what a function of the offline stage did. */
export interface SeenAccess extends Access {
  functionName: string;
}

const leadingKeys = "dynamodb:LeadingKeys";
const writes = /:(Put|Update|Delete|ConditionCheck)/;

/** What the log says, put to the evaluated program: grants that are missing, and grants that nothing used. */
export function judgeAccess(graph: Graph, seen: SeenAccess[], offlineStage = "offline"): Finding[] {
  const prefix = `souk-${offlineStage}-`;
  // A site's server calls no AWS service by itself.
  const own = graph.functions().filter(({ build }) => build && !build.bundle);
  const perFunction = own.map((view) => ({
    view,
    seen: seen
      .filter(({ functionName }) => functionName === `${prefix}${offlineId(view)}`)
      .map((access) => ({ ...access, arn: arnOf(graph, access, prefix) })),
  }));
  const finding = (rule: string) => (complaint: Complaint) => ({ rule, stage: String(graph.evaluation.app["stage"]), ...complaint });
  return [
    ...perFunction.flatMap((one) => missing(one).map(finding("grant-covers-what-is-done"))),
    ...perFunction.flatMap((one) => unused(graph, one).map(finding("grant-is-used"))),
  ];
}

/** In sentences, sorted: findings that no exception excuses, and exceptions that excuse nothing. */
export function complaintsOf(graph: Graph, seen: SeenAccess[], exceptions: AccessException[]): string[] {
  if (seen.length === 0) return ["No function was seen to do anything: the run did not record, see packages/platform/src/access/record.ts"];
  const findings = judgeAccess(graph, seen);
  const always = exceptions.filter(({ sometimes }) => !sometimes);
  const needless = stale(findings, always).map(({ subject }) => `${subject} is used now, or gone: take its exception away`);
  return [...new Set([...unexcused(findings, exceptions).map(sentence), ...needless])].sort();
}

const offlineId = ({ name }: FunctionView) => name.replace(/(Subscriber\w*)Function$/, "$1");

interface Seen {
  view: FunctionView;
  seen: (SeenAccess & { arn: string })[];
}

/** The real ARN of what the offline stage names. */
function arnOf(graph: Graph, { action, resource }: Access, prefix: string): string {
  const [name = "", ...rest] = resource.replace(prefix, "").split("/");
  // A mail's sender is told apart by its stage, as a name is.
  const sender = resource.replace(`+${prefix.split("-")[1]}@`, `+${String(graph.evaluation.app["stage"])}@`);
  const isNamed = ({ type, inputs, outputs }: Resource, component: string) =>
    typeof outputs["arn"] === "string" &&
    (component.toLowerCase() === name.toLowerCase() || inputs["emailIdentity"] === sender) &&
    /:(Table|Queue|EventBus|Bucket|EmailIdentity)$/.test(type);
  const found = graph.resources.find((candidate) => candidate.custom && isNamed(candidate, graph.nameOf(candidate)));
  if (!found) return `unknown:${action}:${resource}`;
  const inner = action.startsWith("s3:") && rest.length > 0 ? [...rest, "x"] : rest;
  return [String(found.outputs["arn"]), ...inner].join("/");
}

const keysOf = ({ conditions }: Statement) => conditions["ForAllValues:StringLike"]?.[leadingKeys];

function grants(statement: Statement, { action, key }: Access, arn: string): boolean {
  const keys = keysOf(statement);
  return (
    statement.effect === "Allow" &&
    statement.actions.some((pattern) => covers(pattern, action)) &&
    statement.resources.some((pattern) => covers(pattern, arn)) &&
    (keys === undefined || (key !== undefined && keys.some((pattern) => covers(pattern, key))))
  );
}

function missing({ view, seen }: Seen): Complaint[] {
  const refused = seen.filter((access) => !view.statements.some((statement) => grants(statement, access, access.arn)));
  return refused.map(({ action, key, resource }) => ({
    subject: view.name,
    reason: `does ${action} on ${key ?? resource} and is not granted it`,
  }));
}

/** By kind of item for the table, read or written; by action for all else. */
function unused(graph: Graph, { view, seen }: Seen): Complaint[] {
  const own = view.statements.filter(
    ({ effect, resources }) => effect === "Allow" && !resources.some((arn) => isItsSource(graph, view, arn)),
  );
  return own.flatMap((statement) => {
    const used = seen.filter((access) => grants(statement, access, access.arn));
    const kinds = keysOf(statement);
    if (!kinds) {
      const idle = statement.actions.filter((action) => !used.some((access) => covers(action, access.action)));
      return idle.map((action) => ({
        subject: `${view.name} ${action}`,
        reason: `is granted ${action} on ${statement.resources.join(", ")}, which it was not seen to do`,
      }));
    }
    return kinds.flatMap((pattern) => {
      const ofKind = used.filter(({ key }) => key !== undefined && covers(pattern, key));
      const kind = pattern.replaceAll(/[*#]/g, "");
      if (ofKind.length === 0)
        return [{ subject: `${view.name} ${kind}`, reason: `is granted items of ${kind}, which it was not seen to touch` }];
      const mayWrite = statement.actions.some((action) => writes.test(action));
      return mayWrite && !ofKind.some(({ action }) => writes.test(action))
        ? [{ subject: `${view.name} ${kind}`, reason: `is granted to write ${kind}, which it was only seen to read` }]
        : [];
    });
  });
}

/** Taking from its own queue or stream is Lambda's doing, not the code's. */
function isItsSource(graph: Graph, view: FunctionView, arn: string): boolean {
  return graph.mappings().some(({ target, inputs }) => target?.resource === view.resource && inputs["eventSourceArn"] === arn);
}
