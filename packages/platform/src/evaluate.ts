import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { builtSites } from "./built-site.ts";
import { bundleProgram, type Edit } from "./bundle.ts";
import type { Evaluation, Request } from "./evaluation.ts";
import { Graph } from "./graph.ts";
import { keepResult, resultFile } from "./result.ts";

export interface EvaluateOptions {
  /** The folder of `sst.config.ts`, with SST's platform below `.sst`. */
  root: string;
  stage: string;
  secrets?: Record<string, string>;
  /** Folders of sites, taken as built. */
  sites?: string[];
  edits?: Edit[];
  /** Evaluates, though the same was evaluated lately. */
  fresh?: boolean;
}

const bundles = new Map<string, Promise<string>>();

// One child fills a core and takes 300 MB: more at once only take turns.
const atOnce = Math.max(1, Math.floor(os.availableParallelism() / 2));
const waiting: (() => void)[] = [];
let running = 0;

async function inTurn<T>(run: () => Promise<T>): Promise<T> {
  if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
  running += 1;
  try {
    return await run();
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}

/**
 * Evaluates `sst.config.ts` on SST's real platform with every resource mocked: no account, no Pulumi engine, no network.
 * @throws Error with all that the program or SST's components complain of.
 */
export async function evaluate({ root, stage, secrets = {}, sites = [], edits = [], fresh = false }: EvaluateOptions): Promise<Graph> {
  const key = JSON.stringify([root, edits]);
  const bundle = bundles.get(key) ?? bundleProgram(root, edits);
  bundles.set(key, bundle);
  const program = await bundle;
  const kept = resultFile({ root, stage, secrets, sites, program });
  if (!fresh && existsSync(kept)) return new Graph(JSON.parse(readFileSync(kept, "utf8")) as Evaluation);
  const temp = mkdtempSync(path.join(os.tmpdir(), "souk-platform-"));
  try {
    const siteRoot = sites.length > 0 ? builtSites(path.join(temp, "root"), sites) : root;
    const out = path.join(temp, "result.json");
    const request = { root, stage, region: "eu-central-1", accountId: "111122223333", secrets, program, temp, siteRoot, out };
    const log = await inTurn(() => runChild(request));
    if (!existsSync(out)) throw new Error(`The program of stage ${stage} did not finish.\n${log}`);
    const evaluation = JSON.parse(readFileSync(out, "utf8")) as Evaluation;
    if (evaluation.errors.length > 0) throw new Error(`The program of stage ${stage} fails:\n${evaluation.errors.join("\n")}`);
    keepResult(kept, out);
    return new Graph(evaluation);
  } finally {
    rmSync(temp, { recursive: true, force: true });
  }
}

/** Pulumi and SST keep their state in the process: each evaluation has one of its own. */
async function runChild(request: Request): Promise<string> {
  const { PATH, HOME, TMPDIR } = process.env;
  const main = path.join(import.meta.dirname, "child/main.ts");
  const child = spawn(process.execPath, ["--no-warnings", main, JSON.stringify(request)], {
    cwd: request.root,
    stdio: ["ignore", "pipe", "pipe"],
    env: { PATH, HOME, ...(TMPDIR ? { TMPDIR } : {}), NODE_ENV: "test" },
  });
  let log = "";
  child.stdout.on("data", (chunk: Buffer) => (log += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (log += chunk.toString()));
  await new Promise((resolve) => child.once("close", resolve));
  return log;
}
