import type { Resource } from "../evaluation.ts";
import type { Graph, RuleView } from "../graph.ts";
import { textAt, textsAt } from "../json.ts";
import { covers, type Statement } from "../statement.ts";
import type { Complaint, Rule } from "./rule.ts";

const bus = "events.amazonaws.com";

/** Statements that let the event bus's rules write to a queue. */
const fromBus = (graph: Graph, queue: Resource): Statement[] =>
  graph
    .resourcePolicy(queue)
    .filter(
      ({ effect, actions, principals }) =>
        effect === "Allow" && actions.includes("sqs:SendMessage") && (principals["Service"] ?? []).includes(bus),
    );

const sources = ({ conditions }: Statement) =>
  Object.entries(conditions)
    .filter(([test]) => /^Arn(Like|Equals)$/.test(test))
    .flatMap(([, variables]) => variables["aws:SourceArn"] ?? []);

/** Complaints unless the rule's events may be written to the queue, by this rule and not by any rule of any account. */
function writable(graph: Graph, rule: RuleView, queue: Resource, what: string): Complaint[] {
  const statements = fromBus(graph, queue);
  const arn = String(graph.all("aws:cloudwatch/eventRule:EventRule").find(({ name }) => name === rule.name)?.outputs["arn"]);
  if (statements.length === 0)
    return [{ subject: queue.name, reason: `has no policy by which ${rule.name} may write to it: its ${what} are lost unseen` }];
  if (statements.every((statement) => sources(statement).some((pattern) => covers(pattern, arn)))) return [];
  return [
    {
      subject: queue.name,
      reason: `has a policy that does not hold for ${rule.name} alone: its condition on aws:SourceArn is missing or wrong`,
    },
  ];
}

const target: Rule = {
  name: "rule-may-write-to-its-queue",
  check: ({ graph }) =>
    graph.rules().flatMap((rule) =>
      rule.targets.flatMap(({ resource }): Complaint[] => {
        if (!resource) return [{ subject: rule.name, reason: "has a target that the program does not declare" }];
        return resource.type === "aws:sqs/queue:Queue" ? writable(graph, rule, resource, "events") : [];
      }),
    ),
};

const targetDeadLetter: Rule = {
  name: "rule-has-a-dead-letter-queue",
  check: ({ graph }) =>
    graph.rules().flatMap((rule) =>
      rule.targets.flatMap(({ deadLetterArn }): Complaint[] => {
        const queue = graph.find(deadLetterArn);
        if (!queue)
          return [{ subject: rule.name, reason: "has no dead-letter queue: an event that cannot be delivered within a day is gone" }];
        return writable(graph, rule, queue, "dead letters");
      }),
    ),
};

const scheduleDeadLetter: Rule = {
  name: "schedule-has-a-dead-letter-queue",
  check: ({ graph }) =>
    graph
      .all("aws:scheduler/schedule:Schedule")
      .filter(({ inputs }) => !graph.find(textAt(inputs, "target.deadLetterConfig.arn")))
      .map((schedule) => ({ subject: graph.nameOf(schedule), reason: "has no dead-letter queue: a run that fails is not seen" })),
};

const failureOf = (graph: Graph, called: Resource): Resource | undefined =>
  graph
    .all("aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig")
    .filter(({ inputs }) => inputs["functionName"] === called.outputs["name"])
    .flatMap(({ inputs }) => graph.find(textAt(inputs, "destinationConfig.onFailure.destination")) ?? [])[0];

/** The schedule's own dead letters are calls that could not be made: a run that was begun and failed is the function's matter. */
const scheduledFailure: Rule = {
  name: "scheduled-function-has-a-failure-destination",
  check: ({ graph }) =>
    graph.all("aws:scheduler/schedule:Schedule").flatMap((schedule): Complaint[] => {
      const called = graph.find(textAt(schedule.inputs, "target.arn"));
      return called && !failureOf(graph, called)
        ? [{ subject: graph.nameOf(schedule), reason: "calls a function whose failed runs go nowhere: give it an onFailure destination" }]
        : [];
    }),
};

const namesIn = ({ pattern }: RuleView) => textsAt(pattern, "detail-type");
const subscribed = (graph: Graph) => new Set(graph.rules().flatMap(namesIn));

const isPublished: Rule = {
  name: "subscribed-event-is-published",
  check: ({ graph, published }) =>
    graph.rules().flatMap((rule) =>
      namesIn(rule)
        .filter((name) => !published.has(name))
        .map((name) => ({ subject: rule.name, reason: `waits for ${name}, which nobody publishes` })),
    ),
};

const isSubscribed: Rule = {
  name: "published-event-is-subscribed",
  check: ({ graph, published }) =>
    [...published]
      .filter((name) => !subscribed(graph).has(name))
      .map((name) => ({ subject: name, reason: "is published and nobody subscribes to it" })),
};

/** What a rule delivers is what the consumer's code reacts to, no less and no more. */
const isHandled: Rule = {
  name: "delivered-event-is-handled",
  check: ({ graph, reactions }) =>
    graph.rules().flatMap((rule) => {
      const consumers = graph.mappings().filter(({ source }) => rule.targets.some(({ resource }) => resource === source));
      return consumers.flatMap(({ target: consumer }) => {
        const reacting = reactions.get(consumer?.handler ?? "");
        if (!consumer || !reacting) return [];
        const delivered = namesIn(rule);
        return [
          ...delivered
            .filter((name) => !reacting.includes(name))
            .map((name) => ({ subject: rule.name, reason: `delivers ${name}, to which ${consumer.handler} does not react` })),
          ...reacting
            .filter((name) => !delivered.includes(name))
            .map((name) => ({ subject: rule.name, reason: `does not deliver ${name}, to which ${consumer.handler} reacts` })),
        ];
      });
    }),
};

export const eventRules = [target, targetDeadLetter, scheduleDeadLetter, scheduledFailure, isPublished, isSubscribed, isHandled];
