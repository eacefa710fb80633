import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Log } from "../contract.ts";
import type { Graph, Site } from "../graph.ts";
import { endProcess, identify } from "./process.ts";
import { StageError } from "./stage-error.ts";

export interface SiteServer {
  url: string;
  /** Resolves when it answers requests, whatever the answer. */
  ready(): Promise<void>;
  close(): Promise<void>;
}

interface SiteOptions {
  root: string;
  graph: Graph;
  site: Site;
  port: number;
  /** The public origin, which is not the port it listens on. */
  origin: string;
  log: Log;
}

const startMilliseconds = 60_000;
const guard = fileURLToPath(new URL("orphan-guard.ts", import.meta.url));

/** The site's own development server, as a child with the site's links alone. */
export function startSite(options: SiteOptions): SiteServer {
  const folder = resolve(options.root, options.site.path);
  const args = [
    "--import",
    guard,
    viteOf(folder),
    "dev",
    "--host",
    "127.0.0.1",
    "--port",
    String(options.port),
    "--strictPort",
    "--clearScreen",
    "false",
  ];
  const child = spawn(process.execPath, args, {
    cwd: folder,
    env: environmentOf(options),
    stdio: ["ignore", "pipe", "pipe"],
    // A group of its own: Ctrl-C reaches the stage, which ends its children in order.
    detached: process.platform !== "win32",
    windowsHide: true,
  });
  const output = relayOutput(child, options.log);
  const killOnExit = (): void => void child.kill("SIGKILL");
  process.once("exit", killOnExit);
  const ended = new Promise<void>((done) => child.once("exit", () => done()));
  let closing = false;
  void ended.then(() => {
    process.off("exit", killOnExit);
    if (!closing && output.ready) options.log.error("The site has ended by itself: start again.");
  });
  const url = `http://127.0.0.1:${options.port}`;
  return {
    url,
    async ready() {
      for (let waited = 0; waited < startMilliseconds; waited += 50) {
        if (child.exitCode !== null || child.signalCode !== null) break;
        if (await answers(`${url}/@vite/client`)) {
          output.ready = true;
          return;
        }
        await sleep(50);
      }
      throw new StageError(
        `The site in ${options.site.path} did not start${output.last ? ` (${output.last})` : ""}: mend it, or start with --no-web.`,
      );
    },
    async close() {
      closing = true;
      const identity = child.pid === undefined ? undefined : identify(child.pid);
      if (identity) await endProcess(identity);
      await ended;
    },
  };
}

function viteOf(folder: string): string {
  const manifest = join(folder, "package.json");
  if (!existsSync(manifest)) throw new StageError(`There is no site in ${folder}: start with --no-web.`);
  try {
    return join(dirname(createRequire(manifest).resolve("vite/package.json")), "bin/vite.js");
  } catch {
    throw new StageError("Vite, which serves the site, is not installed: run `npm install`.");
  }
}

/** This shell's variables without its AWS account: the site must not reach what it does not link. */
function environmentOf({ graph, site, port, origin }: SiteOptions): Record<string, string> {
  const own = Object.entries(process.env).filter(([name]) => !/^(AWS_|SST_|npm_)/.test(name));
  const links = site.links.map((id) => [`SST_RESOURCE_${id}`, JSON.stringify(graph.links[id])]);
  return {
    ...Object.fromEntries(own),
    ...site.environment,
    ...Object.fromEntries(links),
    SST_RESOURCE_App: JSON.stringify(graph.app),
    SOUK_STAGE_PID: String(process.pid),
    PORT: String(port),
    ORIGIN: origin,
    NODE_ENV: "development",
    NITRO_DEV_INFO: "0",
  };
}

/** Vite's own banner names a port that nobody should use: only errors are shown once it runs. */
function relayOutput(child: ChildProcess, log: Log): { last: string; ready: boolean } {
  const output = { last: "", ready: false };
  child.stdout?.resume();
  child.stderr?.on("data", (chunk: Buffer) => {
    const lines = chunk
      .toString()
      .split("\n")
      .map((line) => line.trimEnd())
      .filter((line) => line !== "" && !/ExperimentalWarning|--trace-warnings/.test(line));
    const [stack, said] = [lines.filter((line) => /^\s+at /.test(line)), lines.filter((line) => !/^\s+at /.test(line))];
    output.last = said.find((line) => /error/i.test(line)) ?? said[0] ?? output.last;
    if (said.length > 0) log.error(said.join("\n"), stack.length > 0 ? { stack: stack.join("\n") } : {});
  });
  child.once("error", (error) => {
    output.last = error.message;
  });
  return output;
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { method: "HEAD", redirect: "manual", signal: AbortSignal.timeout(startMilliseconds) });
    await response.body?.cancel();
    return true;
  } catch {
    return false;
  }
}
