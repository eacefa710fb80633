import type { EventLatency } from "../contract.ts";

/** Finished events to look back on, and at most so many messages under way: what is parked never ends. */
const kept = 20_000;

interface UnderWay {
  latency: EventLatency;
  waiting: number;
}

/** How long each event took until every consumer had dealt with it. In memory: figures, not state. */
export function createLatencies(now: () => number) {
  const underWay = new Map<string, UnderWay>();
  let done: EventLatency[] = [];
  return {
    /** The bus took an event and put these messages into its consumers' queues. */
    taken(event: Pick<EventLatency, "id" | "detailType" | "at">, messageIds: string[]): void {
      if (messageIds.length === 0) return;
      const latency = { ...event, takenAt: now(), doneAt: 0, consumers: messageIds.length };
      const entry = { latency, waiting: messageIds.length };
      for (const id of messageIds) underWay.set(id, entry);
      for (const oldest of underWay.keys()) {
        if (underWay.size <= kept) break;
        underWay.delete(oldest);
      }
    },
    /** A consumer has dealt with a message. */
    handled(messageId: string): void {
      const entry = underWay.get(messageId);
      if (!entry || !underWay.delete(messageId)) return;
      entry.waiting -= 1;
      if (entry.waiting > 0) return;
      entry.latency.doneAt = now();
      done.push(entry.latency);
      if (done.length > kept * 2) done = done.slice(-kept);
    },
    /** The latest, oldest first. */
    list: (): EventLatency[] => done.slice(-kept),
  };
}
export type Latencies = ReturnType<typeof createLatencies>;
