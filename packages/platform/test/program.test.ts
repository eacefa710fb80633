import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import {
  evaluate,
  evaluated,
  evaluateStage,
  exceptions,
  idleCosts,
  differences,
  judge,
  recorded,
  rules,
  secrets,
  sentence,
  type Stage,
  stageDifferences,
  stale,
  total,
  unexcused,
  unpriced,
} from "../src/index.ts";

const root = path.resolve(import.meta.dirname, "../../..");

/** A developer's stage under a name of the length and beginning of production's: SST cuts long names by it. */
const names = ["productive", "pr-7", "production"] as const;
const stages: Stage[] = [];
let asDeveloper: Stage;

beforeAll(async () => {
  const samePolicy = { file: "infra/stage.ts", find: 'stage === "production"', replace: "false" };
  const [first, second, third, same] = await Promise.all([
    ...names.map((name) => evaluateStage(root, name)),
    evaluateStage(root, "production", [samePolicy]),
  ]);
  if (!first || !second || !third || !same) throw new Error("A stage is missing.");
  stages.push(first, second, third);
  asDeveloper = same;
}, 300_000);

const stageOf = (name: (typeof names)[number]): Stage => {
  const stage = stages.find((candidate) => candidate.name === name);
  if (!stage) throw new Error(`${name} was not evaluated.`);
  return stage;
};

describe.each(names)("stage %s", (name) => {
  test.each(rules.map((rule) => [rule.name, rule] as const))("%s", (_name, rule) => {
    expect(unexcused(judge([rule], stageOf(name)), exceptions).map(sentence)).toEqual([]);
  });

  test("the offline stage declares the same as SST's platform", async () => {
    const [offline, real] = [await recorded(root, name, secrets), evaluated(stageOf(name).graph)];
    expect(differences(offline, real)).toEqual([]);
    // Two empty graphs would agree too.
    for (const section of ["functions", "links", "routes", "rules", "mappings", "queues", "tables", "buckets", "sites"] as const)
      expect([section, Object.keys(real[section]).length]).not.toEqual([section, 0]);
  });
});

test("no exception is left without a finding that it excuses", () => {
  const findings = stages.flatMap((stage) => judge(rules, stage));
  expect(stale(findings, exceptions)).toEqual([]);
});

test("every name of a rule is its own", () => {
  expect(new Set(rules.map(({ name }) => name)).size).toBe(rules.length);
});

test("production differs from a developer's stage only where infra/stage.ts says", () => {
  expect(stageDifferences(stageOf("productive").graph, asDeveloper.graph)).toEqual([]);
  // With the policies as they are, they do differ.
  expect(stageDifferences(stageOf("productive").graph, stageOf("production").graph)).not.toEqual([]);
});

test("production has no payment sandbox", () => {
  const { graph } = stageOf("production");
  expect(graph.resources.filter(({ name }) => /sandbox/i.test(name)).map(({ name }) => name)).toEqual([]);
});

test.each([
  ["productive", 3],
  ["pr-7", 3],
  ["production", 25],
] as const)("stage %s costs at most $%d a month while nobody uses it, and every resource has a price", (name, most) => {
  const { graph } = stageOf(name);
  expect(unpriced(graph)).toEqual([]);
  const lines = idleCosts(graph);
  expect(lines.length).toBeGreaterThan(0);
  expect(total(lines)).toBeLessThanOrEqual(most);
});

test("the same program gives the same resources", async () => {
  const again = await evaluate({ root, stage: "pr-7", secrets, sites: ["packages/web"], fresh: true });
  expect(again.digest()).toBe(stageOf("pr-7").graph.digest());
}, 60_000);
