import type { Invocation } from "../contract.ts";
import type { Message } from "./message.store.ts";
import type { SendOptions } from "./queues.ts";

type Origin = Extract<Invocation["source"], "rule" | "cron" | "invoke">;
const attribute = "origin";

/** How an asynchronous call stands in its function's inner queue: no delay, and who called. */
export const asyncCall = (origin: Origin): SendOptions => ({
  delay: 0,
  attributes: { [attribute]: { DataType: "String", StringValue: origin } },
});

export function originOf(message: Message): Origin {
  const origin = message.attributes[attribute]?.StringValue;
  return origin === "rule" || origin === "cron" ? origin : "invoke";
}
