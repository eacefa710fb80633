import type { LambdaWorker } from "./lambda-worker.ts";

export interface Limits {
  perFunction: number;
  total: number;
  /** How long a call waits for a worker before it counts as throttled. */
  waitMilliseconds: number;
}

/** A worker lent to one call. */
export interface Lease {
  worker: LambdaWorker;
  /** True when the worker was started for this call. */
  cold: boolean;
  release(): void;
}

interface Slot {
  functionId: string;
  worker: LambdaWorker;
  busy: boolean;
  /** To be ended when its call is over: its code or environment is old. */
  retired: boolean;
  usedAt: number;
}
interface Waiter {
  functionId: string;
  since: number;
  give(lease: Lease | undefined): void;
}

/** A warm worker goes to its own function's next call, unless another function has been kept waiting this long. */
const patienceMilliseconds = 200;

/** Workers of all functions: made when needed, one call at a time each, an idle one ended when another function needs its place. */
export function createPool(limits: Limits, start: (functionId: string) => LambdaWorker) {
  const slots = new Set<Slot>();
  let waiters: Waiter[] = [];
  let closed = false;

  const of = (functionId: string) => [...slots].filter((slot) => slot.functionId === functionId && !slot.retired);

  function drop(slot: Slot): void {
    slots.delete(slot);
    void slot.worker.end();
  }

  function lend(slot: Slot, cold: boolean): Lease {
    slot.busy = true;
    let released = false;
    const release = () => {
      if (released) return;
      released = true;
      slot.busy = false;
      slot.usedAt = performance.now();
      if (slot.retired || slot.worker.ended) drop(slot);
      serve(slot.functionId);
    };
    return { worker: slot.worker, cold, release };
  }

  function take(functionId: string): Lease | undefined {
    for (const slot of of(functionId)) {
      if (slot.worker.ended && !slot.busy) drop(slot);
      else if (!slot.busy) return lend(slot, false);
    }
    if (of(functionId).length >= limits.perFunction) return undefined;
    if (slots.size >= limits.total && !evict()) return undefined;
    const slot: Slot = { functionId, worker: start(functionId), busy: false, retired: false, usedAt: performance.now() };
    slots.add(slot);
    return lend(slot, true);
  }

  /** Ends the worker that has been idle longest. */
  function evict(): boolean {
    const [oldest] = [...slots].filter((slot) => !slot.busy).sort((left, right) => left.usedAt - right.usedAt);
    if (oldest) drop(oldest);
    return oldest !== undefined;
  }

  function serve(freed: string): void {
    const now = performance.now();
    const own = waiters.find((waiter) => waiter.functionId === freed);
    const first = waiters[0];
    const order = first && now - first.since > patienceMilliseconds ? waiters : [...(own ? [own] : []), ...waiters];
    const full = new Set<string>();
    for (const waiter of new Set(order)) {
      const lease = full.has(waiter.functionId) ? undefined : take(waiter.functionId);
      if (!lease) {
        full.add(waiter.functionId);
        continue;
      }
      waiters = waiters.filter((other) => other !== waiter);
      waiter.give(lease);
    }
  }

  return {
    /** Undefined when no worker came free in time. */
    acquire(functionId: string): Promise<Lease | undefined> {
      if (closed) return Promise.resolve(undefined);
      const lease = waiters.some((waiter) => waiter.functionId === functionId) ? undefined : take(functionId);
      if (lease) return Promise.resolve(lease);
      return new Promise((resolve) => {
        const waiter: Waiter = { functionId, since: performance.now(), give: resolve };
        waiters.push(waiter);
        const timer = setTimeout(() => {
          waiters = waiters.filter((other) => other !== waiter);
          resolve(undefined);
        }, limits.waitMilliseconds);
        waiter.give = (given) => {
          clearTimeout(timer);
          resolve(given);
        };
      });
    },
    /** Ends idle workers of these functions now and busy ones after their call. */
    retire(concerns: (functionId: string) => boolean): void {
      for (const slot of slots) {
        if (!concerns(slot.functionId)) continue;
        slot.retired = true;
        if (!slot.busy) drop(slot);
      }
    },
    async close(): Promise<void> {
      closed = true;
      for (const waiter of waiters) waiter.give(undefined);
      waiters = [];
      const ending = [...slots].map((slot) => slot.worker.end());
      slots.clear();
      await Promise.all(ending);
    },
  };
}
