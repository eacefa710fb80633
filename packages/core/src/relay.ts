import { EventBridgeClient, PutEventsCommand, type PutEventsRequestEntry } from "@aws-sdk/client-eventbridge";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";
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
  entry: PutEventsRequestEntry;
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
    for (const group of callsOf(batch.Records.flatMap(toOutgoing))) {
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
  const entry = entryOf(cloudEventOf(unmarshall(image as never)), text(link("EventBus"), "name"));
  return [{ sequenceNumber: record.dynamodb?.SequenceNumber ?? "", entry }];
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
