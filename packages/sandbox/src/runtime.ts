import { randomBytes } from "node:crypto";
import { sendMessage } from "@souk/core/aws/queue";
import { credentials, regionHere } from "@souk/core/aws/service";
import { createClient } from "@souk/core/dynamo/client";
import { Resource } from "sst/resource";
import type { Parts } from "./part.ts";

/** The one place of the provider that reads what its function was given. It shares nothing with the shop but the clients of AWS. */
function linked(name: string, property: string): string {
  const value = (Resource as unknown as Record<string, Record<string, unknown>>)[name]?.[property];
  if (typeof value !== "string") throw new TypeError(`"${name}" is not linked: see infra/sandbox.ts`);
  return value;
}

export const now = () => new Date();
export const sandboxSecret = () => linked("SandboxSecret", "value");

export function webhookUrl(): string {
  const url = process.env["WEBHOOK_URL"];
  if (!url) throw new TypeError("WEBHOOK_URL is not set: see infra/sandbox.ts");
  return url;
}

export function deployedParts(): Parts {
  const region = regionHere();
  const queueUrl = linked("SandboxWebhooks", "url");
  return {
    tableName: linked("SandboxTable", "name"),
    secret: sandboxSecret(),
    now,
    id: (prefix) => `${prefix}_${randomBytes(16).toString("hex")}`,
    sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    client: createClient({
      endpoint: process.env["AWS_ENDPOINT_URL_DYNAMODB"] ?? `https://dynamodb.${region}.amazonaws.com`,
      region,
      credentials,
    }),
    enqueue: (message, delaySeconds) => sendMessage(queueUrl, message, delaySeconds),
  };
}
