import { rmSync } from "node:fs";
import { join } from "node:path";
import type { Clock, Log } from "../contract.ts";
import type { Closing } from "./closing.ts";
import { watchDisk } from "./disk.ts";
import { openClock } from "./lasting-clock.ts";
import { silentLog } from "./log.ts";
import type { StageOptions } from "./options.ts";
import { claimPorts, openFunctionPorts } from "./port.ts";
import { openSecrets, type Secrets } from "./secret.ts";
import { emptyState, lockState } from "./state-folder.ts";

/** What everything else stands on: the state folder for this process alone, ports, secrets and the clock. */
export interface Ground {
  root: string;
  stateDir: string;
  log: Log;
  ports: { web: number; api: number; console: number; aws: number };
  /** Addresses for people say localhost, those for machines 127.0.0.1, which nobody has to look up. */
  origin: { web: string; api: string; console: string; aws: string };
  functionPort: (functionId: string) => number;
  secrets: Secrets;
  clock: Clock;
  readyFiles: string[];
}

export async function openGround(options: StageOptions, closing: Closing): Promise<Ground> {
  const { root, state: stateDir = join(root, ".souk"), port = 4100, log = silentLog } = options;
  closing.add(lockState(stateDir));
  if (options.reset) await emptyState(stateDir, log);
  const readyFiles = [join(stateDir, "ready.json"), ...(options.readyFile === undefined ? [] : [options.readyFile])];
  // Whoever waits for the file must not find that of an earlier run.
  const removeReadyFiles = (): void => readyFiles.forEach((file) => rmSync(file, { force: true }));
  removeReadyFiles();
  closing.add(removeReadyFiles);
  closing.add(watchDisk(stateDir, log));
  const [web = 0, api = 0, console = 0, aws = 0] = await claimPorts(port, 4);
  const functionPorts = await openFunctionPorts(port);
  return {
    root,
    stateDir,
    log,
    ports: { web, api, console, aws },
    origin: {
      web: `http://localhost:${web}`,
      api: `http://127.0.0.1:${api}`,
      console: `http://localhost:${console}`,
      aws: `http://127.0.0.1:${aws}`,
    },
    functionPort: functionPorts.of,
    secrets: openSecrets(stateDir),
    clock: openClock(stateDir),
    readyFiles,
  };
}
