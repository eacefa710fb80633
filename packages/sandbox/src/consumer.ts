import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { createDelivery } from "./delivery.ts";
import { now, sandboxSecret, webhookUrl } from "./runtime.ts";
import { Message } from "./webhook.ts";

/** Delivers the webhooks of a batch; those that fail come again. */
export async function handler(batch: SQSEvent): Promise<SQSBatchResponse> {
  const deliver = createDelivery({ url: webhookUrl(), secret: sandboxSecret(), now });
  const results = await Promise.allSettled(batch.Records.map(async ({ body }) => deliver(Message.parse(JSON.parse(body)))));
  const batchItemFailures = results.flatMap((result, index) => {
    const record = batch.Records[index];
    if (result.status === "fulfilled" || !record) return [];
    const entry = { level: "warn", message: "webhook not delivered", messageId: record.messageId, reason: String(result.reason) };
    // Not by the console, which Lambda wraps: an entry stays JSON.
    process.stdout.write(`${JSON.stringify(entry)}\n`);
    return [{ itemIdentifier: record.messageId }];
  });
  return { batchItemFailures };
}
