import type { Rule } from "./rule.ts";

/** What CI's deploy role is told apart by: see stacks/deploy.ts. */
const byName = [
  "aws:lambda/function:Function",
  "aws:iam/role:Role",
  "aws:sqs/queue:Queue",
  "aws:dynamodb/table:Table",
  "aws:s3/bucket:Bucket",
  "aws:cloudwatch/eventBus:EventBus",
  "aws:cloudwatch/eventRule:EventRule",
  "aws:cloudwatch/metricAlarm:MetricAlarm",
  "aws:cloudfront/function:Function",
  "aws:scheduler/schedule:Schedule",
];

const stageName: Rule = {
  name: "name-begins-with-app-and-stage",
  check: ({ graph, name: stage }) =>
    graph.resources
      .filter(({ type, outputs }) => byName.includes(type) && !String(outputs["name"] ?? outputs["bucket"]).startsWith(`souk-${stage}-`))
      .map(({ name, outputs }) => ({
        subject: graph.steady(name),
        reason: `is called ${String(outputs["name"] ?? outputs["bucket"])}: the deploy role cannot reach it`,
      })),
};

const boundary: Rule = {
  name: "role-has-the-boundary-that-CI-asks-for",
  check: ({ graph, policy }) =>
    graph
      .all("aws:iam/role:Role")
      .filter(({ inputs }) => policy.boundary !== String(inputs["permissionsBoundary"] ?? "").endsWith(":policy/souk-boundary"))
      .map((role) => ({
        subject: graph.nameOf(role),
        reason: policy.boundary
          ? "has no permissions boundary: CI may not make it"
          : "asks for a boundary that a developer's account may lack",
      })),
};

export const nameRules = [stageName, boundary];
