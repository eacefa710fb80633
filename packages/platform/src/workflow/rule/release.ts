import { at } from "../../json.ts";
import type { WorkflowRule } from "../rule.ts";
import type { Job, Step } from "../workflow.ts";
import { calledBy } from "./reference.ts";

const deploying = /\bsst deploy\b/;
const smoking = /npm run --silent smoke/;
const credentials = (step: Step) => step.uses?.startsWith("aws-actions/configure-aws-credentials@") ?? false;
const onFailure = (step: Step | undefined) => String(step?.["if"]).startsWith("failure()");

/** Before it is live: compared, deployed, tried, recorded. */
function forwardOf({ name, steps }: Job): string[] {
  const deploy = steps.findIndex((step) => deploying.test(step.run ?? "") && step["if"] === undefined);
  if (deploy < 0) return [];
  const after = (pattern: RegExp) => steps.findIndex((step, index) => index > deploy && pattern.test(step.run ?? "") && !onFailure(step));
  const [smoke, record] = [after(smoking), after(/ssm put-parameter/)];
  const bundles = steps.findIndex(({ run }) => /bundles -- --expect/.test(run ?? ""));
  return [
    ...(bundles >= 0 && bundles < deploy ? [] : [`${name} deploys what it did not compare with what was tested`]),
    ...(bundles >= 0 && !/-z "\$EXPECTED"/.test(steps[bundles]?.run ?? "") ? [`${name} takes an empty digest for a comparison`] : []),
    ...(smoke > deploy ? [] : [`${name} deploys and tries nothing afterwards`]),
    ...(record > smoke ? [] : [`${name} must record the commit as live after its smoke test, not before`]),
  ];
}

/** After a failure: a fresh role, the old commit without the lock that the new one may have left, and tried again. */
function backOf({ name, steps }: Job): string[] {
  const back = steps.findIndex((step) => deploying.test(step.run ?? "") && onFailure(step));
  if (back < 0) return [`${name} does not go back after a failure`];
  const { run = "" } = steps[back] ?? {};
  const lent = steps.findIndex((step, index) => index < back && credentials(step) && onFailure(step));
  const tried = steps.findIndex((step, index) => index > back && smoking.test(step.run ?? "") && onFailure(step));
  const said = steps.findIndex((step, index) => index > tried && String(step["if"]) === "always()");
  return [
    ...(/sst unlock[\s\S]*sst deploy/.test(run) ? [] : [`${name} goes back into the lock of a deployment that was cut off`]),
    ...(lent >= 0 ? [] : [`${name} goes back with a role that was lent an hour ago`]),
    ...(tried > back ? [] : [`${name} goes back and does not try what it went back to`]),
    ...(said > tried ? [] : [`${name} does not say what came of it`]),
  ];
}

const provenBeforeLive: WorkflowRule = {
  name: "deployment-is-smoked-and-can-go-back",
  check: ({ events, jobs }) =>
    "workflow_call" in events
      ? jobs.filter(({ steps }) => steps.some(({ run }) => deploying.test(run ?? ""))).flatMap((job) => [...forwardOf(job), ...backOf(job)])
      : [],
};

const sameAsTested: WorkflowRule = {
  name: "promotion-names-what-was-tested",
  check: ({ jobs }, delivery) =>
    jobs
      .filter((job) => calledBy(job, delivery)?.file === "deploy.yml" && at(job.body, "with.forward") !== false)
      .filter(({ body }) => !/^\$\{\{ needs\.\w+\.outputs\.bundles \}\}$/.test(String(at(body, "with.bundles"))))
      .map(({ name }) => `${name} deploys without the digest of an earlier job`),
};

export const releaseRules = [provenBeforeLive, sameAsTested];
