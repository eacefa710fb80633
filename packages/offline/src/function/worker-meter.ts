import { AsyncLocalStorage } from "node:async_hooks";
import { subscribe } from "node:diagnostics_channel";
import type { ClientRequest } from "node:http";
import type { Usage, UsagePart } from "./usage.ts";

/** The slot in which the code under test looks for whoever counts: `packages/core/src/meter.ts`. */
const slot = Symbol.for("souk.meter");

interface Consumed {
  operation: string;
  read: number;
  write: number;
  refused?: boolean;
}

/** Counts in the worker's thread, which runs one invocation at a time: what is consumed between two starts is the first one's. */
export function installMeter() {
  const traces = new AsyncLocalStorage<string>();
  let parts = new Map<string | undefined, UsagePart>();
  let began = process.threadCpuUsage();

  function part(): UsagePart {
    const trace = traces.getStore();
    const known = parts.get(trace);
    if (known) return known;
    const made: UsagePart = { ...(trace ? { trace } : {}), dynamo: {}, other: {} };
    parts.set(trace, made);
    return made;
  }

  const meter = {
    dynamo({ operation, read, write, refused }: Consumed): void {
      const count = (part().dynamo[operation] ??= { calls: 0, read: 0, write: 0, refused: 0 });
      count.calls += 1;
      count.read += read;
      count.write += write;
      if (refused) count.refused += 1;
    },
    within: <T>(traceparent: string, run: () => Promise<T>) => traces.run(traceparent.split("-")[1] ?? traceparent, run),
  };
  Object.assign(globalThis, { [slot]: meter });

  subscribe("http.client.request.start", (message) => {
    const { request } = message as { request: ClientRequest };
    const target = String(request.getHeader("x-amz-target") ?? "");
    if (target.startsWith("DynamoDB")) return;
    const name = target || `${request.method} ${request.path.split("?", 1)[0] ?? ""}`;
    const { other } = part();
    other[name] = (other[name] ?? 0) + 1;
  });

  return {
    start(): void {
      parts = new Map();
      began = process.threadCpuUsage();
    },
    read(): Usage {
      const { user, system } = process.threadCpuUsage(began);
      return { cpuMilliseconds: (user + system) / 1000, parts: [...parts.values()] };
    },
  };
}
