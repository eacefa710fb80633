import { join } from "node:path";
import { createClock } from "../clock.ts";
import type { Clock } from "../contract.ts";
import { readJson, writePrivate } from "./private-file.ts";

/** The stage's clock; how far it was moved outlives a restart, or what was due would lie in the future again. */
export function openClock(stateDir: string): Clock {
  const file = join(stateDir, "clock.json");
  const saved = readJson(file);
  let moved = typeof saved === "object" && saved !== null && "movedMilliseconds" in saved ? Number(saved.movedMilliseconds) || 0 : 0;
  const before = moved;
  const clock = createClock(() => Date.now() + before);
  return {
    ...clock,
    advance(milliseconds) {
      clock.advance(milliseconds);
      moved += milliseconds;
      writePrivate(file, { movedMilliseconds: moved });
    },
  };
}
