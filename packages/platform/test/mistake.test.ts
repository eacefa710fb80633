import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { complaintsOf, judgeAccess, type SeenAccess } from "../src/access/rule.ts";
import { evaluateStage, exceptions, Graph, judge, rules, type Stage, stageDifferences, unexcused } from "../src/index.ts";
import { mistakes, newDomain, planted, productionMistakes } from "./fixture/mistake.ts";

const root = path.resolve(import.meta.dirname, "../../..");
let developer: Stage;
let production: Stage;

beforeAll(async () => {
  [developer, production] = await Promise.all([
    evaluateStage(root, "alice", planted(mistakes)),
    evaluateStage(root, "production", planted([...productionMistakes, newDomain])),
  ]);
}, 120_000);

const found = (stage: Stage) => unexcused(judge(rules, stage), exceptions).map(({ rule, subject }) => `${rule}: ${subject}`);

describe("a rule finds what was planted", () => {
  test.each(mistakes)("$what: $rule", ({ rule, subject }) => expect(found(developer)).toContain(`${rule}: ${subject}`));
  test.each(productionMistakes)("in production $what: $rule", ({ rule, subject }) =>
    expect(found(production)).toContain(`${rule}: ${subject}`),
  );

  test("a documented operation without a route: operation-has-a-route", () => {
    const stage = { ...developer, operations: { ...developer.operations, "/v1/nowhere": ["GET"] } };
    expect(found(stage)).toContain("operation-has-a-route: GET /v1/nowhere");
  });

  test("an event that nobody subscribes to: published-event-is-subscribed", () => {
    const stage = { ...developer, published: new Set([...developer.published, "order.whispered"]) };
    expect(found(stage)).toContain("published-event-is-subscribed: order.whispered");
  });

  test("a stage that cannot be removed: other-stages-can-be-removed", () => {
    const stage = { ...production, policy: { ...production.policy, production: false } };
    expect(found(stage)).toContain("other-stages-can-be-removed: SoukTableTable");
  });
});

test("a new domain is watched and shown without a word of it", () => {
  const { graph } = production;
  const nameOf = (component: string) => {
    const found = graph.resources.find(({ name, outputs }) => name === component && typeof outputs["name"] === "string");
    return String(found?.outputs["name"]);
  };
  const seenBy = (type: string) => JSON.stringify(graph.all(type).map(({ inputs }) => inputs));
  const [alarms, dashboard] = [seenBy("aws:cloudwatch/metricAlarm:MetricAlarm"), seenBy("aws:cloudwatch/dashboard:Dashboard")];
  for (const component of ["PlantedDomainApiFunction", "PlantedDomainQueueQueue", "PlantedDomainDeadLetterQueue"]) {
    expect(nameOf(component)).toContain("PlantedDomain");
    expect(alarms).toContain(`"${nameOf(component)}"`);
    expect(dashboard).toContain(nameOf(component));
  }
});

test("every rule has a mistake that it finds", () => {
  const planned = new Set([...mistakes, ...productionMistakes].map(({ rule }) => rule));
  const others = ["operation-has-a-route", "published-event-is-subscribed", "other-stages-can-be-removed"];
  expect(rules.map(({ name }) => name).filter((name) => !planned.has(name) && !others.includes(name))).toEqual([]);
});

describe("grants against what a test run was seen to do", () => {
  const TableName = "souk-offline-SoukTable";
  const seen = (access: Omit<SeenAccess, "functionName">) =>
    judgeAccess(developer.graph, [{ functionName: "souk-offline-CartApi", ...access }]).map(({ rule, subject }) => `${rule}: ${subject}`);

  test("one that is missing is found", () => {
    const refused = "grant-covers-what-is-done: CartApi";
    expect(seen({ action: "dynamodb:PutItem", resource: TableName, key: "x#order#x" })).toContain(refused);
    expect(seen({ action: "dynamodb:Scan", resource: TableName })).toContain(refused);
    expect(seen({ action: "sqs:SendMessage", resource: "souk-offline-OrderQueue" })).toContain(refused);
    expect(seen({ action: "dynamodb:UpdateItem", resource: TableName, key: "x#cart#x" })).not.toContain(refused);
    expect(seen({ action: "dynamodb:Query", resource: `${TableName}/index/gsi1`, key: "x#cart#x" })).not.toContain(refused);
  });

  test("one that nothing used is found, and one that was granted to write and only read", () => {
    expect(seen({ action: "dynamodb:UpdateItem", resource: TableName, key: "x#cart#x" })).not.toContain("grant-is-used: CartApi cart");
    expect(seen({ action: "dynamodb:GetItem", resource: TableName, key: "x#cart#x" })).toContain("grant-is-used: CartApi cart");
    expect(seen({ action: "dynamodb:GetItem", resource: TableName, key: "x#cart#x" })).toContain("grant-is-used: CartApi stock");
  });

  const used: SeenAccess = { functionName: "souk-offline-CartApi", action: "dynamodb:UpdateItem", resource: TableName, key: "x#cart#x" };
  const complaints = (...reasons: string[]) =>
    complaintsOf(
      developer.graph,
      [used],
      reasons.map((subject) => ({ rule: "grant-is-used", subject, reason: "on purpose" })),
    ).filter((line) => line.includes("CartApi"));

  test("one that nothing used is a complaint until it has a reason", () => {
    const stock = expect.stringMatching(/^grant-is-used: CartApi stock is granted items of stock/);
    expect(complaints()).toContainEqual(stock);
    expect(complaints("CartApi stock")).not.toContainEqual(stock);
  });

  test("a reason that nothing needs any more is a complaint too", () =>
    expect(complaints("CartApi cart")).toContain("CartApi cart is used now, or gone: take its exception away"));

  test("a run that recorded nothing is no proof", () =>
    expect(complaintsOf(developer.graph, [], [])).toEqual([expect.stringContaining("the run did not record")]));
});

test("a stage that differs by its name alone is told apart from its twin", () => {
  const { evaluation } = production.graph;
  const larger = evaluation.resources.map((resource) =>
    resource.name === "OrderApiFunction" ? { ...resource, inputs: { ...resource.inputs, memorySize: 4096 } } : resource,
  );
  expect(stageDifferences(production.graph, production.graph)).toEqual([]);
  const lines = stageDifferences(production.graph, new Graph({ ...evaluation, resources: larger }));
  expect(lines.map((line) => line.split(":\n")[0])).toEqual(["aws:lambda/function:Function OrderApiFunction"]);
});
