import type { Clock, Functions, Log } from "../contract.ts";
import { originOf } from "./async-call.ts";
import { filterBatch, outcomes, queueEvent } from "./batch.ts";
import type { Message, Messages } from "./message.store.ts";
import { startPoller, type Poller, type PollerOptions } from "./poller.ts";
import type { Outcome, Queues } from "./queues.ts";
import type { MappingNode, QueueNode, Topology } from "./topology.ts";

interface Parts {
  queues: Queues;
  messages: Messages;
  clock: Clock;
  log: Log;
  functions: Functions;
}
/** Batches of one subscription at a time, unless the program allows fewer. Lambda begins with five; each costs a warm worker here. */
const concurrency = 2;

/** Keeps one poller per subscription and one per function for asynchronous calls, through hot reloads. */
export function createPollers({ queues, messages, clock, log, functions }: Parts) {
  let running = new Map<string, Poller>();
  const stopping = new Set<Promise<void>>();
  let read: string[] = [];

  async function deliver(mapping: MappingNode, queue: QueueNode, batch: Message[]): Promise<Outcome[]> {
    const { region } = queues.topology();
    const { wanted, dropped } = filterBatch(mapping, queue, region, batch);
    const done = dropped.map((message) => ({ message }));
    if (wanted.length === 0) return done;
    const result = await functions.invoke(mapping.functionId, queueEvent(queue, region, wanted), { source: "queue" });
    const reasonOf = (message: Message) => lastWords(mapping.functionId, message);
    return [...done, ...outcomes(wanted, result, mapping.partialResponses, reasonOf)];
  }

  /** A partial answer gives no reason: the line that the function logged about the message does. */
  function lastWords(functionId: string, message: Message): string | undefined {
    const calls = functions.invocations().filter((call) => call.functionId === functionId);
    const lines = calls.slice(-10).flatMap((call) => call.logs);
    return lines.findLast((line) => line.includes(message.id))?.slice(0, 2_000);
  }

  async function callEach(functionId: string, batch: Message[]): Promise<Outcome[]> {
    const results = batch.map(async (message) => {
      const result = await functions.invoke(functionId, JSON.parse(message.body), { source: originOf(message) });
      return outcomes([message], result, false);
    });
    return (await Promise.all(results)).flat();
  }

  function optionsOf(topology: Topology): Map<string, PollerOptions> {
    const all = new Map<string, PollerOptions>();
    for (const mapping of topology.mappings) {
      const queue = topology.queues.get(mapping.queue);
      if (!queue) continue;
      const { batchSize, windowSeconds, maximumConcurrency = concurrency } = mapping;
      all.set(JSON.stringify([queue, { ...mapping, matchers: [] }]), {
        queue,
        batchSize,
        window: windowSeconds * 1_000,
        concurrency: Math.min(maximumConcurrency, concurrency),
        handle: (batch) => deliver(mapping, queue, batch),
      });
    }
    for (const queue of topology.queues.values()) {
      const { functionId } = queue;
      if (!functionId) continue;
      const handle = (batch: Message[]) => callEach(functionId, batch);
      all.set(JSON.stringify(queue), { queue, batchSize: 1, window: 0, concurrency, handle });
    }
    return all;
  }

  return {
    /** A subscription that did not change goes on undisturbed; a batch of one that did is still settled. */
    apply(topology: Topology): void {
      const wanted = optionsOf(topology);
      const kept = new Map([...running].filter(([key]) => wanted.has(key)));
      for (const [key, poller] of running) {
        if (wanted.has(key)) continue;
        const ended = poller.stop().finally(() => stopping.delete(ended));
        stopping.add(ended);
      }
      for (const [key, options] of wanted) if (!kept.has(key)) kept.set(key, startPoller(options, { queues, messages, clock, log }));
      running = kept;
      read = [...wanted.values()].map((options) => options.queue.name);
    },
    idle(): boolean {
      const now = clock.now();
      return [...running.values()].every((poller) => poller.running === 0) && !read.some((queue) => messages.busy(queue, now));
    },
    async stop(): Promise<void> {
      await Promise.all([...stopping, ...[...running.values()].map((poller) => poller.stop())]);
    },
  };
}
