import { timeoutSignal } from "./provider.ts";
import { connectRelay } from "./relay.ts";
import type { World } from "./world.ts";

/** Runs with the platform's network, timers and log led into the world: `fetch`, `AbortSignal.timeout`, `console.log` and the standard output. */
export async function patched<T>(world: World, body: () => Promise<T>): Promise<T> {
  const { fetch } = globalThis;
  const { log } = console;
  const write = process.stdout.write;
  const depth = Error.stackTraceLimit;
  const { timeout } = AbortSignal;
  connectRelay();
  globalThis.fetch = world.provider.fetch as typeof fetch;
  AbortSignal.timeout = timeoutSignal;
  console.log = () => {};
  process.stdout.write = () => true;
  // Thousands of errors a second, and nobody reads where they come from.
  Error.stackTraceLimit = world.trace.lines.length > 0 ? depth : 2;
  try {
    return await body();
  } finally {
    globalThis.fetch = fetch;
    AbortSignal.timeout = timeout;
    console.log = log;
    process.stdout.write = write;
    Error.stackTraceLimit = depth;
  }
}
