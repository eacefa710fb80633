import type { Clock } from "./contract.ts";

interface Timer {
  at: number;
  run: () => void;
}

/** Short enough that a laptop which slept, or whose time was set, catches up soon after; long enough to cost nothing. */
const longestWait = 30_000;

/** The stage's one clock: real time plus an offset that only `advance` moves. Timers do not keep the process alive. */
export function createClock(now: () => number = Date.now): Clock {
  let offset = 0;
  let timers: Timer[] = [];
  let alarm: NodeJS.Timeout | undefined;
  const read = () => now() + offset;

  function arm(): void {
    clearTimeout(alarm);
    alarm = undefined;
    const first = timers[0];
    if (!first) return;
    alarm = setTimeout(fire, Math.min(Math.max(first.at - read(), 0), longestWait)).unref();
  }

  /** Runs what is due at this moment and nothing that those runs add: a timer that renews itself cannot hold the loop. */
  function fire(): void {
    const reached = read();
    const due = timers.filter((timer) => timer.at <= reached);
    timers = timers.filter((timer) => timer.at > reached);
    const failures: unknown[] = [];
    for (const timer of due) {
      try {
        timer.run();
      } catch (error) {
        failures.push(error);
      }
    }
    arm();
    if (failures.length > 0) throw failures[0];
  }

  return {
    now: read,
    advance(milliseconds) {
      if (!(milliseconds >= 0)) throw new RangeError("The clock of the stage only moves forward.");
      offset += milliseconds;
      fire();
    },
    at(at, run) {
      const timer = { at, run: () => run() };
      const place = timers.findIndex((other) => other.at > at);
      timers.splice(place < 0 ? timers.length : place, 0, timer);
      if (timers[0] === timer) arm();
      return () => {
        timer.run = () => {};
        timers = timers.filter((other) => other !== timer);
        if (timers.length === 0) arm();
      };
    },
  };
}
