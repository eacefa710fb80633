import { statfs } from "node:fs/promises";
import type { Log } from "../contract.ts";

const pollMilliseconds = 2_000;
/** SQLite needs room for its log: short of this the next order may fail. */
const leastBytes = 2 * 1024 * 1024;

/** Says once that the disk is full, and once that it is not any more: the handlers themselves can only answer 500. */
export function watchDisk(folder: string, log: Log): () => void {
  let full = false;
  const look = async (): Promise<void> => {
    const { bavail, bsize } = await statfs(folder);
    const isFull = bavail * bsize < leastBytes;
    if (isFull && !full)
      log.error(`The disk of ${folder} is full: free some space. Until then writes fail; nothing that was acknowledged is lost.`);
    if (!isFull && full) log.info("There is space on the disk again.");
    full = isFull;
  };
  // A folder that cannot be asked is no reason to stop.
  const timer = setInterval(() => void look().catch(() => {}), pollMilliseconds);
  timer.unref();
  return () => clearInterval(timer);
}
