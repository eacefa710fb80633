import { existsSync } from "node:fs";
import path from "node:path";
import { dropState, type Stage, startStage } from "@souk/testing";
import { cpuOf, memoryOf, pin, type Processes, processesOf } from "./cpu.ts";
import { drive } from "./drive.ts";
import type { Operation } from "./operation.ts";
import { fillShop, isFilled } from "./shop.ts";

/** The cores: server and database on the first, the load and all that measures on the second. */
const [serverCore, driverCore] = [0, 1];

export interface Rig {
  stage: Stage;
  pids: Processes;
  startSeconds: number;
  fillSeconds: number;
  memory(): number;
  /** Calls an operation until it costs no less than before: functions are built, workers started, code compiled. Not for ever. */
  warm(operation: Operation, clients: number): Promise<void>;
  stop(): Promise<void>;
}

/** A stage without the site on one core, with the catalog in it. `state` is kept, and filled only when it is new; none is dropped again. */
export async function openRig(state: string | undefined, warmSeconds: number): Promise<Rig> {
  const began = performance.now();
  const kept = state === undefined ? {} : { state: path.resolve(state) };
  const known = state !== undefined && existsSync(path.join(state, "database.sqlite"));
  const stage = await startStage({ ...kept, under: ["taskset", "-c", String(serverCore)] });
  const startSeconds = (performance.now() - began) / 1000;
  const stop = async () => {
    await stage.stop();
    if (state === undefined) dropState(stage.state);
  };
  try {
    pin(process.pid, driverCore);
    const filling = performance.now();
    if (!known || !(await isFilled(stage))) await fillShop(stage);
    const pids = processesOf(stage.pid);
    return {
      stage,
      pids,
      startSeconds,
      fillSeconds: (performance.now() - filling) / 1000,
      memory: () => memoryOf(pids.server) + memoryOf(pids.store),
      async warm(operation, clients) {
        const enough = performance.now() + warmSeconds * 1000;
        for (let last = Number.POSITIVE_INFINITY; ;) {
          const spent = cpuOf(pids.server);
          const { count } = await drive(stage.api, operation, clients, 2, clients);
          await stage.settled(300);
          const each = (cpuOf(pids.server) - spent) / count;
          if (each > last * 0.9 || performance.now() > enough) return;
          last = each;
        }
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
