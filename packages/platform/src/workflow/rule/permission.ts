import { isProps } from "../../json.ts";
import type { WorkflowRule } from "../rule.ts";
import { type Delivery, type Job, stepsOf } from "../workflow.ts";
import { calledBy } from "./reference.ts";

const emptyByDefault: WorkflowRule = {
  name: "no-permission-by-default",
  check: ({ body }) =>
    isProps(body["permissions"]) && Object.keys(body["permissions"]).length === 0
      ? []
      : ["it must begin with `permissions: {}`, and each job ask for its own"],
};

const declared: WorkflowRule = {
  name: "job-says-its-permissions",
  check: ({ jobs }) => jobs.filter(({ permissions }) => permissions === undefined).map(({ name }) => `${name} has no map of permissions`),
};

const takesCode = ({ steps }: Job) => steps.some(({ uses }) => uses?.startsWith("actions/checkout@"));
const takesRole = ({ steps }: Job) => steps.some(({ uses }) => uses?.startsWith("aws-actions/configure-aws-credentials@"));
const runs = ({ steps }: Job, pattern: RegExp) => steps.some(({ run }) => run !== undefined && pattern.test(run));

/** The whole list of what a job may ask for, each with what it must be seen to do; whoever needs more adds it here with its use. */
const uses: Record<string, (job: Job) => boolean> = {
  "contents: read": takesCode,
  "id-token: write": takesRole,
  "pull-requests: write": (job) => runs(job, /\bgh pr comment\b/),
  "pull-requests: read": (job) => runs(job, /\bgh pr (?:list|view)\b/),
};

/** What a job does itself, or what the jobs of the workflow that it calls may do. */
function needed(job: Job, delivery: Delivery): Set<string> {
  const called = calledBy(job, delivery);
  if (called) return new Set(called.jobs.flatMap((inner) => listOf(inner)));
  return new Set(Object.keys(uses).filter((permission) => uses[permission]?.(job)));
}

const listOf = ({ permissions }: Job) => Object.entries(permissions ?? {}).map(([name, value]) => `${name}: ${String(value)}`);

const leastOfAll: WorkflowRule = {
  name: "permission-is-needed",
  check: ({ jobs }, delivery) =>
    jobs.flatMap((job) =>
      listOf(job)
        .filter((permission) => !needed(job, delivery).has(permission))
        .map((permission) => `${job.name} may "${permission}" and does nothing that needs it`),
    ),
};

const enough: WorkflowRule = {
  name: "permission-is-there",
  check: ({ jobs }, delivery) =>
    jobs.flatMap((job) =>
      [...needed(job, delivery)]
        .filter((permission) => !listOf(job).includes(permission))
        .map((permission) => `${job.name} needs "${permission}" and does not have it`),
    ),
};

const noStoredToken: WorkflowRule = {
  name: "checkout-leaves-no-token",
  check: (workflow) =>
    stepsOf(workflow)
      .filter(({ step }) => step.uses?.startsWith("actions/checkout@") && step.with?.["persist-credentials"] !== false)
      .map(({ job }) => `${job.name} leaves its token in .git, where every script that npm runs can read it: persist-credentials: false`),
};

export const permissionRules = [emptyByDefault, declared, leastOfAll, enough, noStoredToken];
