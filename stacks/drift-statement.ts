import type { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { allow, sst } from "./deploy-statement.ts";
import { arnIn } from "./name.ts";
import type { Setting } from "./setting.ts";

const tags = "ListTags*";

/**
 * What `sst refresh` and `sst diff` need to compare stages with what stands in the account: to read how things are made, not what they
 * hold, and to write SST's own state.
 */
export function driftStatements(setting: Setting): PolicyStatement[] {
  const { app, account } = setting;
  const arn = arnIn(setting);
  const own = `${app}-*`;
  return [
    ...sst({ arn, stage: "*", setting }),
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
