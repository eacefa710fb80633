import { readFileSync } from "node:fs";
import path from "node:path";

/** Something the caller can mend; its message says how, and no stack is shown. */
export class CommandError extends Error {}

export interface Target {
  api: string;
  key: string;
}

/** Where the API is and the key for it: the options, else the environment, else the offline stage that runs. */
export function find(options: { api?: string | undefined; key?: string | undefined; state?: string | undefined }): Target {
  const ready = readyFile(options.state ?? ".souk");
  const api = options.api ?? process.env["SOUK_API"] ?? ready?.api;
  const key = options.key ?? process.env["SOUK_KEY"] ?? ready?.keys.staff;
  if (api && key) return { api, key };
  throw new CommandError('No stage is running here: start it with "npm run dev", or give --api and --key.');
}

/** The stage's ready file, when the process that wrote it is alive. */
function readyFile(state: string): { api: string; keys: { staff: string }; pid: number } | undefined {
  try {
    const ready = JSON.parse(readFileSync(path.join(state, "ready.json"), "utf8")) as { api: string; keys: { staff: string }; pid: number };
    process.kill(ready.pid, 0);
    return ready;
  } catch {
    return undefined;
  }
}
