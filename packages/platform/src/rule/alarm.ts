import type { Resource } from "../evaluation.ts";
import type { FunctionView, Graph } from "../graph.ts";
import { at, isProps, listAt, textAt } from "../json.ts";
import type { Complaint, Rule, Stage } from "./rule.ts";

const alarms = (graph: Graph) => graph.all("aws:cloudwatch/metricAlarm:MetricAlarm");

/** Values of dimensions that some alarm watches for the metric. */
function alarmed(graph: Graph, metric: string): Set<unknown> {
  const queries = alarms(graph).flatMap(({ inputs }) => listAt(inputs, "metricQueries"));
  const own = queries.filter((query) => at(query, "metric.metricName") === metric);
  return new Set(own.flatMap((query) => Object.values((at(query, "metric.dimensions") ?? {}) as object)));
}

function watchedRule(name: string, metric: string, subjects: (graph: Graph) => Resource[], reason: string): Rule {
  return {
    name,
    check: ({ graph, policy }) => {
      const known = alarmed(graph, metric);
      return policy.watched
        ? subjects(graph)
            .filter(({ outputs }) => !known.has(outputs["name"]))
            .map((resource) => ({ subject: resource.name, reason }))
        : [];
    },
  };
}

const found = (graph: Graph, arns: unknown[]) => arns.flatMap((arn) => graph.find(arn) ?? []);

/** Wherever something can be given up: of queues, of streams, of rules, of schedules, of calls. */
function deadLetters(graph: Graph): Resource[] {
  const redrives = graph.all("aws:sqs/queue:Queue").flatMap((queue) => graph.redrive(queue)?.to ?? []);
  const streams = graph.mappings().map(({ inputs }) => textAt(inputs, "destinationConfig.onFailure.destinationArn"));
  const rules = graph.rules().flatMap(({ targets }) => targets.map(({ deadLetterArn }) => deadLetterArn));
  const schedules = graph.all("aws:scheduler/schedule:Schedule").map(({ inputs }) => textAt(inputs, "target.deadLetterConfig.arn"));
  const calls = graph
    .all("aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig")
    .map(({ inputs }) => textAt(inputs, "destinationConfig.onFailure.destination"));
  return [...new Set([...redrives, ...found(graph, [...streams, ...rules, ...schedules, ...calls])])];
}

const consumed = (graph: Graph) => graph.mappings().flatMap(({ source }) => (source?.type === "aws:sqs/queue:Queue" ? [source] : []));
const streaming = (graph: Graph) =>
  graph.mappings().flatMap(({ source, target }) => (source?.type === "aws:dynamodb/table:Table" && target ? [target.resource] : []));
const answering = (graph: Graph) =>
  [...new Set(graph.routes().flatMap(({ target }) => target ?? []))].map(({ resource }: FunctionView) => resource);

/** The topic of `stacks/`, which posts to the operators' chat. */
const toOperators = (actions: unknown[]) => actions.some((action) => String(action).endsWith(":souk-alerts"));

const somebody: Rule = {
  name: "alarm-tells-somebody",
  check: ({ graph }) =>
    alarms(graph).flatMap(({ name, inputs }) => {
      const [goesOff, ends] = [listAt(inputs, "alarmActions"), listAt(inputs, "okActions")];
      if (goesOff.length === 0 || inputs["actionsEnabled"] === false)
        return [{ subject: name, reason: "goes off unheard: it has no action" }];
      return toOperators(goesOff) && toOperators(ends) ? [] : [{ subject: name, reason: "goes off or ends past the operators' topic" }];
    }),
};

/** Whoever is woken reads the name and the description: `souk-production-DeadLetters`, or `…DeadLetters2` of a class with many metrics. */
const classed: Rule = {
  name: "alarm-says-its-class",
  check: ({ graph }) =>
    alarms(graph)
      .filter(({ name, inputs }) => {
        const stage = String(graph.evaluation.app["stage"]);
        const description = textAt(inputs, "alarmDescription") ?? "";
        return inputs["name"] !== `souk-${stage}-${name.replace(/Alarm$/, "")}` || description.length < 20;
      })
      .map(({ name }) => ({ subject: name, reason: "does not say by name and description what went wrong and what to do" })),
};

const errorRate: Rule = {
  name: "api-has-an-alarm-of-its-5xx-rate",
  check: ({ graph, policy }) => {
    const known = alarmed(graph, "5xx");
    const apis = policy.watched ? graph.all("aws:apigatewayv2/api:Api") : [];
    return apis.filter(({ id }) => !known.has(id)).map(({ name }) => ({ subject: name, reason: "may fail and nobody hears of it" }));
  },
};

const free: Rule = {
  name: "unwatched-stage-pays-for-no-alarm",
  check: ({ graph, policy }) => {
    const paid = [...alarms(graph), ...graph.all("aws:cloudwatch/dashboard:Dashboard")];
    return policy.watched ? [] : paid.map(({ name }) => ({ subject: name, reason: "costs money in a stage that nobody watches" }));
  },
};

/** Each queue, each API and the relay stand on the dashboard: it is made from the program, so a domain that is missing went around it. */
const shown: Rule = {
  name: "dashboard-shows-everything",
  check: ({ graph, policy }: Stage): Complaint[] => {
    if (!policy.watched) return [];
    const texts = new Set(
      graph.all("aws:cloudwatch/dashboard:Dashboard").flatMap(({ inputs }) => stringsIn(parsedBody(inputs["dashboardBody"]))),
    );
    const subjects = [...deadLetters(graph), ...consumed(graph), ...streaming(graph), ...answering(graph)];
    return subjects
      .filter(({ outputs }) => !texts.has(String(outputs["name"])))
      .map(({ name }) => ({ subject: name, reason: "is not on the dashboard" }));
  },
};

const parsedBody = (body: unknown): unknown => (typeof body === "string" ? (JSON.parse(body) as unknown) : undefined);

function stringsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap(stringsIn);
  return isProps(value) ? Object.values(value).flatMap(stringsIn) : [];
}

export const alarmRules = [
  watchedRule(
    "dead-letter-queue-has-an-alarm",
    "ApproximateNumberOfMessagesVisible",
    deadLetters,
    "takes dead letters that nobody hears of",
  ),
  watchedRule("queue-has-an-alarm-of-its-age", "ApproximateAgeOfOldestMessage", consumed, "may stand still and nobody hears of it"),
  watchedRule("stream-has-an-alarm-of-its-age", "IteratorAge", streaming, "may fall behind and nobody hears of it"),
  watchedRule("api-has-an-alarm-of-its-p99", "Duration", answering, "may be slow and nobody hears of it"),
  watchedRule("api-has-an-alarm-of-throttles", "Throttles", answering, "may be throttled and nobody hears of it"),
  errorRate,
  somebody,
  classed,
  free,
  shown,
];
