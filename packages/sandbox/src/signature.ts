import { createHmac } from "node:crypto";

/** A secret is text, or base64 behind `whsec_` as Standard Webhooks write it. */
const keyOf = (secret: string) =>
  secret.startsWith("whsec_") ? Buffer.from(secret.slice("whsec_".length), "base64") : Buffer.from(secret);

/** The headers of a signed webhook (https://www.standardwebhooks.com): HMAC-SHA-256 of `id.timestamp.body`. */
export function signWebhook(secret: string, id: string, body: string, at: Date) {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const signature = createHmac("sha256", keyOf(secret)).update(`${id}.${timestamp}.${body}`).digest("base64");
  return { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": `v1,${signature}` };
}
