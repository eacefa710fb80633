import path from "node:path";
import { Match } from "aws-cdk-lib/assertions";
import { beforeAll, describe, expect, test } from "vitest";
import { evaluate, type Graph, secrets } from "../../packages/platform/src/index.ts";
import { allows, covers, type Statement, statementsOf } from "../../packages/platform/src/statement.ts";
import { environments } from "../deploy.ts";
import { templates } from "./fixture.ts";

const root = path.resolve(import.meta.dirname, "../..");
const { deploy } = templates;
let production: Graph;

beforeAll(async () => {
  production = await evaluate({ root, stage: "production", secrets, sites: ["packages/web"] });
}, 120_000);

interface Role {
  RoleName: string;
  Policies: { PolicyDocument: unknown }[];
}
const roles = Object.values(deploy.findResources("AWS::IAM::Role")).map(({ Properties }) => Properties as Role);

function statementsOfRole(environment: string): Statement[] {
  const role = roles.find(({ RoleName }) => RoleName === `souk-deploy-${environment}`);
  if (!role) throw new Error(`There is no role for ${environment}.`);
  return role.Policies.flatMap(({ PolicyDocument }) => statementsOf(JSON.stringify(PolicyDocument)));
}

/** What makes each kind of resource whose name tells its stage. */
const makers: Record<string, string> = {
  "aws:lambda/function:Function": "lambda:CreateFunction",
  "aws:iam/role:Role": "iam:CreateRole",
  "aws:sqs/queue:Queue": "sqs:CreateQueue",
  "aws:dynamodb/table:Table": "dynamodb:CreateTable",
  "aws:s3/bucket:Bucket": "s3:CreateBucket",
  "aws:cloudwatch/eventBus:EventBus": "events:CreateEventBus",
  "aws:cloudwatch/eventRule:EventRule": "events:PutRule",
  "aws:cloudwatch/logGroup:LogGroup": "logs:CreateLogGroup",
  "aws:cloudwatch/metricAlarm:MetricAlarm": "cloudwatch:PutMetricAlarm",
  "aws:cloudfront/function:Function": "cloudfront:CreateFunction",
  "aws:sesv2/emailIdentity:EmailIdentity": "ses:CreateEmailIdentity",
};
const made = () =>
  production.resources.flatMap(({ type, outputs }) => (makers[type] ? [{ action: makers[type], arn: String(outputs["arn"]) }] : []));

describe("the deploy roles", () => {
  test("one per environment, and only that environment's jobs may take it", () => {
    expect(roles.map(({ RoleName }) => RoleName).sort()).toEqual(
      Object.keys(environments)
        .map((name) => `souk-deploy-${name}`)
        .sort(),
    );
    for (const environment of Object.keys(environments))
      deploy.hasResourceProperties("AWS::IAM::Role", {
        RoleName: `souk-deploy-${environment}`,
        MaxSessionDuration: 3600,
        AssumeRolePolicyDocument: {
          Statement: [
            Match.objectLike({
              Action: "sts:AssumeRoleWithWebIdentity",
              Condition: {
                StringEquals: {
                  "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
                  "token.actions.githubusercontent.com:sub":
                    environment === "drift" ? "repo:owner/souk:ref:refs/heads/main" : `repo:owner/souk:environment:${environment}`,
                },
              },
            }),
          ],
        },
      });
  });

  test("production's may make every resource that production has", () => {
    const statements = statementsOfRole("production");
    expect(made().filter(({ action, arn }) => !allows(statements, action, arn))).toEqual([]);
    expect(new Set(made().map(({ action }) => action)).size).toBe(Object.keys(makers).length);
  });

  test.each(["preview", "staging"])("%s's may make none of them", (environment) => {
    const statements = statementsOfRole(environment);
    expect(made().filter(({ action, arn }) => allows(statements, action, arn))).toEqual([]);
  });

  const state = "arn:aws:s3:::sst-state-abc";
  const passphrase = "arn:aws:ssm:eu-central-1:111122223333:parameter/sst/passphrase/souk";
  const stateOf = (stage: string) => [
    ...["app", "lock", "secret"].map((kind) => ["s3:GetObject", `${state}/${kind}/souk/${stage}.json`] as const),
    ["s3:PutObject", `${state}/app/souk/${stage}.json`] as const,
    ["s3:PutObject", `${state}/snapshot/souk/${stage}/1.json`] as const,
    ["ssm:GetParameter", `${passphrase}/${stage}`] as const,
  ];

  test.each([
    ["preview", ["pr-7"]],
    ["staging", ["staging"]],
    ["production", ["production"]],
    ["drift", ["staging", "production"]],
  ])("%s's opens the state and the secrets of %j and of no other stage", (environment, stages) => {
    const statements = statementsOfRole(environment);
    for (const stage of ["pr-7", "staging", "production", "alice", "productive"])
      for (const [action, resource] of stateOf(stage))
        expect([action, resource, allows(statements, action, resource)]).toEqual([action, resource, stages.includes(stage)]);
    expect(allows(statements, "ssm:PutParameter", "arn:aws:ssm:eu-central-1:111122223333:parameter/sst/bootstrap")).toBe(false);
    expect(allows(statements, "ssm:GetParameter", "arn:aws:ssm:eu-central-1:111122223333:parameter/souk/alert/webhook")).toBe(false);
    expect(allows(statements, "secretsmanager:GetSecretValue", "arn:aws:secretsmanager:eu-central-1:111122223333:secret:any")).toBe(false);
  });

  test.each([
    ["preview", ["staging", "production"]],
    ["staging", ["production"]],
    ["production", ["staging"]],
  ])("%s's keeps its hands off the APIs and distributions of %j, which have no name", (environment, others) => {
    const [keep] = statementsOfRole(environment).filter(
      ({ effect, actions }) => effect === "Deny" && actions.includes("apigateway:DELETE") && actions.includes("cloudfront:Delete*"),
    );
    expect(keep?.conditions).toEqual({ StringEquals: { "aws:ResourceTag/stage": others } });
    expect(keep?.resources).toEqual(["*"]);
  });

  test("resources carry the tag by which they are told apart", () => {
    const tags = production.resources
      .filter(({ type }) => /:(Api|Distribution)$/.test(type))
      .map(({ inputs }) => inputs["tags"] ?? inputs["tagsAll"]);
    expect(tags.length).toBeGreaterThan(1);
    expect(production.evaluation.app).toMatchObject({ providers: { aws: { defaultTags: { tags: { stage: "production" } } } } });
  });

  test("the one that looks for drift may make and change nothing but SST's own state", () => {
    const statements = statementsOfRole("drift");
    expect(made().filter(({ action, arn }) => allows(statements, action, arn))).toEqual([]);
    const changing = [
      "lambda:UpdateFunctionCode",
      "lambda:InvokeFunction",
      "dynamodb:DeleteTable",
      "sqs:SetQueueAttributes",
      "s3:PutBucketPolicy",
    ];
    const resources = production.resources.filter(({ custom }) => custom).map(({ outputs }) => String(outputs["arn"]));
    expect(changing.filter((action) => resources.some((arn) => allows(statements, action, arn)))).toEqual([]);
    const table = production.resources.find(({ type }) => type === "aws:dynamodb/table:Table");
    expect(allows(statements, "dynamodb:DescribeTable", String(table?.outputs["arn"]))).toBe(true);
  });

  test("the one that looks for drift records nothing as live", () => {
    const live = "arn:aws:ssm:eu-central-1:111122223333:parameter/souk/live/production";
    expect(["ssm:GetParameters", "ssm:PutParameter"].map((action) => allows(statementsOfRole("drift"), action, live))).toEqual([
      true,
      false,
    ]);
  });

  test.each(["staging", "production"])("%s's records which commit is live, and no other stage's", (environment) => {
    const statements = statementsOfRole(environment);
    const may = [...Object.values(environments), "pr-7"].filter((stage) =>
      allows(statements, "ssm:PutParameter", `arn:aws:ssm:eu-central-1:111122223333:parameter/souk/live/${stage}`),
    );
    expect(may).toEqual([environment]);
  });

  test.each(Object.keys(environments))("%s's may not read what a stage holds", (environment) => {
    const statements = statementsOfRole(environment);
    const reading = [
      "dynamodb:GetItem",
      "dynamodb:Query",
      "dynamodb:Scan",
      "dynamodb:PutItem",
      "sqs:ReceiveMessage",
      "sqs:SendMessage",
      "events:PutEvents",
      "ses:SendEmail",
      "lambda:InvokeFunction",
    ];
    const resources = production.resources.filter(({ custom }) => custom).map(({ outputs }) => String(outputs["arn"]));
    expect(reading.filter((action) => resources.some((arn) => allows(statements, action, arn)))).toEqual([]);
    expect(allows(statements, "s3:GetObject", "arn:aws:s3:::souk-production-uploadsbucket-x/imports/a.csv")).toBe(false);
  });

  test.each(Object.keys(environments))("%s's cannot make itself mightier", (environment) => {
    const statements = statementsOfRole(environment);
    for (const arn of roles.map(({ RoleName }) => `arn:aws:iam::111122223333:role/${RoleName}`))
      for (const action of ["iam:PutRolePolicy", "iam:AttachRolePolicy", "iam:UpdateAssumeRolePolicy", "iam:PassRole"])
        expect(allows(statements, action, arn)).toBe(false);
    const making = statements.filter(
      ({ effect, actions }) =>
        effect === "Allow" && actions.some((action) => covers(action, "iam:CreateRole") || covers(action, "iam:PutRolePolicy")),
    );
    for (const { conditions } of making)
      expect(conditions["StringEquals"]?.["iam:PermissionsBoundary"]).toEqual(["arn:aws:iam::111122223333:policy/souk-boundary"]);
    expect(allows(statements, "iam:CreatePolicyVersion", "arn:aws:iam::111122223333:policy/souk-boundary")).toBe(false);
  });

  test("their policies keep to IAM's size of 10,240 characters", () => {
    for (const { RoleName, Policies } of roles)
      expect([RoleName, JSON.stringify(Policies.map(({ PolicyDocument }) => PolicyDocument)).length < 10_240]).toEqual([RoleName, true]);
  });
});

test("every grant of every function lies within the boundary", () => {
  const [policy] = Object.values(deploy.findResources("AWS::IAM::ManagedPolicy"));
  const boundary = statementsOf(JSON.stringify(policy?.Properties.PolicyDocument));
  const beyond = production
    .functions()
    .flatMap(({ name, statements }) =>
      statements.flatMap(({ actions, resources }) =>
        actions.flatMap((action) =>
          resources.filter((resource) => !allows(boundary, action, resource)).map((resource) => `${name}: ${action} on ${resource}`),
        ),
      ),
    );
  expect(beyond).toEqual([]);
});
