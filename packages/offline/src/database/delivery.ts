import type { Clock, Functions, InvokeResult, Log, Services } from "../contract.ts";
import type { Mapping } from "../graph.ts";
import { isRecord } from "./client.ts";
import type { StreamRecord } from "./stream.ts";

export interface DeliveryContext {
  mapping: Mapping;
  functions: () => Functions;
  services: () => Services;
  clock: Clock;
  log: Log;
  stopped: AbortSignal;
}

/**
 * Hands one batch to the function the way Lambda's poller does, and returns when every record was handled or given up:
 * a partial answer goes on from its lowest sequence number, a failed batch is halved where the mapping says so, then tried again
 * with growing pauses; what stays is sent whole to the failure destination.
 * @throws when the stage stops in between; the batch is then read again from its checkpoint.
 */
export async function deliver(context: DeliveryContext, batch: StreamRecord[], invocations = 0): Promise<void> {
  const { mapping, stopped } = context;
  let remaining = batch;
  let attempts = 0;
  let count = invocations;
  for (;;) {
    stopped.throwIfAborted();
    const result = await context.functions().invoke(mapping.functionId, { Records: remaining }, { source: "stream" });
    count += 1;
    const failedAt = firstFailure(result, remaining, mapping.partialResponses);
    if (failedAt === undefined) return;
    if (failedAt > 0) attempts = 0;
    remaining = remaining.slice(failedAt);
    if (failedAt === 0 && mapping.bisect && remaining.length > 1) return halve(context, remaining, count);
    if (isThrottled(result)) {
      await pause(context, 0);
      continue;
    }
    if (attempts >= (mapping.maximumRetryAttempts ?? Number.POSITIVE_INFINITY)) return giveUp(context, remaining, count);
    await pause(context, attempts);
    attempts += 1;
  }
}

async function halve(context: DeliveryContext, batch: StreamRecord[], invocations: number): Promise<void> {
  const middle = Math.ceil(batch.length / 2);
  await deliver(context, batch.slice(0, middle), invocations);
  await deliver(context, batch.slice(middle), invocations);
}

/** Index of the first record to try again; undefined when all are done. */
function firstFailure(result: InvokeResult, batch: StreamRecord[], partialResponses: boolean): number | undefined {
  if (!result.ok) return 0;
  if (!partialResponses || !isRecord(result.payload)) return undefined;
  const failures = result.payload.batchItemFailures;
  if (failures === undefined || failures === null || (Array.isArray(failures) && failures.length === 0)) return undefined;
  if (!Array.isArray(failures)) return 0;
  // An identifier that is not of this batch fails the whole of it, as on AWS.
  const places = failures.map((failure) =>
    batch.findIndex((record) => isRecord(failure) && record.dynamodb.SequenceNumber === failure.itemIdentifier),
  );
  return Math.max(0, Math.min(...places));
}

function isThrottled(result: InvokeResult): boolean {
  return !result.ok && result.error.type === "Throttled";
}

function giveUp({ mapping, services, clock, log }: DeliveryContext, batch: StreamRecord[], invocations: number): void {
  const [first, last] = [batch[0], batch.at(-1)];
  log.error(
    `${mapping.functionId} failed ${invocations} times for ${batch.length} stream record(s)${mapping.onFailureArn ? "; sent to its dead letters" : "; nobody gets them"}.`,
    {
      from: first?.dynamodb.SequenceNumber,
      to: last?.dynamodb.SequenceNumber,
    },
  );
  if (!mapping.onFailureArn) return;
  const at = new Date(clock.now()).toISOString();
  const body = {
    requestContext: {
      requestId: crypto.randomUUID(),
      functionArn: mapping.functionId,
      condition: "RetryAttemptsExhausted",
      approximateInvokeCount: invocations,
    },
    responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
    version: "1.0",
    timestamp: at,
    DDBStreamBatchInfo: {
      shardId: "shardId-offline",
      startSequenceNumber: first?.dynamodb.SequenceNumber,
      endSequenceNumber: last?.dynamodb.SequenceNumber,
      approximateArrivalOfFirstRecord: at,
      approximateArrivalOfLastRecord: at,
      batchSize: batch.length,
      streamArn: first?.eventSourceARN,
    },
    // AWS leaves the records out: they are in the stream for a day. Offline the stream is trimmed, so they are kept here.
    offlineRecords: batch,
  };
  services().send(mapping.onFailureArn, JSON.stringify(body));
}

/** 0.2 s, doubling up to 10 s, on the stage's clock. */
function pause({ clock, stopped }: DeliveryContext, attempts: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancel = clock.at(clock.now() + Math.min(10_000, 200 * 2 ** attempts), () => {
      stopped.removeEventListener("abort", abort);
      resolve();
    });
    const abort = (): void => {
      cancel();
      reject(stopped.reason);
    };
    stopped.addEventListener("abort", abort, { once: true });
  });
}
