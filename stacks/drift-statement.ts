import { Effect, PolicyStatement } from "aws-cdk-lib/aws-iam";
import { arnIn } from "./name.ts";
import type { Setting } from "./setting.ts";
import { sst } from "./sst-statement.ts";
import { allow } from "./statement.ts";

const tags = "ListTags*";

/** The stages that are compared every night. */
const stages = ["staging", "production"];

/**
 * What `sst refresh` and `sst diff` need to compare stages with what stands in the account: to read how things are made, not what they
 * hold, and to write SST's own state. That state holds the secrets of those two stages, and a comparison opens all of it: whoever runs
 * this role can read them, so it trusts jobs of main alone. Other secrets of the account are denied, whatever else is granted.
 */
export function driftStatements(setting: Setting): PolicyStatement[] {
  const { app, account } = setting;
  const arn = arnIn(setting);
  const own = `${app}-*`;
  return [
    ...sst({ arn, setting }, stages),
    allow(
      "Live",
      "ssm",
      ["GetParameter", "GetParameters"],
      stages.map((stage) => arn("ssm", `parameter/${app}/live/${stage}`)),
    ),
    new PolicyStatement({
      sid: "NoOtherSecret",
      effect: Effect.DENY,
      actions: ["ssm:GetParameter*"],
      notResources: [
        arn("ssm", "parameter/sst/bootstrap"),
        ...["_fallback", ...stages].map((stage) => arn("ssm", `parameter/sst/passphrase/${app}/${stage}`)),
        ...stages.map((stage) => arn("ssm", `parameter/${app}/live/${stage}`)),
      ],
    }),
    new PolicyStatement({
      sid: "NoContent",
      effect: Effect.DENY,
      actions: [
        "secretsmanager:GetSecretValue",
        "dynamodb:GetItem",
        "dynamodb:BatchGetItem",
        "dynamodb:Query",
        "dynamodb:Scan",
        "sqs:ReceiveMessage",
        "lambda:InvokeFunction",
      ],
      resources: ["*"],
    }),
    allow("Function", "lambda", ["Get*", "List*"], [arn("lambda", `function:${own}`)]),
    allow("Mapping", "lambda", ["GetEventSourceMapping", "ListEventSourceMappings", tags], ["*"]),
    allow("Role", "iam", ["GetRole", "GetRolePolicy", "ListRole*", "ListAttachedRolePolicies"], [`arn:aws:iam::${account}:role/${own}`]),
    allow("Table", "dynamodb", ["Describe*", tags], [arn("dynamodb", `table/${own}`)]),
    allow("Bucket", "s3", ["ListBucket", "GetBucket*", "Get*Configuration"], [`arn:aws:s3:::${own}`]),
    allow("Queue", "sqs", ["GetQueueAttributes", "GetQueueUrl", "ListQueueTags"], [arn("sqs", own)]),
    allow("Bus", "events", ["Describe*", "ListTargetsByRule", tags], [arn("events", `event-bus/${own}`), arn("events", `rule/${own}`)]),
    allow("Schedule", "scheduler", ["GetSchedule"], [arn("scheduler", `schedule/default/${own}`)]),
    allow("Mail", "ses", ["GetEmailIdentity*", "GetConfigurationSet*", tags], ["*"]),
    allow("Gateway", "apigateway", ["GET"], [`arn:aws:apigateway:${setting.region}::/apis*`]),
    allow("Edge", "cloudfront", ["Get*", "Describe*", "List*"], ["*"]),
    allow("Log", "logs", ["DescribeLogGroups", tags], ["*"]),
    allow("Alarm", "cloudwatch", ["DescribeAlarms", "GetDashboard", tags], ["*"]),
  ];
}
