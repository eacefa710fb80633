import { EventBridgeClient, PutEventsCommand, type PutEventsRequestEntry } from "@aws-sdk/client-eventbridge";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";
import { unmarshall } from "./dynamo/marshall.ts";
import { cloudEventOf } from "./event.ts";
import { createLog } from "./log.ts";
import { countLine } from "./metric.ts";
import { link, text } from "./resource.ts";

// Limits of one PutEvents call: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html
const entriesPerCall = 10;
const bytesPerCall = 256 * 1024;

/** What means "not now" rather than "not this one": the batch comes again from here. */
const temporary = /Throttling|InternalFailure|ServiceUnavailable|InternalException/;

interface Outgoing {
  sequenceNumber: string;
  entry: PutEventsRequestEntry;
  bytes: number;
}

const bus = new EventBridgeClient({ maxAttempts: 2 });
const queue = new SQSClient({ maxAttempts: 2 });

/**
 * Puts new event rows on the bus, in the order of the stream. It does not judge what was committed: an entry that the bus refuses for
 * its content goes whole to the relay's dead letters and the batch goes on. Only outage or throttling is a failure, at its lowest
 * sequence number.
 */
export async function handler(batch: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> {
  const sent: string[] = [];
  try {
    for (const group of groups(batch.Records.flatMap(toOutgoing))) {
      const failed = await send(group);
      if (failed !== undefined) return { batchItemFailures: [{ itemIdentifier: failed }] };
      sent.push(...group.map(({ entry }) => entry.DetailType ?? ""));
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
  const event = cloudEventOf(unmarshall(image as never));
  const entry = {
    EventBusName: text(link("EventBus"), "name"),
    Source: event.source,
    DetailType: event.type,
    Time: new Date(event.time),
    Detail: JSON.stringify(event),
  };
  return [{ sequenceNumber: record.dynamodb?.SequenceNumber ?? "", entry, bytes: Buffer.byteLength(entry.Detail) + 256 }];
}

/** Calls as full as the limits allow, in order. */
function groups(all: Outgoing[]): Outgoing[][] {
  const result: Outgoing[][] = [];
  let bytes = 0;
  for (const outgoing of all) {
    const last = result.at(-1);
    bytes += outgoing.bytes;
    if (last && last.length < entriesPerCall && bytes <= bytesPerCall) {
      last.push(outgoing);
      continue;
    }
    result.push([outgoing]);
    bytes = outgoing.bytes;
  }
  return result;
}

/** Returns the sequence number to begin again from, if any. */
async function send(group: Outgoing[]): Promise<string | undefined> {
  const { Entries = [] } = await bus.send(new PutEventsCommand({ Entries: group.map(({ entry }) => entry) }));
  for (const [index, outgoing] of group.entries()) {
    const code = Entries[index]?.ErrorCode;
    if (code === undefined) continue;
    if (temporary.test(code)) return outgoing.sequenceNumber;
    createLog({ eventType: outgoing.entry.DetailType, code }).error("the bus refused an event");
    await queue.send(
      new SendMessageCommand({ QueueUrl: text(link("RelayDeadLetterQueue"), "url"), MessageBody: JSON.stringify(outgoing.entry) }),
    );
  }
  return undefined;
}
