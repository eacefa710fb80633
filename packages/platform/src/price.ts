import type { Graph } from "./graph.ts";
import { at, listAt } from "./json.ts";
import { idlePrices, usePrices } from "./price-list.ts";

/** A line of a stage's bill while nobody uses it. */
export interface IdleCost {
  item: string;
  count: number;
  usd: number;
}

interface Price {
  item: string;
  /** US dollars a month for each, in Frankfurt, before free tiers unless they are said. */
  usd: number;
  count(graph: Graph): number;
}

const alarms = (graph: Graph) => graph.all("aws:cloudwatch/metricAlarm:MetricAlarm");
/** Of an expression each metric is charged; a plain alarm is one. */
const alarmMetrics = (graph: Graph) =>
  alarms(graph).reduce(
    (sum, { inputs }) => sum + Math.max(1, listAt(inputs, "metricQueries").filter((query) => at(query, "metric") !== undefined).length),
    0,
  );

const ownMetrics = (graph: Graph) =>
  new Set(
    alarms(graph).flatMap(({ inputs }) =>
      listAt(inputs, "metricQueries").flatMap((query) =>
        at(query, "metric.namespace") === "Souk" ? [String(at(query, "metric.metricName"))] : [],
      ),
    ),
  ).size;

/** Polls of Lambda on an empty queue: at least five long polls at once, each of 20 s, a month of 730 h. */
const pollsPerQueue = (5 * 3600 * 730) / 20;

/** Everything of a stage that costs while it stands idle; requests, storage and traffic come on top. */
const prices: Price[] = [
  { item: "alarm, per metric that it reads", usd: idlePrices.alarmMetric, count: alarmMetrics },
  // Three are free in an account: a fourth stage with one would pay this.
  { item: "dashboard", usd: idlePrices.dashboard, count: (graph) => graph.all("aws:cloudwatch/dashboard:Dashboard").length },
  {
    item: "queue that a function polls (657,000 polls of Lambda's least five)",
    usd: pollsPerQueue * usePrices.queueRequest,
    count: (graph) => graph.mappings().filter(({ source }) => source?.type === "aws:sqs/queue:Queue").length,
  },
  {
    item: "job that runs by the clock",
    usd: idlePrices.job,
    count: (graph) => graph.all("aws:scheduler/schedule:Schedule").length,
  },
  // Reported at every run, busy or not, where somebody watches.
  { item: "metric of the shop's own that its jobs keep up", usd: idlePrices.ownMetric, count: ownMetrics },
  { item: "hosted zone", usd: idlePrices.hostedZone, count: (graph) => graph.all("aws:route53/zone:Zone").length },
  { item: "secret in Secrets Manager", usd: idlePrices.secret, count: (graph) => graph.all("aws:secretsmanager/secret:Secret").length },
  {
    item: "web ACL (its rules cost $1 each besides)",
    usd: idlePrices.webAcl,
    count: (graph) => graph.all("aws:wafv2/webAcl:WebAcl").length,
  },
  { item: "customer-managed key", usd: idlePrices.key, count: (graph) => graph.all("aws:kms/key:Key").length },
  { item: "NAT gateway", usd: idlePrices.natGateway, count: (graph) => graph.all("aws:ec2/natGateway:NatGateway").length },
  {
    item: "function kept warm (provisioned concurrency, 512 MB on arm64)",
    usd: idlePrices.provisionedFunction,
    count: (graph) => graph.all("aws:lambda/provisionedConcurrencyConfig:ProvisionedConcurrencyConfig").length,
  },
];

/** Types that cost nothing while nothing is asked of them. A type in neither list has no price yet, and the test that counts names it. */
const free = new Set(
  [
    "apigatewayv2/api:Api apigatewayv2/integration:Integration apigatewayv2/route:Route apigatewayv2/stage:Stage",
    "cloudfront/cachePolicy:CachePolicy cloudfront/distribution:Distribution cloudfront/function:Function cloudfront/keyValueStore:KeyValueStore",
    "cloudwatch/eventBus:EventBus cloudwatch/eventRule:EventRule cloudwatch/eventTarget:EventTarget cloudwatch/logGroup:LogGroup",
    "dynamodb/table:Table iam/role:Role iam/rolePolicy:RolePolicy lambda/eventSourceMapping:EventSourceMapping lambda/function:Function",
    "lambda/functionUrl:FunctionUrl lambda/permission:Permission s3/bucket:Bucket s3/bucketCorsConfiguration:BucketCorsConfiguration",
    "s3/bucketObjectv2:BucketObjectv2 s3/bucketPolicy:BucketPolicy s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
    "lambda/functionEventInvokeConfig:FunctionEventInvokeConfig sesv2/configurationSet:ConfigurationSet sesv2/emailIdentity:EmailIdentity sqs/queue:Queue sqs/queuePolicy:QueuePolicy",
  ].flatMap((line) => line.split(" ").map((type) => `aws:${type}`)),
);
const priced = new Set(
  [
    "cloudwatch/metricAlarm:MetricAlarm cloudwatch/dashboard:Dashboard route53/zone:Zone secretsmanager/secret:Secret wafv2/webAcl:WebAcl kms/key:Key",
    "scheduler/schedule:Schedule ec2/natGateway:NatGateway lambda/provisionedConcurrencyConfig:ProvisionedConcurrencyConfig",
  ].flatMap((line) => line.split(" ").map((type) => `aws:${type}`)),
);

export function idleCosts(graph: Graph): IdleCost[] {
  const lines = prices.map(({ item, usd, count }) => ({ item, count: count(graph), usd: Math.round(count(graph) * usd * 100) / 100 }));
  return lines.filter(({ count }) => count > 0);
}

export const total = (lines: IdleCost[]) => Math.round(lines.reduce((sum, { usd }) => sum + usd, 0) * 100) / 100;

/** Types of AWS's resources of which this table does not know whether they cost. */
export function unpriced(graph: Graph): string[] {
  const types = new Set(graph.resources.filter(({ type, custom }) => custom && type.startsWith("aws:")).map(({ type }) => type));
  return [...types].filter((type) => !free.has(type) && !priced.has(type));
}
