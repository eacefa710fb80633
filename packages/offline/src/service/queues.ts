import { randomUUID } from "node:crypto";
import type { Clock, FaultName, Faults, Log } from "../contract.ts";
import type { Message, MessageAttribute, Messages } from "./message.store.ts";
import type { Store } from "./store.ts";
import { emptyTopology, type QueueNode, type Topology } from "./topology.ts";

/** Puts a message into a queue; only inside `commit`. Answers its id. */
export type Send = (queue: QueueNode, body: string, options?: SendOptions) => string;
export interface SendOptions {
  /** Instead of the queue's own delay. */
  delay?: number;
  attributes?: Record<string, MessageAttribute>;
}
/** What became of a received message: no `error` means done. */
export interface Outcome {
  message: Message;
  error?: string;
}
export interface ReceiveOptions {
  max: number;
  visibility: number;
  /** Held by the stage's own workers, which die with it. */
  polled: boolean;
  maxBytes?: number;
}
export type Queues = ReturnType<typeof createQueues>;

interface Parts {
  store: Store;
  messages: Messages;
  clock: Clock;
  faults: () => Faults;
  onFault?: (name: FaultName) => void;
  /** Told of each message that was dealt with. */
  onHandled?: (messageId: string) => void;
  random: () => number;
  log: Log;
}
/** A duplicate comes within this time of its twin, and a held back message this much after the ones it should precede. */
const disorderMilliseconds = 100;

/** Sending, receiving and settling, each in one transaction; whoever waits on a queue is woken after the commit. */
export function createQueues({ store, messages, clock, faults, onFault = () => {}, onHandled = () => {}, random, log }: Parts) {
  let topology = emptyTopology;
  const listeners = new Map<string, Set<() => void>>();
  const touched = new Set<string>();

  function commit<T>(work: (send: Send) => T): T {
    try {
      return store.transaction(() => work(send));
    } finally {
      wake();
    }
  }

  function wake(): void {
    const names = [...touched];
    touched.clear();
    for (const name of names) for (const listener of listeners.get(name) ?? []) listener();
  }

  const send: Send = (queue, body, options = {}) => {
    const { duplicate = 0, reorder = 0, delay: late } = faults();
    const now = clock.now();
    const delay = options.delay ?? queue.delay;
    const held = (late && hits("delay", late.rate) ? late.milliseconds : 0) + (hits("reorder", reorder) ? disorder() : 0);
    const message = { queue: queue.name, id: randomUUID(), body, attributes: options.attributes ?? {}, sentAt: now, delayed: delay > 0 };
    messages.insert({ ...message, visibleAt: now + delay + held });
    if (hits("duplicate", duplicate)) messages.insert({ ...message, visibleAt: now + delay + disorder() });
    touched.add(queue.name);
    return message.id;
  };
  const hits = (name: FaultName, rate: number) => {
    const struck = rate > 0 && random() < rate;
    if (struck) onFault(name);
    return struck;
  };
  const disorder = () => Math.floor(random() * disorderMilliseconds);

  function receive(queue: QueueNode, options: ReceiveOptions): Message[] {
    const now = clock.now();
    if ((messages.nextAt(queue.name) ?? Number.POSITIVE_INFINITY) > now) return [];
    return commit(() => {
      const taken = new Map<string, Message>();
      let bytes = 0;
      for (const message of messages.due(queue.name, now, options.max)) {
        if (queue.limit && message.receives >= queue.limit.receives) {
          park(queue, message, now);
          continue;
        }
        bytes += Buffer.byteLength(message.body);
        if (taken.size > 0 && bytes > (options.maxBytes ?? Number.POSITIVE_INFINITY)) break;
        // The twin of an injected duplicate stays for the next batch: one answer never holds the same message twice.
        if (taken.has(message.id)) continue;
        taken.set(message.id, messages.take(message, now, now + options.visibility, options.polled));
      }
      return [...taken.values()];
    });
  }

  function park(queue: QueueNode, message: Message, now: number, error?: string): void {
    const to = queue.limit?.to;
    if (to) {
      messages.park(message.seq, to, now, error);
      touched.add(to);
      return;
    }
    log.error(`${queue.id} failed ${message.receives} times for an asynchronous event, which is dropped as on Lambda.`, {
      body: message.body,
      error: error ?? message.lastError,
    });
    messages.remove(message.seq, message.receipt);
  }

  /**
   * Deletes what was handled. What failed comes back after min(visibility time-out, 1 s * 2^(receives - 1)), where SQS waits
   * for the whole visibility time-out; the last allowed failure parks it at once. Messages received anew meanwhile stay.
   */
  function settle(queue: QueueNode, outcomes: Outcome[]): void {
    const now = clock.now();
    commit(() => {
      for (const { message, error } of outcomes) {
        if (error === undefined) {
          if (messages.remove(message.seq, message.receipt)) onHandled(message.id);
          continue;
        }
        const backOff = Math.min(queue.visibility, 1_000 * 2 ** (message.receives - 1));
        const held = messages.hide(message.seq, message.receipt, now + backOff, error);
        if (held && queue.limit && message.receives >= queue.limit.receives) park(queue, message, now, error);
      }
      touched.add(queue.name);
    });
  }

  return {
    commit,
    receive,
    settle,
    topology: () => topology,
    use: (next: Topology) => void (topology = next),
    /** Moves what a dead-letter queue holds back to the queues it came from. */
    redrive(queue: QueueNode): number {
      return commit(() => {
        const sources = [...topology.queues.values()].filter((source) => source.limit?.to === queue.name);
        for (const source of sources) touched.add(source.name);
        return messages.back(queue.name, sources[0]?.name, clock.now());
      });
    },
    hide(queue: QueueNode, seq: number, receipt: string, visibility: number): boolean {
      return commit(() => {
        touched.add(queue.name);
        const now = clock.now();
        return messages.inFlight(seq, receipt, now) && messages.hide(seq, receipt, now + visibility);
      });
    },
    /** Calls back whenever something may have become due in the queue. */
    listen(queue: string, listener: () => void): () => void {
      const set = listeners.get(queue) ?? new Set();
      listeners.set(queue, set.add(listener));
      return () => void set.delete(listener);
    },
  };
}
