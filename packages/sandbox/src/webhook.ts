import * as z from "zod";
import type { Intent, WebhookType } from "./intent.ts";
import { findMethod } from "./method.ts";
import type { Parts } from "./part.ts";
import { view } from "./view.ts";

/** A webhook in its queue. The body is fixed here, so that every delivery of it is the same to the byte; only the signature is new. */
export const Message = z.object({ id: z.string(), body: z.string() });
export type Message = z.infer<typeof Message>;

/** Announces a change, as often and as late as the payment's last test method asks for. */
export async function announce(parts: Parts, type: WebhookType, intent: Intent): Promise<void> {
  const method = findMethod(intent.attempts.at(-1)?.method ?? "");
  const id = parts.id("msg");
  const message = { id, body: JSON.stringify({ id, type, timestamp: parts.now().toISOString(), data: view(intent) }) };
  for (let sent = 0; sent < (method?.webhooks ?? 1); sent += 1) await parts.enqueue(message, method?.webhookDelaySeconds ?? 0);
}
