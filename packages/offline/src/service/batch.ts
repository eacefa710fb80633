import { hash } from "node:crypto";
import type { InvokeResult } from "../contract.ts";
import type { Message } from "./message.store.ts";
import type { Outcome } from "./queues.ts";
import type { MappingNode, QueueNode } from "./topology.ts";

/** The event that Lambda hands to a function for messages of a queue. */
export function queueEvent(queue: QueueNode, region: string, batch: Message[]) {
  return { Records: batch.map((message) => record(queue, region, message)) };
}

function record(queue: QueueNode, region: string, message: Message) {
  const attributes = Object.entries(message.attributes).map(([name, attribute]) => {
    const value = { stringValue: attribute.StringValue, binaryValue: attribute.BinaryValue };
    return [name, { ...value, stringListValues: [], binaryListValues: [], dataType: attribute.DataType }];
  });
  return {
    messageId: message.id,
    receiptHandle: receiptHandle(message),
    body: message.body,
    attributes: systemAttributes(message),
    messageAttributes: Object.fromEntries(attributes) as Record<string, unknown>,
    md5OfBody: hash("md5", message.body),
    eventSource: "aws:sqs",
    eventSourceARN: queue.arn,
    awsRegion: region,
  };
}

export const receiptHandle = (message: Message) => `${message.seq}.${message.receipt}`;

export function systemAttributes(message: Message): Record<string, string> {
  return {
    ApproximateReceiveCount: String(message.receives),
    SentTimestamp: String(message.sentAt),
    SenderId: "AIDAOFFLINE",
    ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt),
  };
}

/** Splits a batch by the mapping's filters, which look at the body as JSON where it is. */
export function filterBatch(mapping: MappingNode, queue: QueueNode, region: string, batch: Message[]) {
  if (mapping.matchers.length === 0) return { wanted: batch, dropped: [] };
  const wanted = batch.filter((message) => {
    const seen = { ...record(queue, region, message), body: jsonOr(message.body) };
    return mapping.matchers.some((matches) => matches(seen));
  });
  return { wanted, dropped: batch.filter((message) => !wanted.includes(message)) };
}

function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** Why a message that a function reported as failed did so, as far as that is known. */
type ReasonOf = (message: Message) => string | undefined;

/**
 * What the answer of a function means for each message. A partial response that names an unknown message, or none by its
 * right name, fails the whole batch.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
export function outcomes(
  batch: Message[],
  result: InvokeResult,
  partialResponses: boolean,
  reasonOf: ReasonOf = () => undefined,
): Outcome[] {
  if (!result.ok) return failed(batch, `${result.error.name}: ${result.error.message}`);
  if (!partialResponses) return batch.map((message) => ({ message }));
  const failures = failedIds(result.payload);
  const known = new Set(batch.map((message) => message.id));
  if (!failures || failures.some((id) => !known.has(id)))
    return failed(batch, "The function answered with a batchItemFailures that Lambda refuses.");
  return batch.map((message) =>
    failures.includes(message.id) ? { message, error: reasonOf(message) ?? "Reported by the function as failed." } : { message },
  );
}

function failed(batch: Message[], error: string): Outcome[] {
  return batch.map((message) => ({ message, error }));
}

/** Undefined when the answer is malformed. */
function failedIds(payload: unknown): string[] | undefined {
  if (payload === null || payload === undefined || typeof payload !== "object") return [];
  const failures = (payload as { batchItemFailures?: unknown }).batchItemFailures;
  if (failures === null || failures === undefined) return [];
  if (!Array.isArray(failures)) return undefined;
  const ids = failures.map((failure) => (failure as { itemIdentifier?: unknown } | null)?.itemIdentifier);
  return ids.every((id): id is string => typeof id === "string" && id !== "") ? ids : undefined;
}
