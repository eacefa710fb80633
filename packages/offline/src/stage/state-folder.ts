import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { endLeftover } from "../database/engine.ts";
import type { Log } from "../contract.ts";
import { identify, isIdentity, isRunning } from "./process.ts";
import { sentenceOf, StageError } from "./stage-error.ts";

const lockName = "stage.lock.json";
/** What the stage puts there, and nothing else: a wrong `--state` must not cost anybody a folder. */
const ours = /^(database\.|engine\.|stream\.|functions$|secrets\.json|clock\.json|seeded|ready\.json|warm\.json)/;

/** Takes the state folder for this process alone. Returns what gives it back. */
export function lockState(stateDir: string): () => void {
  try {
    mkdirSync(stateDir, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new StageError(`The state folder ${stateDir} cannot be made (${sentenceOf(error)}): pass another one with --state.`);
  }
  const file = join(stateDir, lockName);
  const holder = readLock(file);
  if (isIdentity(holder) && isRunning(holder)) {
    throw new StageError(`A stage runs already on ${stateDir} (process ${holder.pid}): stop it, or pass another folder with --state.`);
  }
  rmSync(file, { force: true });
  writeFileSync(file, JSON.stringify(identify(process.pid)), { flag: "wx", mode: 0o600 });
  return () => rmSync(file, { force: true });
}

/** Forgets a stage's data: refuses while a stage runs on it. */
export async function resetState(stateDir: string, log: Log): Promise<void> {
  const unlock = lockState(stateDir);
  await emptyState(stateDir, log);
  unlock();
}

export async function emptyState(stateDir: string, log: Log): Promise<void> {
  await endLeftover(stateDir, log);
  for (const name of readdirSync(stateDir)) if (ours.test(name)) rmSync(join(stateDir, name), { recursive: true, force: true });
}

function readLock(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}
