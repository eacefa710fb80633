import { percentile } from "../figure.ts";

export interface OpenRun {
  /** Arrivals a second that were asked for. */
  rate: number;
  /** Arrivals, up to where it was given up, and how many of them were not answered when the waiting ended. */
  due: number;
  unanswered: number;
  /** From the time that a request was due, so that waiting for its turn counts: no coordinated omission. */
  p50: number;
  p99: number;
  worst: number;
  /** How late the driver itself was, in the 99th of a hundred, where a client was free: a driver that is late measures itself. */
  driverP99: number;
}

export interface Time {
  now(): number;
  wait(milliseconds: number): Promise<void>;
}

export const realTime: Time = {
  now: () => performance.now(),
  wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
};

export interface Arrivals {
  rate: number;
  seconds: number;
  /** What is still under way so long after the last arrival counts as unanswered. */
  graceSeconds: number;
}

/** When each request is due, in milliseconds from the start: evenly, whether those before it were answered or not. */
export const dueTimes = ({ rate, seconds }: Pick<Arrivals, "rate" | "seconds">): number[] =>
  Array.from({ length: Math.round(rate * seconds) }, (_, index) => (index * 1000) / rate);

/**
 * Arrivals at a steady rate, as people come who know nothing of each other. Each takes a client that is free, or waits for one; its
 * latency counts from when it was due. Throws what a step throws.
 */
export async function driveOpen(steps: (() => Promise<void>)[], arrivals: Arrivals, time: Time = realTime): Promise<OpenRun> {
  const due = dueTimes(arrivals);
  const [free, waiting] = [[...steps], [] as number[]];
  const [latencies, lateness]: number[][] = [[], []];
  const underWay = new Set<Promise<void>>();
  const failures: unknown[] = [];
  const began = time.now();
  let closed = false;
  let arrived = 0;

  function take(at: number): void {
    const step = free.pop();
    if (!step) return void waiting.push(at);
    lateness?.push(time.now() - began - at);
    run(step, at);
  }
  function run(step: () => Promise<void>, at: number): void {
    const work = step()
      .then(
        () => void (closed || latencies?.push(time.now() - began - at)),
        (error: unknown) => void failures.push(error),
      )
      .then(() => {
        underWay.delete(work);
        const next = closed ? undefined : waiting.shift();
        if (next === undefined) free.push(step);
        else run(step, next);
      });
    underWay.add(work);
  }

  for (const at of due) {
    const early = at - (time.now() - began);
    if (early > 0) await time.wait(early);
    // More than the grace can answer wait already: the rest would only make the queue longer.
    if (failures.length > 0 || waiting.length > arrivals.rate * arrivals.graceSeconds) break;
    arrived += 1;
    take(at);
  }
  const end = time.now() + arrivals.graceSeconds * 1000;
  while (failures.length === 0 && (underWay.size > 0 || waiting.length > 0) && time.now() < end) await time.wait(5);
  closed = true;
  await Promise.all(underWay);
  if (failures.length > 0) throw failures[0];
  const answered = latencies ?? [];
  return {
    rate: arrivals.rate,
    due: arrived,
    unanswered: arrived - answered.length,
    p50: percentile(answered, 50),
    p99: percentile(answered, 99),
    worst: percentile(answered, 100),
    driverP99: percentile(lateness ?? [], 99),
  };
}

/** Whether the rate was held: all were answered, and so many in a hundred soon enough. */
export const held = ({ unanswered, p99 }: OpenRun, p99Milliseconds: number): boolean => unanswered === 0 && p99 <= p99Milliseconds;

/**
 * The highest rate that holds, to a tenth of it: doubled or halved from the first until it does not or does, then in the middle of what
 * held and what did not. Answers every try, in order; nothing is tried beyond `most` tries.
 */
export async function findHighest<T>(first: number, attempt: (rate: number) => Promise<{ ok: boolean; run: T }>, most = 8) {
  const tries: { rate: number; ok: boolean; run: T }[] = [];
  let [low, high] = [0, Number.POSITIVE_INFINITY];
  let rate = first;
  while (tries.length < most && (high === Number.POSITIVE_INFINITY || high - low > high / 10)) {
    const { ok, run } = await attempt(rate);
    tries.push({ rate, ok, run });
    if (ok) low = rate;
    else high = rate;
    if (high === Number.POSITIVE_INFINITY) rate = low * 2;
    else if (low === 0) rate = high / 2;
    else rate = Math.sqrt(low * high);
    rate = Math.max(1, Math.round(rate));
    if (tries.some((known) => known.rate === rate)) break;
  }
  return { highest: low, tries };
}
