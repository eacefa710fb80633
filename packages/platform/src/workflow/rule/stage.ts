import { at } from "../../json.ts";
import type { WorkflowRule } from "../rule.ts";
import { type Job, placeOf, type Step, stepsOf } from "../workflow.ts";
import { calledBy } from "./reference.ts";

/** What takes SST's lock on a stage, and would stumble over another that has it. */
const locking = /\bsst (?:deploy|remove|refresh)\b/;
const takesLock = ({ steps }: Job) => steps.some(({ run }) => locking.test(run ?? ""));

const oneAtATime: WorkflowRule = {
  name: "stage-has-one-job-at-a-time",
  check: ({ jobs }) =>
    jobs.filter(takesLock).flatMap(({ name, body }) => {
      const [stage, group] = [at(body, "env.STAGE"), at(body, "concurrency.group")];
      const wrong = [
        typeof stage !== "string" && "must name its stage in env.STAGE",
        group !== `stage-${String(stage)}` && `must be in the concurrency group stage-${String(stage)}, as all that touch that stage`,
        at(body, "concurrency.cancel-in-progress") !== false && "may be canceled in the middle of a deployment",
        at(body, "concurrency.queue") !== "max" && "is dropped while it waits, when a third comes: queue: max",
      ];
      return wrong.filter((reason) => reason !== false).map((reason) => `${name} ${reason}`);
    }),
};

const environmentIsShared: WorkflowRule = {
  name: "environment-has-a-concurrency-group",
  check: ({ jobs }) =>
    jobs
      .filter(({ body }) => body["environment"] !== undefined && typeof at(body, "concurrency.group") !== "string")
      .map(({ name }) => `${name} has no concurrency group: two at once would meet in one environment`),
};

const minutesOf = (step: Step | undefined) => Number(step?.["timeout-minutes"]);

/** A job that runs out of time is canceled: `failure()` is false then, and no step goes back. A step that does is a failure. */
const endsInTime: WorkflowRule = {
  name: "deployment-ends-before-its-job",
  check: (workflow) =>
    workflow.jobs.filter(takesLock).flatMap(({ name, body, steps }) => {
      const goesBack = steps.some((step) => String(step["if"]).startsWith("failure()"));
      if (!goesBack) return [];
      const long = steps.filter(({ run }) => locking.test(run ?? "") || /run --silent (?:smoke|bundles)/.test(run ?? ""));
      const endless = long.filter((step) => !(minutesOf(step) > 0));
      const sum = long.reduce((total, step) => total + (minutesOf(step) || 0), 0);
      return [
        ...endless.map((step) => `${name}: "${String(step["name"])}" has no time-out of its own, so nothing would go back`),
        ...(sum < Number(body["timeout-minutes"]) - 5 ? [] : [`${name} may take ${sum} minutes by its steps, and is canceled before it`]),
      ];
    }),
};

const goesOn: WorkflowRule = {
  name: "stages-of-a-matrix-go-on",
  check: ({ jobs }) =>
    jobs
      .filter(({ body }) => at(body, "strategy.matrix") !== undefined && at(body, "strategy.fail-fast") !== false)
      .map(({ name }) => `${name} leaves the other stages alone when one fails: fail-fast: false`),
};

const oneStage: WorkflowRule = {
  name: "job-removes-one-stage",
  check: (workflow) =>
    stepsOf(workflow)
      .filter(({ step }) => /\b(?:while|for)\b[\s\S]*\bsst (?:deploy|remove)\b/.test(step.run ?? ""))
      .map(
        ({ job, step, index }) => `${placeOf(job, step, index)}: one stage that cannot be removed keeps all after it; a matrix does not`,
      ),
};

const told: WorkflowRule = {
  name: "failure-is-told",
  check: (workflow, delivery) => {
    const started = ["push", "schedule", "workflow_call"].some((event) => event in workflow.events);
    if (!started || workflow.file === "notice.yml") return [];
    const notices = workflow.jobs.filter((job) => calledBy(job, delivery)?.file === "notice.yml");
    return workflow.jobs
      .filter(({ steps }) => steps.length > 0)
      .filter(({ name }) => !notices.some(({ needs, body }) => needs.includes(name) && String(body["if"]).startsWith("always()")))
      .map(({ name }) => `${name} may fail, or run out of time, and the chat does not hear: a notice with if: always() that needs it`);
  },
};

export const stageRules = [oneAtATime, environmentIsShared, endsInTime, goesOn, oneStage, told];
