import path from "node:path";
import { pathToFileURL } from "node:url";
import { App } from "aws-cdk-lib";
import { Match, Template } from "aws-cdk-lib/assertions";
import { describe, expect, test } from "vitest";
import { createApp } from "../app.ts";
import { boundaryName, topicName } from "../name.ts";
import { setting } from "../setting.ts";
import { TrailStack } from "../trail.ts";
import { templates } from "./fixture.ts";

const { alert, backup, budget, trail } = templates;

test("stages and stacks name the topic and the boundary alike", async () => {
  // Not by name: infra is typed with SST's globals, which stay out of here.
  const file = pathToFileURL(path.resolve(import.meta.dirname, "../../infra/stage.ts")).href;
  const stage = (await import(file)) as { alertTopic: string; boundaryName: string };
  expect([topicName(setting), boundaryName(setting)]).toEqual([stage.alertTopic, stage.boundaryName]);
});

test("nothing needs a look-up, a file or a bootstrapped account", () => {
  const assembly = createApp().app.synth();
  expect(assembly.manifest.missing ?? []).toEqual([]);
  for (const stack of assembly.stacks) expect(stack.assets).toEqual([]);
});

describe("alerts", () => {
  test("only services of this account publish", () => {
    const policies = Object.values(alert.findResources("AWS::SNS::TopicPolicy"));
    expect(policies).toHaveLength(2);
    const statements = policies.flatMap(
      ({ Properties }) => Properties.PolicyDocument.Statement as { Effect: string; Condition?: unknown }[],
    );
    expect(statements.filter(({ Effect }) => Effect === "Allow").map(({ Condition }) => Condition)).toEqual(
      policies.map(() => ({ StringEquals: { "aws:SourceAccount": setting.account } })),
    );
    expect(statements.filter(({ Effect }) => Effect === "Deny").map(({ Condition }) => Condition)).toEqual(
      policies.map(() => ({ Bool: { "aws:SecureTransport": "false" } })),
    );
  });

  test("the chat's function may read one parameter", () => {
    expect(() =>
      alert.hasResourceProperties("AWS::IAM::Policy", {
        PolicyDocument: {
          Statement: Match.arrayWith([
            Match.objectLike({
              Action: "ssm:GetParameter",
              Resource: "arn:aws:ssm:eu-central-1:111122223333:parameter/souk/alert/webhook",
            }),
          ]),
        },
      }),
    ).not.toThrow();
  });

  test("every alarm tells somebody, and a failing chat goes by mail", () => {
    const alarms = Object.values(alert.findResources("AWS::CloudWatch::Alarm"));
    expect(alarms).toHaveLength(4);
    for (const { Properties } of alarms) expect(Properties.AlarmActions).toHaveLength(1);
    expect(() => alert.hasResourceProperties("AWS::SNS::Subscription", { Protocol: "email", Endpoint: setting.email })).not.toThrow();
  });

  test("a sign-in of root is told", () => {
    expect(() =>
      alert.hasResourceProperties("AWS::Events::Rule", { EventPattern: { detail: { userIdentity: { type: ["Root"] } } } }),
    ).not.toThrow();
  });
});

describe("backups", () => {
  test("outlive the stack and are locked", () => {
    expect(() =>
      backup.hasResource("AWS::Backup::BackupVault", {
        DeletionPolicy: "Retain",
        Properties: { LockConfiguration: { MinRetentionDays: 7, MaxRetentionDays: 400 } },
      }),
    ).not.toThrow();
  });

  test("are made daily for five weeks and monthly for a year, of production's tables", () => {
    expect(() =>
      backup.hasResourceProperties("AWS::Backup::BackupPlan", {
        BackupPlan: {
          BackupPlanRule: [
            Match.objectLike({ RuleName: "daily", Lifecycle: { DeleteAfterDays: 35 } }),
            Match.objectLike({ RuleName: "monthly", Lifecycle: { DeleteAfterDays: 365 } }),
          ],
        },
      }),
    ).not.toThrow();
    expect(() =>
      backup.hasResourceProperties("AWS::Backup::BackupSelection", {
        BackupSelection: { Resources: ["arn:aws:dynamodb:eu-central-1:111122223333:table/souk-production-*"] },
      }),
    ).not.toThrow();
  });

  test("are restored every week to see that they can be", () => {
    expect(() =>
      backup.hasResourceProperties("AWS::Backup::RestoreTestingPlan", {
        ScheduleExpression: "cron(0 5 ? * SUN *)",
        RecoveryPointSelection: { SelectionWindowDays: 7 },
      }),
    ).not.toThrow();
    expect(() => backup.hasResourceProperties("AWS::Backup::RestoreTestingSelection", { ProtectedResourceType: "DynamoDB" })).not.toThrow();
    expect(() => backup.hasResourceProperties("AWS::Events::Rule", { EventPattern: { source: ["aws.backup"] } })).not.toThrow();
  });
});

test("budgets tell at half, four fifths, the limit, and when the limit is foreseen", () => {
  budget.resourceCountIs("AWS::Budgets::Budget", 2);
  for (const { Properties } of Object.values(budget.findResources("AWS::Budgets::Budget"))) {
    const notices = Properties.NotificationsWithSubscribers.map(
      ({ Notification }: { Notification: { NotificationType: string; Threshold: number } }) => [
        Notification.NotificationType,
        Notification.Threshold,
      ],
    );
    expect(notices).toEqual([
      ["ACTUAL", 50],
      ["ACTUAL", 80],
      ["ACTUAL", 100],
      ["FORECASTED", 100],
    ]);
  }
  budget.resourceCountIs("AWS::CE::AnomalySubscription", 1);
});

describe("the audit trail", () => {
  test("covers every region and shows when it was changed", () => {
    expect(() =>
      trail.hasResourceProperties("AWS::CloudTrail::Trail", {
        IsMultiRegionTrail: true,
        EnableLogFileValidation: true,
        IncludeGlobalServiceEvents: true,
      }),
    ).not.toThrow();
  });

  test("lies in a private bucket that keeps it for a year against everybody", () => {
    expect(() =>
      trail.hasResource("AWS::S3::Bucket", {
        DeletionPolicy: "Retain",
        Properties: {
          ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode: "GOVERNANCE", Days: 365 } } },
          PublicAccessBlockConfiguration: {
            BlockPublicAcls: true,
            BlockPublicPolicy: true,
            IgnorePublicAcls: true,
            RestrictPublicBuckets: true,
          },
        },
      }),
    ).not.toThrow();
  });

  test("covers an organization when its id is given", () => {
    const stack = new TrailStack(new App(), "Trail", {
      env: { account: setting.account, region: setting.region },
      setting: { ...setting, organizationId: "o-abc1234567" },
    });
    expect(() => Template.fromStack(stack).hasResourceProperties("AWS::CloudTrail::Trail", { IsOrganizationTrail: true })).not.toThrow();
  });
});
