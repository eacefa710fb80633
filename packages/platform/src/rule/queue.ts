import type { Resource } from "../evaluation.ts";
import type { Graph, MappingView } from "../graph.ts";
import { numberAt, textAt, textsAt } from "../json.ts";
import { allows } from "../statement.ts";
import type { Complaint, Rule } from "./rule.ts";

const longestDays = 14;
const isQueue = (resource: Resource | undefined) => resource?.type === "aws:sqs/queue:Queue";
const queues = (graph: Graph) => graph.all("aws:sqs/queue:Queue");
const deadLetters = (graph: Graph) => new Set(queues(graph).flatMap((queue) => graph.redrive(queue)?.to ?? []));

const fromQueues = (graph: Graph) =>
  graph.mappings().flatMap((mapping) => (mapping.source && isQueue(mapping.source) ? [{ mapping, queue: mapping.source }] : []));

const deadLetter: Rule = {
  name: "queue-has-a-dead-letter-queue",
  check: ({ graph }) =>
    fromQueues(graph).flatMap(({ queue }): Complaint[] => {
      const redrive = graph.redrive(queue);
      if (!redrive?.to)
        return [{ subject: queue.name, reason: "has no dead-letter queue: a poisoned message comes again until it expires" }];
      return redrive.receives >= 3
        ? []
        : [{ subject: queue.name, reason: `gives a message up after ${redrive.receives} receives: a passing fault loses it` }];
    }),
};

const keptLongest: Rule = {
  name: "dead-letters-are-kept-14-days",
  check: ({ graph }) => {
    const failures = graph
      .mappings()
      .flatMap(({ inputs }) => graph.find(textAt(inputs, "destinationConfig.onFailure.destinationArn")) ?? []);
    return [...new Set([...deadLetters(graph), ...failures])]
      .filter(({ inputs }) => numberAt(inputs, "messageRetentionSeconds") !== longestDays * 86_400)
      .map(({ name }) => ({ subject: name, reason: "keeps dead letters for less than 14 days: use `deadLetterQueue`" }));
  },
};

const visibility: Rule = {
  name: "visibility-six-times-the-consumer's-time-out",
  check: ({ graph }) =>
    fromQueues(graph).flatMap(({ mapping, queue }) => {
      const seconds = numberAt(queue.inputs, "visibilityTimeoutSeconds") ?? 30;
      const timeout = numberAt(mapping.target?.resource.inputs, "timeout") ?? 3;
      return seconds >= 6 * timeout
        ? []
        : [{ subject: queue.name, reason: `hides a message for ${seconds} s from others, its consumer may run ${timeout} s` }];
    }),
};

const consuming = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility", "sqs:GetQueueAttributes"];

const consumer: Rule = {
  name: "consumer-takes-and-reports-one-by-one",
  check: ({ graph }) =>
    fromQueues(graph).flatMap(({ mapping, queue }) => [
      ...consuming
        .filter((action) => !allows(mapping.target?.statements ?? [], action, String(queue.outputs["arn"])))
        .map((action) => ({ subject: mapping.target?.name ?? mapping.name, reason: `is not granted ${action} on ${queue.name}` })),
      ...partial(mapping),
    ]),
};

function partial(mapping: MappingView): Complaint[] {
  if (textsAt(mapping.inputs, "functionResponseTypes").includes("ReportBatchItemFailures")) return [];
  return [
    {
      subject: mapping.target?.name ?? mapping.name,
      reason: "does not report failures one by one: one poisoned message repeats its whole batch",
    },
  ];
}

/** The relay as docs and design say: nothing of the stream is lost, and nothing holds it up for ever. */
const stream: Rule = {
  name: "stream-loses-nothing",
  check: ({ graph }) =>
    graph
      .mappings()
      .filter(({ source }) => source && !isQueue(source))
      .flatMap((mapping) => {
        const subject = mapping.target?.name ?? mapping.name;
        const { inputs } = mapping;
        const destination = graph.find(textAt(inputs, "destinationConfig.onFailure.destinationArn"));
        const wrong = [
          inputs["startingPosition"] !== "TRIM_HORIZON" && "starts at LATEST: what is written while the mapping changes is lost",
          inputs["bisectBatchOnFunctionError"] !== true && "does not bisect a failing batch",
          !((numberAt(inputs, "maximumRetryAttempts") ?? -1) > 0) && "retries for ever: one batch holds up its shard for a day",
          !isQueue(destination) && "has no queue for batches that failed",
          isQueue(destination) && !mayWrite(mapping, destination) && `is not granted sqs:SendMessage on ${destination?.name}`,
        ];
        return [...wrong.filter((reason) => reason !== false).map((reason) => ({ subject, reason })), ...partial(mapping)];
      }),
};

const mayWrite = (mapping: MappingView, queue: Resource | undefined) =>
  allows(mapping.target?.statements ?? [], "sqs:SendMessage", String(queue?.outputs["arn"]));

const encrypted: Rule = {
  name: "queue-is-encrypted",
  check: ({ graph }) =>
    queues(graph)
      // New queues are encrypted with SQS's own key unless told otherwise.
      .filter(({ inputs }) => inputs["sqsManagedSseEnabled"] === false && !inputs["kmsMasterKeyId"])
      .map(({ name }) => ({ subject: name, reason: "has its encryption switched off" })),
};

export const queueRules = [deadLetter, keptLongest, visibility, consumer, stream, encrypted];
