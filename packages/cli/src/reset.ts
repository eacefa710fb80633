import { existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { CommandError } from "./target.ts";

/** Removes the offline stage's state folder; never one that something else made, nor one in use. */
export function reset(state: string): void {
  if (!existsSync(state)) return console.log(`${state} is not there: nothing to reset.`);
  const mark = path.join(state, "secrets.json");
  if (!existsSync(mark)) throw new CommandError(`${state} is no state folder of the offline stage: it was left alone.`);
  if (isRunning(path.join(state, "ready.json"))) throw new CommandError("The stage is running: end it with Ctrl-C first.");
  rmSync(state, { recursive: true });
  console.log(`${state} was removed. The next "npm run dev" starts afresh.`);
}

function isRunning(ready: string): boolean {
  try {
    process.kill((JSON.parse(readFileSync(ready, "utf8")) as { pid: number }).pid, 0);
    return true;
  } catch {
    return false;
  }
}
