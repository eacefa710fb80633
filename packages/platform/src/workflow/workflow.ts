import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseDocument } from "yaml";
import { isProps, type Props } from "../json.ts";

export interface Step extends Props {
  uses?: string;
  run?: string;
  with?: Props;
  env?: Props;
  id?: string;
}
export interface Job {
  name: string;
  body: Props;
  steps: Step[];
  needs: string[];
  permissions: Props | undefined;
}
export interface Workflow {
  /** "deploy.yml". */
  file: string;
  text: string;
  body: Props;
  /** What starts it, with its settings. */
  events: Record<string, Props>;
  jobs: Job[];
}

/** Everything that rules compare: the workflows, and what they name outside themselves. */
export interface Delivery {
  workflows: Workflow[];
  /** Scripts of package.json. */
  scripts: string[];
  /** Environments that `stacks/deploy.ts` makes a role for. */
  environments: string[];
}

const propsOf = (value: unknown): Props => (isProps(value) ? value : {});
export const namesIn = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : typeof value === "string" ? [value] : []);

const parsed = new Map<string, Workflow>();

/**
 * The same text is parsed once: a slip changes one file of many.
 * @throws Error with the place, when it is no YAML or a key stands twice.
 */
function workflowOf(file: string, text: string): Workflow {
  const key = `${file}\n${text}`;
  const workflow = parsed.get(key) ?? parseWorkflow(file, text);
  parsed.set(key, workflow);
  return workflow;
}

function parseWorkflow(file: string, text: string): Workflow {
  const document = parseDocument(text, { uniqueKeys: true });
  const [error] = document.errors;
  if (error) throw new Error(`${file}: ${error.message}`);
  const body = propsOf(document.toJS());
  const on = body["on"];
  const events = isProps(on) ? on : Object.fromEntries(namesIn(on).map((name) => [name, {}]));
  return {
    file,
    text,
    body,
    events: Object.fromEntries(Object.entries(events).map(([name, settings]) => [name, propsOf(settings)])),
    jobs: Object.entries(propsOf(body["jobs"])).map(([name, job]) => jobOf(name, propsOf(job))),
  };
}

function jobOf(name: string, body: Props): Job {
  const { steps, permissions } = body;
  return {
    name,
    body,
    steps: Array.isArray(steps) ? (steps.map(propsOf) as Step[]) : [],
    needs: namesIn(body["needs"]),
    permissions: isProps(permissions) ? permissions : undefined,
  };
}

/** A change to a workflow's text, by which tests plant mistakes. */
export interface Slip {
  file: string;
  find: string;
  replace: string;
}

export function readDelivery(root: string, environments: string[], slip?: Slip): Delivery {
  const folder = path.join(root, ".github/workflows");
  const { scripts } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")) as { scripts: Record<string, string> };
  const read = (file: string): string => {
    const text = readFileSync(path.join(folder, file), "utf8");
    if (slip?.file !== file) return text;
    if (!text.includes(slip.find)) throw new Error(`${file} does not hold ${JSON.stringify(slip.find)}: the slip would change nothing.`);
    return text.replace(slip.find, () => slip.replace);
  };
  return {
    workflows: readdirSync(folder).map((file) => workflowOf(file, read(file))),
    scripts: Object.keys(scripts),
    environments,
  };
}

export const stepsOf = ({ jobs }: Workflow) => jobs.flatMap((job) => job.steps.map((step, index) => ({ job, step, index })));

/** Where a step stands, for a complaint. */
export const placeOf = (job: Job, step: Step, index: number) => `${job.name}, step ${step.id ?? step["name"] ?? index + 1}`;
