import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Log } from "../contract.ts";
import { functionEnvironment } from "./environment.ts";
import type { Stage } from "./handle.ts";
import { writePrivate } from "./private-file.ts";

interface SeedOptions {
  root: string;
  stateDir: string;
  stage: Stage;
  log: Log;
}

const guard = fileURLToPath(new URL("orphan-guard.ts", import.meta.url));

/**
 * Fills the shop behind the first page, once per state folder: `packages/demo` in a process of its own, which has what a function
 * with every link of the program has. A seed that was broken off goes on at the next start.
 */
export function startSeed({ root, stateDir, stage, log }: SeedOptions): { done: Promise<void>; stop: () => Promise<void> } {
  const marker = join(stateDir, "seeded.json");
  const file = join(root, "packages/demo/src/main.ts");
  if (existsSync(marker) || !existsSync(file)) return { done: Promise.resolve(), stop: async () => {} };
  const child = spawn(process.execPath, ["--import", guard, file], {
    cwd: root,
    env: environmentOf(stage, stateDir),
    stdio: ["ignore", "pipe", "pipe"],
  });
  const killOnExit = (): void => void child.kill("SIGKILL");
  process.once("exit", killOnExit);
  let stopped = false;
  let said = "";
  for (const output of [child.stdout, child.stderr]) output.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const done = new Promise<void>((resolve) => {
    child.once("exit", (code) => {
      process.off("exit", killOnExit);
      if (code === 0) writePrivate(marker, { at: new Date(stage.clock.now()).toISOString() });
      if (code === 0) log.info("The demo shop is filled: about 60 products and 200 past orders.");
      if (code !== 0 && !stopped) log.error(`The demo shop could not be filled: ${said.trim().split("\n").at(-1) ?? ""}`);
      resolve();
    });
  });
  return {
    done,
    async stop() {
      stopped = true;
      child.kill();
      await done;
    },
  };
}

/** Every link of the program: the demo's past orders are placed by the domains themselves, with a clock of the past. */
function environmentOf(stage: Stage, stateDir: string): Record<string, string> {
  const graph = stage.graph();
  const links = Object.entries(graph.links).map(([id, link]) => [`SST_RESOURCE_${id}`, JSON.stringify(link)]);
  return {
    ...Object.fromEntries(links),
    ...functionEnvironment({ services: stage.services.url, database: stage.database.url }),
    AWS_REGION: graph.region,
    PATH: process.env["PATH"] ?? "",
    SST_RESOURCE_App: JSON.stringify(graph.app),
    SOUK_STAGE_PID: String(process.pid),
    SOUK_API: stage.ready.api,
    SOUK_KEY: stage.ready.keys.staff,
    SOUK_PROGRESS: join(stateDir, "seeded-orders"),
  };
}
