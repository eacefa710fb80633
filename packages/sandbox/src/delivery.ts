import { signWebhook } from "./signature.ts";
import type { Message } from "./webhook.ts";

interface Options {
  url: string;
  secret: string;
  now(): Date;
  fetch?: typeof fetch;
}

/** Delivers a webhook; anything but a 2xx within 8 s is a failure, and the queue brings the message again. */
export function createDelivery({ url, secret, now, fetch: send = fetch }: Options) {
  return async function deliver({ id, body }: Message): Promise<void> {
    const headers = { "content-type": "application/json", ...signWebhook(secret, id, body, now()) };
    const response = await send(url, { method: "POST", headers, body, signal: AbortSignal.timeout(8000) });
    await response.body?.cancel();
    if (!response.ok) throw new Error(`webhook ${id} was answered with ${response.status}`);
  };
}
