import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";
import { type Entry, putEvents } from "./aws/event-bus.ts";
import { sendMessage } from "./aws/queue.ts";
import { callsOf, entryOf } from "./bus.ts";
import { unmarshall } from "./dynamo/marshall.ts";
import { cloudEventOf } from "./event.ts";
import { createLog } from "./log.ts";
import { countLine } from "./metric.ts";
import { link, text } from "./resource.ts";

/** What means "not now" rather than "not this one": the batch comes again from here. */
const temporary = /Throttling|InternalFailure|ServiceUnavailable|InternalException/;

interface Outgoing {
  sequenceNumber: string;
  entry: Entry;
}

/**
 * Puts new event rows on the bus, in the order of the stream. It does not judge what was committed: an entry that the bus refuses for
 * its content goes whole to the relay's dead letters and the batch goes on. Only outage or throttling is a failure, at its lowest
 * sequence number.
 */
export async function handler(batch: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> {
  const sent: string[] = [];
  try {
    for (const group of callsOf(batch.Records.flatMap(toOutgoing))) {
      const failed = await send(group);
      if (failed !== undefined) return { batchItemFailures: [{ itemIdentifier: failed }] };
      sent.push(...group.map(({ entry }) => entry.DetailType));
    }
    return { batchItemFailures: [] };
  } finally {
    count(sent);
  }
}

/** Orders a minute, as they pass. What comes a second time counts twice: a graph, not the books. */
function count(eventTypes: string[]): void {
  const line = countLine(eventTypes, text(link("App"), "stage"), Date.now());
  // Not by the console: with JSON logs Lambda wraps what it says, and CloudWatch would not know the line for metrics.
  if (line) process.stdout.write(`${line}\n`);
}

function toOutgoing(record: DynamoDBRecord): Outgoing[] {
  const image = record.dynamodb?.NewImage;
  if (record.eventName !== "INSERT" || !image) return [];
  const entry = entryOf(cloudEventOf(unmarshall(image as never)), text(link("EventBus"), "name"));
  return [{ sequenceNumber: record.dynamodb?.SequenceNumber ?? "", entry }];
}

/** Returns the sequence number to begin again from, if any. */
async function send(group: Outgoing[]): Promise<string | undefined> {
  const results = await putEvents(group.map(({ entry }) => entry));
  for (const [index, outgoing] of group.entries()) {
    const code = results[index]?.ErrorCode;
    if (code === undefined) continue;
    if (temporary.test(code)) return outgoing.sequenceNumber;
    createLog({ eventType: outgoing.entry.DetailType, code }).error("the bus refused an event");
    await sendMessage(text(link("RelayDeadLetterQueue"), "url"), outgoing.entry);
  }
  return undefined;
}
