import { api } from "./api";
import { gate } from "./issuer";
import { alertTopic, physicalName } from "./stage";
import { watched } from "./watched";

interface Metric {
  namespace: string;
  metricName: string;
  dimensions: Record<string, $util.Input<string>>;
  stat: string;
}
interface Alarm {
  /** What it means and what to do. */
  description: string;
  metrics: Metric[];
  /** Over `METRICS()`; metrics are `m0`, `m1` and so on. */
  expression: string;
  /** It goes off above this. */
  above: number;
  minutes: number;
  /** How many of those spans in a row. */
  times: number;
  /** Nothing measured is nothing wrong: queues and functions without traffic have no data. What a job reports at every run is. */
  missing?: "breaching" | "notBreaching";
}

const account = aws.getCallerIdentityOutput().accountId;
const region = aws.getRegionOutput().region;
const topic = $interpolate`arn:aws:sns:${region}:${account}:${alertTopic}`;

// CloudWatch reads at most ten metrics in one alarm.
const metricsPerAlarm = 10;

/** One alarm per class of trouble: whoever is woken reads the class, and the dashboard says which queue or function. */
function alarm(name: string, { metrics, ...how }: Alarm) {
  const groups = Array.from({ length: Math.ceil(metrics.length / metricsPerAlarm) }, (_, index) =>
    metrics.slice(index * metricsPerAlarm, (index + 1) * metricsPerAlarm),
  );
  for (const [index, group] of groups.entries()) single(groups.length > 1 ? `${name}${index + 1}` : name, { ...how, metrics: group });
}

function single(name: string, { description, metrics, expression, above, minutes, times, missing = "notBreaching" }: Alarm) {
  new aws.cloudwatch.MetricAlarm(`${name}Alarm`, {
    name: physicalName(name),
    alarmDescription: description,
    comparisonOperator: "GreaterThanThreshold",
    threshold: above,
    evaluationPeriods: times,
    treatMissingData: missing,
    alarmActions: [topic],
    okActions: [topic],
    metricQueries: [
      { id: "worst", expression, label: name, returnData: true },
      ...metrics.map((metric, index) => ({ id: `m${index}`, returnData: false, metric: { ...metric, period: minutes * 60 } })),
    ],
  });
}

const sqs = (metricName: string, queue: $util.Input<string>, stat: string): Metric => ({
  namespace: "AWS/SQS",
  metricName,
  dimensions: { QueueName: queue },
  stat,
});
const lambda = (metricName: string, name: $util.Input<string>, stat: string): Metric => ({
  namespace: "AWS/Lambda",
  metricName,
  dimensions: { FunctionName: name },
  stat,
});
/** What a job of the shop reports. */
const measured = (metricName: string): Metric => ({ namespace: "Souk", metricName, dimensions: { stage: $app.stage }, stat: "Maximum" });
const gateway = (of: sst.aws.ApiGatewayV2, metricName: string): Metric => ({
  namespace: "AWS/ApiGateway",
  metricName,
  dimensions: { ApiId: of.nodes.api.id },
  stat: "Sum",
});

alarm("DeadLetters", {
  description: "Something was given up after all its tries. Read it, mend the cause, then redrive the queue.",
  metrics: watched.deadLetters.map(({ metricName }) => sqs("ApproximateNumberOfMessagesVisible", metricName, "Maximum")),
  expression: "MAX(METRICS())",
  above: 0,
  minutes: 1,
  times: 1,
});

alarm("OldestMessage", {
  description: "A queue's oldest message waits for a quarter of an hour: its consumer fails, is throttled or is too slow.",
  metrics: watched.queues.map(({ metricName }) => sqs("ApproximateAgeOfOldestMessage", metricName, "Maximum")),
  expression: "MAX(METRICS())",
  above: 900,
  minutes: 5,
  times: 1,
});

alarm("StuckOrders", {
  description:
    "Unpaid orders are not closed though their time is over, or canceled ones have not given their stock back; or the sweeper has not run for half an hour.",
  metrics: [measured("StuckOrders"), measured("StockNotGivenBack")],
  expression: "MAX(METRICS())",
  above: 0,
  minutes: 15,
  times: 2,
  missing: "breaching",
});

alarm("PaymentDifferences", {
  description:
    "The provider's books and the shop's differ in a way that only a person may decide, or refunds have no end; or nobody has compared for half an hour. The logs of Reconcile and Sweep name payment and difference.",
  metrics: [measured("PaymentDifferences"), measured("StuckRefunds")],
  expression: "MAX(METRICS())",
  above: 0,
  minutes: 15,
  times: 2,
  missing: "breaching",
});

alarm("StreamAge", {
  description:
    "Events reach the bus, or stock reaches search, more than a minute late. After a day of this they are lost to the stream: see `npm run operate -- events republish`.",
  metrics: watched.streams.map(({ metricName }) => lambda("IteratorAge", metricName, "Maximum")),
  expression: "MAX(METRICS())",
  above: 60_000,
  minutes: 1,
  times: 5,
});

const serverErrors = (of: sst.aws.ApiGatewayV2) => ({
  metrics: [gateway(of, "5xx"), gateway(of, "Count")],
  // One failure of three requests at night wakes nobody.
  expression: "IF(m1 > 20, 100 * m0 / m1, 0)",
  above: 1,
  minutes: 5,
  times: 2,
});
alarm("ServerErrors", { description: "More than one request in a hundred fails with 5xx.", ...serverErrors(api) });
alarm("IssuerErrors", {
  description: "Nobody can sign in: more than one request in a hundred to the issuer fails.",
  ...serverErrors(gate),
});

alarm("Throttles", {
  description: "Requests or events are turned away: the account's concurrency is used up.",
  metrics: [...watched.apis, ...watched.streams].map(({ metricName }) => lambda("Throttles", metricName, "Sum")),
  expression: "SUM(METRICS())",
  above: 0,
  minutes: 5,
  times: 1,
});

alarm("SlowApi", {
  description: "One request in a hundred to some API takes longer than three seconds.",
  metrics: watched.apis.map(({ metricName }) => lambda("Duration", metricName, "p99")),
  expression: "MAX(METRICS())",
  above: 3000,
  minutes: 5,
  times: 3,
});
