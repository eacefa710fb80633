import type { WorkflowRule } from "../rule.ts";
import { placeOf, stepsOf } from "../workflow.ts";

const known = {
  workflow: ["name", "run-name", "on", "permissions", "env", "defaults", "concurrency", "jobs"],
  job: [
    "name",
    "if",
    "needs",
    "runs-on",
    "timeout-minutes",
    "permissions",
    "environment",
    "concurrency",
    "outputs",
    "env",
    "defaults",
    "strategy",
    "steps",
    "uses",
    "with",
    "secrets",
  ],
  step: ["id", "name", "if", "uses", "run", "with", "env", "shell", "working-directory", "timeout-minutes", "continue-on-error"],
  event: ["push", "pull_request", "pull_request_target", "issues", "schedule", "workflow_call", "workflow_dispatch"],
};

const strange = (names: string[], allowed: string[]) => names.filter((name) => !allowed.includes(name));

const knownKeys: WorkflowRule = {
  name: "key-is-known",
  check: (workflow) => [
    ...strange(Object.keys(workflow.body), known.workflow).map((key) => `no workflow has "${key}"`),
    ...strange(Object.keys(workflow.events), known.event).map((key) => `no event is called "${key}"`),
    ...workflow.jobs.flatMap(({ name, body }) => strange(Object.keys(body), known.job).map((key) => `${name}: no job has "${key}"`)),
    ...stepsOf(workflow).flatMap(({ job, step, index }) =>
      strange(Object.keys(step), known.step).map((key) => `${placeOf(job, step, index)}: no step has "${key}"`),
    ),
  ],
};

const oneAction: WorkflowRule = {
  name: "step-does-one-thing",
  check: (workflow) =>
    stepsOf(workflow)
      .filter(({ step }) => (step.uses === undefined) === (step.run === undefined))
      .map(({ job, step, index }) => `${placeOf(job, step, index)} must have either "uses" or "run"`),
};

const runner: WorkflowRule = {
  name: "runner-is-named-by-version",
  check: ({ jobs }) =>
    jobs
      .filter(({ body }) => body["uses"] === undefined && !/^ubuntu-\d\d\.\d\d$/.test(String(body["runs-on"])))
      .map(({ name, body }) => `${name} runs on ${String(body["runs-on"])}, which may be another system tomorrow`),
};

const timeout: WorkflowRule = {
  name: "job-has-a-time-out",
  check: ({ jobs }) =>
    jobs
      .filter(({ body }) => body["uses"] === undefined && !(Number(body["timeout-minutes"]) <= 60))
      .map(({ name }) => `${name} may run for six hours: give it timeout-minutes of at most 60`),
};

export const formRules = [knownKeys, oneAction, runner, timeout];
