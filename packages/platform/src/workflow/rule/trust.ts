import { at, isProps } from "../../json.ts";
import type { WorkflowRule } from "../rule.ts";
import { type Job, placeOf, stepsOf, type Workflow } from "../workflow.ts";

const pinned: WorkflowRule = {
  name: "action-is-pinned-by-its-hash",
  check: ({ text }) =>
    [...text.matchAll(/^\s*(?:- )?uses: (.*)$/gm)]
      .map(([, action = ""]) => action)
      .filter((action) => !action.startsWith("./") && !/^[\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(action))
      .map((action) => `${action} must be name@<40 letters of a commit> # v<its version>: tags move`),
};

/** The one secret that GitHub keeps; AWS is reached by a token for an hour. */
const secrets = ["CHAT_WEBHOOK"];

const noLongLivedKey: WorkflowRule = {
  name: "no-long-lived-key",
  check: ({ text }) => [
    ...[...text.matchAll(/\bsecrets\.(\w+)/g)]
      .filter(([, name = ""]) => !secrets.includes(name))
      .map(([, name]) => `secrets.${name} is not one of ${secrets.join(", ")}`),
    ...[...text.matchAll(/\bAWS_(?:ACCESS_KEY_ID|SECRET_ACCESS_KEY)\b|\baws-(?:access-key-id|secret-access-key)\b/gi)].map(
      ([name]) => `${name} is a key that lives on; take a role by OIDC`,
    ),
    ...(/^\s*secrets: inherit/m.test(text) ? ["secrets are given one by one, never all"] : []),
  ],
};

export const environmentOf = ({ body }: Job) => {
  const { environment } = body;
  return isProps(environment) ? environment["name"] : environment;
};

/** The drift role trusts a job of main in no environment. */
const onlyOnMain = ({ events }: Workflow, { name }: Job) =>
  Object.keys(events).every((event) => ["schedule", "workflow_dispatch"].includes(event))
    ? []
    : [`${name} takes the role of drift in a workflow that others than main start: AWS would refuse it`];

const roleOfEnvironment: WorkflowRule = {
  name: "role-is-the-environments-own",
  check: (workflow, { environments }) => [
    // A called workflow is told its stage: there the environment and the role are compared, here the name.
    ...workflow.jobs
      .map(({ name, body }) => [name, at(body, "with.stage")] as const)
      .filter(([, stage]) => typeof stage === "string" && !stage.startsWith("${{") && !environments.includes(stage))
      .map(([name, stage]) => `${name} deploys ${String(stage)}, for which stacks/deploy.ts makes no role`),
    ...stepsOf(workflow)
      .filter(({ step }) => step.uses?.startsWith("aws-actions/configure-aws-credentials@"))
      .flatMap(({ job, step }) => {
        const environment = environmentOf(job);
        const role = /:role\/souk-deploy-(.+)$/.exec(String(step.with?.["role-to-assume"]))?.[1];
        if (environment === undefined)
          return role === "drift" ? onlyOnMain(workflow, job) : [`${job.name} takes a role outside of any environment`];
        if (role !== environment) return [`${job.name} is in ${String(environment)} and takes the role of ${String(role)}`];
        return role === "${{ inputs.stage }}" || environments.includes(role) ? [] : [`stacks/deploy.ts makes no role for ${role}`];
      }),
  ],
};

const noStrangersCode: WorkflowRule = {
  name: "no-strangers-code-with-secrets",
  check: (workflow) =>
    ["pull_request_target", "issues"].some((event) => event in workflow.events)
      ? stepsOf(workflow)
          .filter(({ step }) => step.uses !== undefined)
          .map(({ job, step, index }) => `${placeOf(job, step, index)}: what strangers start has secrets, and takes no code or action`)
      : [],
};

const ownRepository = "github.event.pull_request.head.repo.full_name == github.repository";

const forksGetNothing: WorkflowRule = {
  name: "fork-gets-no-role",
  check: ({ events, jobs }) =>
    "pull_request" in events
      ? jobs
          .filter(({ body, permissions }) => Object.values(permissions ?? {}).includes("write") && !holds(body["if"], ownRepository))
          .map(({ name }) => `${name} may write or take a role for a fork's pull request: \`if: … ${ownRepository}\``)
      : [],
};

/** As one part of a conjunction: beside an "or" it would guard nothing. */
const holds = (condition: unknown, part: string) =>
  typeof condition === "string" && !condition.includes("||") && condition.split(" && ").includes(part);

const removedOnClose: WorkflowRule = {
  name: "preview-is-removed-when-it-closes",
  check: ({ events, jobs }) => {
    const { pull_request: event } = events;
    const deploying = jobs.find(({ steps }) => steps.some(({ run }) => run?.includes("sst deploy")));
    if (!event || !deploying) return [];
    const types = Array.isArray(event["types"]) ? event["types"] : [];
    const removing = jobs.find(
      ({ body, steps }) => holds(body["if"], "github.event.action == 'closed'") && steps.some(({ run }) => run?.includes("sst remove")),
    );
    if (!types.includes("closed") || !removing) return ["it deploys a stage and nothing removes it when the pull request closes"];
    const [asked, deploy] = [/gh pr view\b.*--json \S*\bstate\b/, /sst deploy/].map((pattern) =>
      deploying.steps.findIndex(({ run }) => pattern.test(run ?? "")),
    );
    const checkout = removing.steps.find(({ uses }) => uses?.startsWith("actions/checkout@"));
    const wrong = [
      !(Number(asked) >= 0 && Number(asked) < Number(deploy)) &&
        `${deploying.name} does not ask whether the pull request is still open: its stage would come after its end`,
      !String(at(checkout, "with.ref")).includes("pull_request.base.") &&
        `${removing.name} needs the pull request's own tree, which may be what does not install`,
      !removing.steps.some(({ run }) => /sst unlock[\s\S]*sst remove/.test(run ?? "")) &&
        `${removing.name} stops at the lock that a deployment left when it was cut off`,
    ];
    return wrong.filter((reason) => reason !== false);
  },
};

export const trustRules = [pinned, noLongLivedKey, roleOfEnvironment, noStrangersCode, forksGetNothing, removedOnClose];
