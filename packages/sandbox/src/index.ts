export { createSandbox } from "./app.ts";
export { createDelivery } from "./delivery.ts";
export type { Intent } from "./intent.ts";
export type { Parts } from "./part.ts";
export { signWebhook } from "./signature.ts";
export type { Entry } from "./store.ts";
export type { Message } from "./webhook.ts";
