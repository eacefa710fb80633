import type { Graph } from "./graph.ts";
import { at, listAt } from "./json.ts";
import { idlePrices } from "./price-list.ts";

/** A line of a stage's bill while nobody uses it. */
export interface IdleCost {
  item: string;
  count: number;
  usd: number;
  source: string;
}

interface Price {
  item: string;
  /** For each a month, before free tiers. */
  price: { usd: number; source: string };
  count(graph: Graph): number;
}

const all = (type: string) => (graph: Graph) => graph.all(type).length;

/** Of an expression each metric is charged; a plain alarm is one. */
const alarmMetrics = (graph: Graph) =>
  graph
    .all("aws:cloudwatch/metricAlarm:MetricAlarm")
    .reduce(
      (sum, { inputs }) => sum + Math.max(1, listAt(inputs, "metricQueries").filter((query) => at(query, "metric") !== undefined).length),
      0,
    );

/** Of the shop's own, kept up by its jobs at every run, busy or not, where an alarm reads them. */
const ownMetrics = (graph: Graph) =>
  new Set(
    graph
      .all("aws:cloudwatch/metricAlarm:MetricAlarm")
      .flatMap(({ inputs }) =>
        listAt(inputs, "metricQueries").flatMap((query) =>
          at(query, "metric.namespace") === "Souk" ? [String(at(query, "metric.metricName"))] : [],
        ),
      ),
  ).size;

const minutesOf: Record<string, number> = { minute: 1, hour: 60, day: 1440 };

/** Runs a month of a schedule; one by the calendar counts as hourly. */
function runsOf(expression: string): number {
  const [, number = "60", unit = "minute"] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  return (730 * 60) / (Number(number) * (minutesOf[unit] ?? 1));
}

const scheduledRuns = (graph: Graph) => {
  const timed = [...graph.all("aws:scheduler/schedule:Schedule"), ...graph.all("aws:cloudwatch/eventRule:EventRule")];
  const expressions = timed.flatMap(({ inputs }) =>
    typeof inputs["scheduleExpression"] === "string" ? [inputs["scheduleExpression"]] : [],
  );
  return Math.round(expressions.reduce((sum, expression) => sum + runsOf(expression), 0));
};

/** Everything of a stage that costs while it stands idle; requests, storage and traffic come on top. */
const prices: Price[] = [
  { item: "alarm, per metric that it reads", price: idlePrices.alarmMetric, count: alarmMetrics },
  // Three are free in an account: a fourth stage with one would pay this.
  { item: "dashboard", price: idlePrices.dashboard, count: all("aws:cloudwatch/dashboard:Dashboard") },
  {
    item: "queue that a function polls (657,000 polls of Lambda's least five)",
    price: idlePrices.polledQueue,
    count: (graph) => graph.mappings().filter(({ source }) => source?.type === "aws:sqs/queue:Queue").length,
  },
  { item: "run of a schedule", price: idlePrices.scheduledRun, count: scheduledRuns },
  { item: "metric of the shop's own that its jobs keep up", price: idlePrices.ownMetric, count: ownMetrics },
  { item: "hosted zone", price: idlePrices.hostedZone, count: all("aws:route53/zone:Zone") },
  { item: "secret in Secrets Manager", price: idlePrices.secret, count: all("aws:secretsmanager/secret:Secret") },
  { item: "web ACL (its rules cost $1 each besides)", price: idlePrices.webAcl, count: all("aws:wafv2/webAcl:WebAcl") },
  { item: "customer-managed key", price: idlePrices.key, count: all("aws:kms/key:Key") },
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
    "cloudwatch/metricAlarm:MetricAlarm cloudwatch/dashboard:Dashboard route53/zone:Zone secretsmanager/secret:Secret wafv2/webAcl:WebAcl kms/key:Key scheduler/schedule:Schedule",
  ].flatMap((line) => line.split(" ").map((type) => `aws:${type}`)),
);

export function idleCosts(graph: Graph): IdleCost[] {
  const lines = prices.map(({ item, price, count }) => ({
    item,
    count: count(graph),
    usd: Math.round(count(graph) * price.usd * 100) / 100,
    source: price.source,
  }));
  return lines.filter(({ count }) => count > 0);
}

export const total = (lines: IdleCost[]) => Math.round(lines.reduce((sum, { usd }) => sum + usd, 0) * 100) / 100;

/** Types of AWS's resources of which this table does not know whether they cost. */
export function unpriced(graph: Graph): string[] {
  const types = new Set(graph.resources.filter(({ type, custom }) => custom && type.startsWith("aws:")).map(({ type }) => type));
  return [...types].filter((type) => !free.has(type) && !priced.has(type));
}
