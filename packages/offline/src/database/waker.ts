import { type FSWatcher, watch } from "node:fs";
import type { Log } from "../contract.ts";

/** Tells the pumps that something was written. */
export interface Waker {
  /** Resolves at the next write, or after the poll's interval. */
  next(): Promise<void>;
  wake(): void;
  close(): void;
}

/** Watching the write-ahead log costs nothing while idle and answers in half a millisecond; the poll covers what a watch can miss. */
export function createWaker(file: string | undefined, log: Log): Waker {
  const pollMilliseconds = file === undefined ? 100 : 1_000;
  let waiting = new Set<() => void>();
  const wake = (): void => {
    const woken = waiting;
    waiting = new Set();
    for (const resolve of woken) resolve();
  };
  const watcher = file === undefined ? undefined : watchFile(`${file}-wal`, wake, log);
  const timer = setInterval(wake, pollMilliseconds);
  return {
    next: () => new Promise((resolve) => void waiting.add(resolve)),
    wake,
    close() {
      watcher?.close();
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
