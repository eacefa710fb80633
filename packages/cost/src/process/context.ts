import { type Actor, type Context, type Table, typeId } from "@souk/core";
import { createLog } from "@souk/core/log";
import { createTokens } from "@souk/core/token";

export const shopId = "demo";
export const sandboxUrl = "http://sandbox.counted/";
export const sandboxSecret = "a secret of the provider while counting";

const links: Record<string, Record<string, unknown>> = {
  Sandbox: { url: sandboxUrl },
  SandboxSecret: { value: sandboxSecret },
  Site: { url: "https://souk.example" },
  Sender: { address: "orders@souk.example" },
};

export interface Clock {
  now: number;
}

/** Makes contexts on one table, one clock and a chance from a seed. */
export function contexts(table: Table, clock: Clock, logged: (line: string) => void) {
  let seed = 42;
  const random = () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed / 2 ** 32;
  };
  return (actor: Actor, requestId = "req_counted", traceparent = `00-${"1".repeat(32)}-${"1".repeat(16)}-01`): Context => ({
    shopId,
    actor,
    requestId,
    traceparent,
    now: () => new Date(clock.now),
    id: (prefix) => typeId(prefix, clock.now, random),
    random,
    sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, Math.min(milliseconds, 5))),
    table,
    log: createLog({ requestId, traceparent, shopId }, logged),
    tokens: createTokens("a secret while counting", shopId),
    link(name) {
      const found = links[name];
      if (!found) throw new Error(`"${name}" is not linked`);
      return found;
    },
  });
}
