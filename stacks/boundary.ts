import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { arnIn } from "./name.ts";
import type { Setting } from "./setting.ts";

const items = ["GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem", "DeleteItem", "ConditionCheckItem"];
const stream = ["DescribeStream", "GetRecords", "GetShardIterator", "ListStreams"];

/**
 * The most that any function of any stage may do. A role that CI makes has this as its boundary, so CI cannot make a role that is
 * mightier than the shop itself.
 */
export function boundaryStatements(setting: Setting): PolicyStatement[] {
  const arn = arnIn(setting);
  const own = `${setting.app}-*`;
  return [
    new PolicyStatement({
      sid: "Table",
      actions: [...items, ...stream].map((action) => `dynamodb:${action}`),
      resources: [arn("dynamodb", `table/${own}`)],
    }),
    new PolicyStatement({
      sid: "Queue",
      actions: ["SendMessage", "ReceiveMessage", "DeleteMessage", "ChangeMessageVisibility", "GetQueueAttributes", "GetQueueUrl"].map(
        (action) => `sqs:${action}`,
      ),
      resources: [arn("sqs", own)],
    }),
    new PolicyStatement({ sid: "Bus", actions: ["events:PutEvents"], resources: [arn("events", `event-bus/${own}`)] }),
    new PolicyStatement({
      sid: "Bucket",
      actions: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:ListBucket"],
      resources: [`arn:aws:s3:::${own}`],
    }),
    new PolicyStatement({
      sid: "Mail",
      actions: ["ses:SendEmail"],
      resources: [arn("ses", "identity/*"), arn("ses", `configuration-set/${own}`)],
    }),
    new PolicyStatement({ sid: "Call", actions: ["lambda:InvokeFunction"], resources: [arn("lambda", `function:${own}`)] }),
    // A distribution has no name, and a site's server is made before it.
    new PolicyStatement({ sid: "Cache", actions: ["cloudfront:CreateInvalidation"], resources: ["*"] }),
    new PolicyStatement({
      sid: "Log",
      actions: ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
      resources: [arn("logs", `log-group:/aws/lambda/${own}`)],
    }),
  ];
}
