import { existsSync } from "node:fs";
import path from "node:path";
import { CommandError } from "./target.ts";

/** Forgets the offline stage's data, so that the next start is a first one. Refuses while the stage runs. */
export async function reset(state: string): Promise<void> {
  if (!existsSync(state)) return console.log(`${state} is not there: nothing to reset.`);
  if (!existsSync(path.join(state, "secrets.json")))
    throw new CommandError(`${state} is no state folder of the offline stage: it was left alone.`);
  // Only this command needs the stage's own code.
  const { resetState, StageError } = await import("@souk/offline");
  const quiet = { info: () => {}, warn: console.warn, error: console.error };
  try {
    await resetState(path.resolve(state), quiet);
  } catch (error) {
    if (error instanceof StageError) throw new CommandError(error.message);
    throw error;
  }
  console.log(`${state} is empty. The next "npm run dev" starts afresh.`);
}
