import { isRunning, parentOf, type ProcessIdentity } from "./process.ts";

const pollMilliseconds = 500;

/**
 * Calls back when the process that started this one is gone, or, under `npm run`, npm itself: between npm and this process stands a
 * shell, which outlives npm and tells nobody.
 */
export function watchParent(onGone: () => void): () => void {
  const parent = process.ppid;
  const grandparent = process.env.npm_lifecycle_event === undefined ? undefined : parentOf(parent);
  const timer = setInterval(() => {
    if (process.ppid === parent && (grandparent === undefined || isAlive(grandparent))) return;
    clearInterval(timer);
    onGone();
  }, pollMilliseconds);
  timer.unref();
  return () => clearInterval(timer);
}

/** Asking for a start time costs a process on macOS: there the id has to do. */
function isAlive(identity: ProcessIdentity): boolean {
  if (process.platform === "linux") return isRunning(identity);
  try {
    process.kill(identity.pid, 0);
    return true;
  } catch {
    return false;
  }
}
