import { isProps, type Props } from "../../json.ts";
import type { WorkflowRule } from "../rule.ts";
import type { Delivery, Job, Workflow } from "../workflow.ts";

/** What a text names in its expressions: `referencesIn("${{ needs.test.result }}")` is `[["needs", "test", "result"]]`. */
export function referencesIn(value: unknown, bare = false): string[][] {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "");
  const expressions = bare ? [text] : [...text.matchAll(/\$\{\{(.*?)\}\}/gs)].map(([, inner]) => inner ?? "");
  return expressions.flatMap((inner) =>
    [...inner.replaceAll(/'[^']*'/g, "").matchAll(/\b[a-z]\w*(?:\.[\w-]+)+/gi)].map(([name]) => name.split(".")),
  );
}

/** Of a job: its `if` is an expression without signs. */
const referencesOf = ({ body }: Job) => [
  ...referencesIn(body),
  ...referencesIn(body["if"] ?? "", true),
  ...(Array.isArray(body["steps"]) ? body["steps"] : []).flatMap((step: Props) => referencesIn(step["if"] ?? "", true)),
];

const needsAreJobs: WorkflowRule = {
  name: "need-is-an-earlier-job",
  check: ({ jobs }) =>
    jobs.flatMap(({ name, needs }, index) =>
      needs
        .filter((need) => !jobs.slice(0, index).some((job) => job.name === need))
        .map((need) => `${name} needs "${need}", which is no job before it`),
    ),
};

const outputsOf = (job: Job | undefined, delivery: Delivery): string[] => {
  const called = calledBy(job, delivery);
  const outputs = called ? called.events["workflow_call"]?.["outputs"] : job?.body["outputs"];
  return isProps(outputs) ? Object.keys(outputs) : [];
};

const needsOutputs: WorkflowRule = {
  name: "needed-job-is-named-and-has-the-output",
  check: ({ jobs }, delivery) =>
    jobs.flatMap((job) =>
      referencesOf(job)
        .filter(([context]) => context === "needs")
        .flatMap(([, need = "", kind, output = ""]) => {
          if (!job.needs.includes(need)) return [`${job.name} reads needs.${need} without needing it`];
          const other = jobs.find(({ name }) => name === need);
          return kind === "outputs" && !outputsOf(other, delivery).includes(output) ? [`${need} has no output "${output}"`] : [];
        }),
    ),
};

const stepsAreBefore: WorkflowRule = {
  name: "step-that-is-read-stands-before",
  check: ({ jobs }) =>
    jobs.flatMap((job) =>
      job.steps.flatMap((step, index) => {
        const before = job.steps.slice(0, index).map(({ id }) => id);
        const read = [...referencesIn(step), ...referencesIn(step["if"] ?? "", true)].filter(([context]) => context === "steps");
        return read
          .filter(([, id]) => !before.includes(id))
          .map(([, id]) => `${job.name} reads steps.${id} and no step before has that id`);
      }),
    ),
};

const inputsOf = (workflow: Workflow): Props => {
  const { workflow_call: call, workflow_dispatch: dispatch } = workflow.events;
  return { ...(dispatch?.["inputs"] as Props | undefined), ...(call?.["inputs"] as Props | undefined) };
};

const inputsAreDeclared: WorkflowRule = {
  name: "input-is-declared",
  check: (workflow) =>
    workflow.jobs
      .flatMap(referencesOf)
      .filter(([context, name = ""]) => context === "inputs" && !(name in inputsOf(workflow)))
      .map(([, name]) => `it reads inputs.${name}, which nobody can give`),
};

/** The workflow of this repository that a job calls. */
export function calledBy(job: Job | undefined, { workflows }: Delivery): Workflow | undefined {
  const file = /^\.\/\.github\/workflows\/(.+)$/.exec(String(job?.body["uses"]))?.[1];
  return workflows.find((workflow) => workflow.file === file);
}

const callFits: WorkflowRule = {
  name: "call-fits-what-is-called",
  check: ({ jobs }, delivery) =>
    jobs
      .filter(({ body }) => body["uses"] !== undefined)
      .flatMap((job) => {
        const called = calledBy(job, delivery)?.events["workflow_call"];
        if (!called) return [`${job.name} calls ${String(job.body["uses"])}, which is no workflow here that can be called`];
        return (["inputs", "secrets"] as const).flatMap((kind) => {
          const takes = (called[kind] ?? {}) as Record<string, Props>;
          const given = Object.keys((job.body[kind === "inputs" ? "with" : kind] ?? {}) as Props);
          return [
            ...given.filter((name) => !(name in takes)).map((name) => `${job.name} gives "${name}", which is not taken`),
            ...Object.keys(takes)
              .filter((name) => takes[name]?.["required"] === true && !given.includes(name))
              .map((name) => `${job.name} does not give "${name}"`),
          ];
        });
      }),
};

export const referenceRules = [needsAreJobs, needsOutputs, stepsAreBefore, inputsAreDeclared, callFits];
