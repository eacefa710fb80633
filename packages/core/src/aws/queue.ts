import { callJson, type Service } from "./service.ts";

const sqs: Service = { name: "sqs", host: "sqs", variable: "SQS" };

/** Puts a message into a queue, to be given out after `delaySeconds` (at most 900). */
export async function sendMessage(queueUrl: string, body: unknown, delaySeconds?: number): Promise<void> {
  const input = {
    QueueUrl: queueUrl,
    MessageBody: JSON.stringify(body),
    ...(delaySeconds === undefined ? {} : { DelaySeconds: delaySeconds }),
  };
  await callJson(sqs, "AmazonSQS.SendMessage", input, 3);
}
