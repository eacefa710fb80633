import { Effect, PolicyStatement } from "aws-cdk-lib/aws-iam";
import { arnIn, boundaryArn } from "./name.ts";
import type { Setting } from "./setting.ts";
import { ownState } from "./sst-statement.ts";
import { allow, type Scope } from "./statement.ts";

/**
 * What `sst deploy` and `sst remove` of one stage need: to make and change its resources, told apart by name. Not to read what they
 * hold: no item, no message, no mail.
 */
export function deployStatements(setting: Setting, stage: string): PolicyStatement[] {
  const scope: Scope = { setting, stage, own: `${setting.app}-${stage}-*`, arn: arnIn(setting) };
  return [
    ...ownState(scope),
    ...functions(scope),
    ...roles(scope),
    ...storage(scope),
    ...events(scope),
    ...edge(scope),
    ...watching(scope),
    ...domain(scope),
  ];
}

const functions = ({ arn, own }: Scope) => [
  // Not to call one: a function may read what its maker may not.
  allow(
    "Function",
    "lambda",
    [
      "CreateFunction*",
      "UpdateFunction*",
      "DeleteFunction*",
      "PutFunction*",
      "Get*",
      "List*",
      "PublishVersion",
      "AddPermission",
      "RemovePermission",
      "TagResource",
      "UntagResource",
    ],
    [arn("lambda", `function:${own}`)],
  ),
  // A mapping has no name: its function's stands for it.
  allow("Mapping", "lambda", ["CreateEventSourceMapping", "UpdateEventSourceMapping", "DeleteEventSourceMapping"], ["*"], {
    ArnLike: { "lambda:FunctionArn": arn("lambda", `function:${own}`) },
  }),
  allow(
    "ReadMapping",
    "lambda",
    ["GetEventSourceMapping", "ListEventSourceMappings", "ListTags", "TagResource", "UntagResource"],
    [arn("lambda", "event-source-mapping:*"), "*"],
  ),
];

const roles = ({ setting, own }: Scope) => {
  const role = [`arn:aws:iam::${setting.account}:role/${own}`];
  const bounded = { StringEquals: { "iam:PermissionsBoundary": boundaryArn(setting) } };
  return [
    allow("MakeRole", "iam", ["CreateRole", "PutRolePolicy", "AttachRolePolicy", "PutRolePermissionsBoundary"], role, bounded),
    allow(
      "Role",
      "iam",
      ["GetRole", "GetRolePolicy", "ListRolePolicies", "ListAttachedRolePolicies", "ListInstanceProfilesForRole", "ListRoleTags"],
      role,
    ),
    allow(
      "ChangeRole",
      "iam",
      ["DeleteRole", "DeleteRolePolicy", "DetachRolePolicy", "UpdateRole", "UpdateAssumeRolePolicy", "TagRole", "UntagRole"],
      role,
    ),
    allow("PassRole", "iam", ["PassRole"], role, {
      StringEquals: { "iam:PassedToService": ["lambda.amazonaws.com", "scheduler.amazonaws.com"] },
    }),
    new PolicyStatement({ sid: "KeepBoundary", effect: Effect.DENY, actions: ["iam:DeleteRolePermissionsBoundary"], resources: ["*"] }),
  ];
};

const storage = ({ arn, own }: Scope) => [
  allow(
    "Table",
    "dynamodb",
    [
      "CreateTable",
      "UpdateTable",
      "DeleteTable",
      "Describe*",
      "UpdateContinuousBackups",
      "UpdateTimeToLive",
      "TagResource",
      "UntagResource",
      "ListTagsOfResource",
    ],
    [arn("dynamodb", `table/${own}`)],
  ),
  allow(
    "Bucket",
    "s3",
    [
      "CreateBucket",
      "DeleteBucket",
      "ListBucket",
      "Get*Configuration",
      "Put*Configuration",
      "GetBucket*",
      "PutBucket*",
      "DeleteBucketPolicy",
    ],
    [`arn:aws:s3:::${own}`],
  ),
  // The site's own files; what customers upload lies in a bucket of another name.
  allow("SiteFile", "s3", ["GetObject", "PutObject", "DeleteObject", "ListObjects*"], [`arn:aws:s3:::${own.replace("*", "webassets")}*/*`]),
  allow(
    "Queue",
    "sqs",
    ["CreateQueue", "DeleteQueue", "GetQueueAttributes", "GetQueueUrl", "SetQueueAttributes", "TagQueue", "UntagQueue", "ListQueueTags"],
    [arn("sqs", own)],
  ),
];

const events = ({ arn, own, stage, setting }: Scope) => [
  allow(
    "Bus",
    "events",
    [
      "*EventBus",
      "PutRule",
      "DeleteRule",
      "DescribeRule",
      "PutTargets",
      "RemoveTargets",
      "ListTargetsByRule",
      "TagResource",
      "UntagResource",
      "ListTagsForResource",
    ],
    [arn("events", `event-bus/${own}`), arn("events", `rule/${own}`)],
  ),
  allow(
    "Schedule",
    "scheduler",
    ["CreateSchedule", "UpdateSchedule", "DeleteSchedule", "GetSchedule"],
    [arn("scheduler", `schedule/default/${own}`)],
  ),
  allow(
    "Mail",
    "ses",
    ["*EmailIdentity*", "*ConfigurationSet*", "TagResource", "ListTagsForResource"],
    [
      arn("ses", `identity/orders+${stage}@*`),
      arn("ses", `configuration-set/${own}`),
      ...(setting.hostedZoneId === undefined ? [] : [arn("ses", "identity/orders@*")]),
    ],
  ),
];

/** Stages that nobody else's deployment may touch. */
const guarded = ["staging", "production"];

/** APIs, distributions and key-value stores are known by ids that AWS draws, not by a name: those of others are known by their tag. */
const edge = ({ setting, own, stage }: Scope) => [
  new PolicyStatement({
    sid: "KeepOthers",
    effect: Effect.DENY,
    actions: ["apigateway:POST", "apigateway:PUT", "apigateway:PATCH", "apigateway:DELETE", "cloudfront:Update*", "cloudfront:Delete*"],
    resources: ["*"],
    conditions: { StringEquals: { "aws:ResourceTag/stage": guarded.filter((other) => other !== stage) } },
  }),
  allow(
    "Gateway",
    "apigateway",
    ["GET", "POST", "PUT", "PATCH", "DELETE", "TagResource"],
    [`arn:aws:apigateway:${setting.region}::/apis*`, `arn:aws:apigateway:${setting.region}::/tags/*`],
  ),
  allow(
    "Edge",
    "cloudfront",
    [
      "*Distribution",
      "*DistributionConfig",
      "*Invalidation",
      "*CachePolicy",
      "*KeyValueStore",
      "*OriginAccessControl",
      "TagResource",
      "UntagResource",
      "ListTagsForResource",
    ],
    ["*"],
  ),
  allow("EdgeFunction", "cloudfront", ["*Function"], [`arn:aws:cloudfront::${setting.account}:function/${own}`]),
  allow("EdgeKeys", "cloudfront-keyvaluestore", ["*"], [`arn:aws:cloudfront::${setting.account}:key-value-store/*`]),
];

const watching = ({ arn, own, setting }: Scope) => [
  allow(
    "Log",
    "logs",
    [
      "CreateLogGroup",
      "DeleteLogGroup",
      "PutRetentionPolicy",
      "DeleteRetentionPolicy",
      "TagResource",
      "UntagResource",
      "ListTagsForResource",
    ],
    [arn("logs", `log-group:/aws/lambda/${own}`), arn("logs", `log-group:/aws/vendedlogs/apis/${own}`)],
  ),
  // API Gateway's access log is delivered by these, which know no resource.
  allow(
    "LogDelivery",
    "logs",
    ["DescribeLogGroups", "*LogDelivery", "ListLogDeliveries", "PutResourcePolicy", "DescribeResourcePolicies"],
    ["*"],
  ),
  allow(
    "Alarm",
    "cloudwatch",
    ["PutMetricAlarm", "DeleteAlarms", "TagResource", "UntagResource", "ListTagsForResource"],
    [arn("cloudwatch", `alarm:${own}`)],
  ),
  allow("ReadAlarm", "cloudwatch", ["DescribeAlarms"], ["*"]),
  allow(
    "Dashboard",
    "cloudwatch",
    ["PutDashboard", "GetDashboard", "DeleteDashboards"],
    [`arn:aws:cloudwatch::${setting.account}:dashboard/${own}`],
  ),
];

/** Only with a zone of one's own: certificates, and that zone's records. */
const domain = ({ setting: { hostedZoneId, account } }: Scope) =>
  hostedZoneId === undefined
    ? []
    : [
        allow(
          "Certificate",
          "acm",
          ["RequestCertificate", "DescribeCertificate", "DeleteCertificate", "AddTagsToCertificate", "ListTagsForCertificate"],
          [`arn:aws:acm:us-east-1:${account}:certificate/*`],
        ),
        allow("FindZone", "route53", ["ListHostedZones", "GetChange"], ["*"]),
        allow(
          "Zone",
          "route53",
          ["GetHostedZone", "ListResourceRecordSets", "ChangeResourceRecordSets", "ListTagsForResource"],
          [`arn:aws:route53:::hostedzone/${hostedZoneId}`],
        ),
      ];
