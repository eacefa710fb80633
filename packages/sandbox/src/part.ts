import type { Message } from "./webhook.ts";

/** Sends commands to DynamoDB: `createClient` of `@souk/core/dynamo/client`, or anything like it. */
export interface Database {
  send(command: { operation?: string; input: object }): Promise<Record<string, unknown>>;
}

/** All that the provider needs of the world. Made in `runtime.ts` from what the function is linked with, and by tests. */
export interface Parts {
  client: Database;
  tableName: string;
  /** Opens the API, and signs the webhooks. */
  secret: string;
  now(): Date;
  /** An unguessable id with a prefix. */
  id(prefix: string): string;
  sleep(milliseconds: number): Promise<void>;
  /** Puts a webhook into the queue that `consumer.ts` delivers from. */
  enqueue(message: Message, delaySeconds: number): Promise<void>;
}
