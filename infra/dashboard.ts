import { api } from "./api";
import { physicalName } from "./stage";
import { watched } from "./watched";

/** One line of a graph as CloudWatch writes it: namespace, metric, dimension's name and value, how it is shown; or an expression. */
type Line = [string, string, string, ...unknown[]] | [{ expression: string; label: string }];

const region = aws.getRegionOutput().region;
const columns = 3;
const size = { width: 24 / columns, height: 6 };

function graph(title: string, stat: string, lines: Line[], more: Record<string, unknown> = {}) {
  return { type: "metric", properties: { title, view: "timeSeries", stat, period: 60, region, metrics: lines, ...more } };
}

const perQueue = (metric: string, queues: typeof watched.queues): Line[] =>
  queues.map(({ name, metricName }) => ["AWS/SQS", metric, "QueueName", metricName, { label: name }]);
const perFunction = (of: typeof watched.apis, metric: string): Line[] =>
  of.map(({ name, metricName }) => ["AWS/Lambda", metric, "FunctionName", metricName, { label: name }]);
const perApi = (metric: string) => perFunction(watched.apis, metric);
const perStream = (metric: string) => perFunction(watched.streams, metric);
const gateway = (metric: string, shown: Record<string, unknown> = {}): Line => ["AWS/ApiGateway", metric, "ApiId", api.nodes.api.id, shown];
// The relay counts events as they pass, and jobs what they find, in CloudWatch's embedded metric format.
const event = (name: string): Line => ["Souk", name, "stage", $app.stage];

const holds = watched.queues.filter(({ name }) => name.startsWith("Hold"));

const graphs = [
  graph("Orders a minute", "Sum", [event("order.placed"), event("order.paid"), event("order.canceled"), event("payment.attempt_declined")]),
  graph("Orders that wait for the end of their hold (oldest, s)", "Maximum", perQueue("ApproximateAgeOfOldestMessage", holds)),
  graph("What jobs could not settle", "Maximum", [
    event("StuckOrders"),
    event("StockNotGivenBack"),
    event("StuckRefunds"),
    event("PaymentDifferences"),
  ]),
  graph("Requests", "Sum", [gateway("Count"), gateway("4xx"), gateway("5xx")]),
  graph("Share of 5xx (%)", "Sum", [
    gateway("5xx", { id: "failed", visible: false }),
    gateway("Count", { id: "all", visible: false }),
    [{ expression: "100 * failed / all", label: "5xx" }],
  ]),
  graph("p99 by API (ms)", "p99", perApi("Duration")),
  graph("Failures by API", "Sum", perApi("Errors")),
  graph("Throttles", "Sum", [...perApi("Throttles"), ...perStream("Throttles")]),
  graph("Age of the stream (ms)", "Maximum", perStream("IteratorAge")),
  graph("Dead letters", "Maximum", perQueue("ApproximateNumberOfMessagesVisible", watched.deadLetters)),
  graph("Oldest message (s)", "Maximum", perQueue("ApproximateAgeOfOldestMessage", watched.queues)),
  // Billing counts in Virginia, a few times a day.
  graph("Spend this month (USD)", "Maximum", [["AWS/Billing", "EstimatedCharges", "Currency", "USD"]], {
    region: "us-east-1",
    period: 21_600,
  }),
];

const placed = graphs.map((widget, index) => ({
  ...widget,
  ...size,
  x: (index % columns) * size.width,
  y: Math.floor(index / columns) * size.height,
}));

/** Everything of the stage on one page. Its graphs come from what the program declares. */
export const dashboard = new aws.cloudwatch.Dashboard("Dashboard", {
  dashboardName: physicalName("shop"),
  dashboardBody: $jsonStringify({ widgets: placed }),
});
