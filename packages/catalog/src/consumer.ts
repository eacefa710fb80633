import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { type Context, describe } from "@souk/core";
import { createContext } from "@souk/core/runtime";
import * as z from "zod";
import type { Message } from "./import/bucket.ts";
import { ImportId } from "./import/import.model.ts";
import { fail, runChunk } from "./import/run-import.ts";

const Job = z.strictObject({ shopId: z.string(), importId: ImportId, chunk: z.int().min(0) });

/** As often as the queue delivers before the message is a dead letter. */
const triesAtMost = 5;

type ContextOf = (message: Message, record: SQSRecord) => Context;

const systemContext: ContextOf = ({ shopId }, { messageId }) =>
  createContext({ actor: { type: "system", name: "import" }, requestId: messageId, shopId });

/** The Lambda handler of the import queue: a chunk of products per message. */
export function jobs(contextOf: ContextOf) {
  return async function handler(batch: SQSEvent): Promise<SQSBatchResponse> {
    const batchItemFailures: { itemIdentifier: string }[] = [];
    for (const record of batch.Records) {
      const message = Job.parse(JSON.parse(record.body));
      const ctx = contextOf(message, record);
      try {
        await runChunk(ctx, message.importId, message.chunk);
      } catch (error) {
        ctx.log.error("import failed", { importId: message.importId, chunk: message.chunk, ...describe(error) });
        batchItemFailures.push({ itemIdentifier: record.messageId });
        if (Number(record.attributes.ApproximateReceiveCount) >= triesAtMost) await fail(ctx, message.importId, message.chunk);
      }
    }
    return { batchItemFailures };
  };
}

export const handler = jobs(systemContext);
