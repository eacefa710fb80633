import type { Clock, Log } from "../contract.ts";
import type { Message, Messages } from "./message.store.ts";
import type { Outcome, Queues } from "./queues.ts";
import type { QueueNode } from "./topology.ts";

export interface PollerOptions {
  queue: QueueNode;
  batchSize: number;
  /** How long the oldest message waits for a fuller batch. */
  window: number;
  concurrency: number;
  /** Hands a batch to its function and says what became of every message. */
  handle: (batch: Message[]) => Promise<Outcome[]>;
}
export interface Poller {
  readonly running: number;
  /** Takes nothing more; resolves when the batches under way are settled. */
  stop(): Promise<void>;
}
interface Parts {
  queues: Queues;
  clock: Clock;
  log: Log;
  messages: Pick<Messages, "nextAt" | "dueCount">;
}
/** Lambda's limit for the payload of one invocation. */
const maxBytes = 6 * 1024 * 1024;
/** After the store itself failed, as on a full disk. */
const retryMilliseconds = 1_000;

/** Drives one function from one queue. Sleeps until a message is sent or a hidden one becomes due; never polls. */
export function startPoller(options: PollerOptions, parts: Parts): Poller {
  const { queue, batchSize, window, concurrency, handle } = options;
  const { queues, messages, clock, log } = parts;
  const running = new Set<Promise<void>>();
  let stopped = false;
  let scheduled: NodeJS.Immediate | undefined;
  let cancelTimer = () => {};
  const unlisten = queues.listen(queue.name, schedule);
  schedule();

  /** After the current turn: whoever sent is answered first, and what was sent together is one batch. */
  function schedule(): void {
    if (!stopped) scheduled ??= setImmediate(pump);
  }

  function pump(): void {
    scheduled = undefined;
    if (stopped) return;
    cancelTimer();
    try {
      while (running.size < concurrency && batchIsReady()) {
        const batch = queues.receive(queue, { max: batchSize, visibility: queue.visibility, polled: true, maxBytes });
        if (batch.length > 0) start(batch);
      }
      if (running.size < concurrency) sleep();
    } catch (error) {
      log.error(`Messages of ${queue.name} could not be read. Is the disk full?`, { error: String(error) });
      cancelTimer = clock.at(clock.now() + retryMilliseconds, schedule);
    }
  }

  function batchIsReady(): boolean {
    const oldest = messages.nextAt(queue.name);
    if (oldest === undefined || oldest > clock.now()) return false;
    return oldest + window <= clock.now() || messages.dueCount(queue.name, clock.now(), batchSize) >= batchSize;
  }

  function sleep(): void {
    const next = messages.nextAt(queue.name);
    if (next === undefined) return;
    cancelTimer = clock.at(next > clock.now() ? next : next + window, schedule);
  }

  function start(batch: Message[]): void {
    const work = run(batch).finally(() => {
      running.delete(work);
      schedule();
    });
    running.add(work);
  }

  async function run(batch: Message[]): Promise<void> {
    const outcomes = await handle(batch).catch((error: unknown) => batch.map((message) => ({ message, error: String(error) })));
    try {
      queues.settle(queue, outcomes);
    } catch (error) {
      // They come back when their visibility time-out ends.
      log.error(`The outcome of a batch of ${queue.name} could not be kept.`, { error: String(error) });
    }
  }

  return {
    get running() {
      return running.size;
    },
    async stop() {
      stopped = true;
      clearImmediate(scheduled);
      cancelTimer();
      unlisten();
      await Promise.all(running);
    },
  };
}
