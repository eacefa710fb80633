import { type FSWatcher, watch } from "node:fs";
import type { Log } from "../contract.ts";

/** Tells the pumps that something was written. */
export interface Waker {
  /** Resolves at the next write, or after the poll's interval. */
  next(): Promise<void>;
  wake(): void;
  close(): void;
}

/** A commit can be read only after the write to the log that tells of it: whoever was quicker looks again, so long after each look. */
const looksAfter = [1, 10, 100];

/** Watching the write-ahead log costs nothing while idle and answers in half a millisecond; the poll covers what a watch can miss. */
export function createWaker(file: string | undefined, log: Log): Waker {
  const pollMilliseconds = file === undefined ? 100 : 1_000;
  let waiting = new Set<() => void>();
  const wake = (): void => {
    const woken = waiting;
    waiting = new Set();
    for (const resolve of woken) resolve();
  };
  let again: NodeJS.Timeout | undefined;
  const lookAgain = ([wait, ...others]: number[]): void => {
    if (wait === undefined) return;
    again = setTimeout(() => {
      wake();
      lookAgain(others);
    }, wait);
  };
  let due: NodeJS.Immediate | undefined;
  /** One commit writes to the log several times. */
  const changed = (): void => {
    due ??= setImmediate(() => {
      due = undefined;
      wake();
      clearTimeout(again);
      lookAgain(looksAfter);
    });
  };
  const watcher = file === undefined ? undefined : watchFile(`${file}-wal`, changed, log);
  const timer = setInterval(wake, pollMilliseconds);
  return {
    next: () => new Promise((resolve) => void waiting.add(resolve)),
    wake,
    close() {
      watcher?.close();
      clearImmediate(due);
      clearTimeout(again);
      clearInterval(timer);
      wake();
    },
  };
}

function watchFile(file: string, onChange: () => void, log: Log): FSWatcher | undefined {
  try {
    const watcher = watch(file, onChange);
    watcher.on("error", () => watcher.close());
    return watcher;
  } catch (error) {
    log.warn("Events may take up to a second: the database's log cannot be watched.", {
      reason: error instanceof Error ? error.message : String(error),
    });
    return undefined;
  }
}
