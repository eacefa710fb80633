import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { judgeWorkflows, readDelivery, workflowRules } from "../src/workflow/index.ts";
import { slips } from "./fixture/slip.ts";

const root = path.resolve(import.meta.dirname, "../../..");

/** Read as text: aws-cdk-lib takes longer to load than all that is tested here. */
const [, list = ""] = /export const environments = \{(.*)\};/.exec(readFileSync(path.join(root, "stacks/deploy.ts"), "utf8")) ?? [];
const environments = [...list.matchAll(/(\w+):/g)].map(([, name = ""]) => name);

test("workflows know the environments that have a role", () => {
  expect(environments.toSorted()).toEqual(["drift", "preview", "production", "staging"]);
});

describe("the workflows", () => {
  const delivery = readDelivery(root, environments);

  test.each(workflowRules.map((rule) => [rule.name, rule] as const))("%s", (_name, rule) => {
    expect(judgeWorkflows([rule], delivery)).toEqual([]);
  });

  test("draw a value for every secret of the program that has none", () => {
    const folder = path.join(root, "infra");
    const sources = readdirSync(folder).map((file) => readFileSync(path.join(folder, file), "utf8"));
    const secrets = sources.flatMap((source) => [...source.matchAll(/new sst\.Secret\("(\w+)"\)/g)].map(([, name = ""]) => name));
    expect(secrets).toContain("TokenSecret");
    const { text = "" } = delivery.workflows.find(({ file }) => file === "pull-request.yml") ?? {};
    expect(/for name in ([\w ]+); do/.exec(text)?.[1]?.split(" ")).toEqual(secrets.toSorted());
  });

  test("are the ones that delivery needs, and take actions and roles at all", () => {
    const files = delivery.workflows.map(({ file }) => file).sort();
    expect(files).toEqual(["deliver.yml", "deploy.yml", "nightly.yml", "notice.yml", "pull-request.yml", "roll-back.yml"]);
    const steps = delivery.workflows.flatMap(({ jobs }) => jobs.flatMap((job) => job.steps));
    expect(steps.filter(({ uses }) => uses?.startsWith("aws-actions/")).length).toBe(7);
  });
});

describe("a rule of workflows finds what was planted", () => {
  test.each(slips)("$what: $rule", (slip) => {
    const found = judgeWorkflows(workflowRules, readDelivery(root, environments, slip));
    const naming = found.filter((line) => line.startsWith(`${slip.rule}: `));
    expect(naming, found.join("\n")).not.toEqual([]);
  });

  test("every rule has a mistake that it finds", () => {
    const planted = new Set(slips.map(({ rule }) => rule));
    expect(workflowRules.map(({ name }) => name).filter((name) => !planted.has(name))).toEqual([]);
  });

  test("a key that stands twice is no workflow", () => {
    const slip = { file: "notice.yml", find: "    timeout-minutes: 5\n", replace: "    timeout-minutes: 5\n    timeout-minutes: 6\n" };
    expect(() => readDelivery(root, environments, slip)).toThrow(/unique/);
  });
});
