import type { Graph } from "../graph.ts";
import { covers } from "../statement.ts";
import type { LinkUse } from "../source/link.ts";

/** One evaluated stage, and what the rules compare it with. */
export interface Stage {
  name: string;
  graph: Graph;
  /** What `infra/stage.ts` says of it. */
  policy: StagePolicy;
  /** Paths of the OpenAPI document with their methods in upper case: `{ "/v1/carts": ["POST"] }`. */
  operations: Record<string, string[]>;
  /** Names of events that some domain's code emits. */
  published: Set<string>;
  /** By handler: names of the events that its code reacts to. Only handlers that react to events are in it. */
  reactions: Map<string, string[]>;
  /** By handler: what its bundled code says of links. */
  linkUse: Map<string, LinkUse>;
  /** Values given to secrets, by name. */
  secrets: Record<string, string>;
}

export interface StagePolicy {
  production: boolean;
  removal: string;
  protect: boolean;
  logRetentionDays: number;
  /** Whether somebody is told when something is wrong: alarms and a dashboard. */
  watched: boolean;
  /** Whether roles carry the account's permissions boundary. */
  boundary: boolean;
}

export interface Complaint {
  /** The resource or component at fault, by name. */
  subject: string;
  reason: string;
}

export interface Rule {
  /** In kebab case: tests and exceptions name it. */
  name: string;
  check(stage: Stage): Complaint[];
}

/** A complaint that is known and wanted. One that excuses nothing in any stage is itself a mistake. */
export interface Exception {
  rule: string;
  /** A name, or several: "product.*". */
  subject: string;
  reason: string;
}

export interface Finding extends Complaint {
  rule: string;
  stage: string;
}

export function judge(rules: Rule[], stage: Stage): Finding[] {
  return rules.flatMap((rule) => rule.check(stage).map((complaint) => ({ rule: rule.name, stage: stage.name, ...complaint })));
}

const excuses = (exception: Exception, { rule, subject }: Finding) => exception.rule === rule && covers(exception.subject, subject);

export function unexcused(findings: Finding[], exceptions: Exception[]): Finding[] {
  return findings.filter((finding) => !exceptions.some((exception) => excuses(exception, finding)));
}

/** Exceptions that no finding needs any more. */
export function stale(findings: Finding[], exceptions: Exception[]): Exception[] {
  return exceptions.filter((exception) => !findings.some((finding) => excuses(exception, finding)));
}

/** As a person reads it: "dead-letter-retention: OrderDeadLetterQueue keeps … (production)". */
export function sentence({ rule, subject, reason, stage }: Finding): string {
  return `${rule}: ${subject} ${reason} (${stage})`;
}
