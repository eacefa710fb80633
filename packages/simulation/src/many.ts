import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Edit } from "./mutant/register.ts";

/** What a process says of one seed, as one line. */
export interface Line {
  seed: number;
  trace: string;
  steps: number;
  simulatedMilliseconds: number;
  violations: string[];
  /** Of which the seed's profile has some. */
  faults: string[];
  fired: Record<string, number>;
  counts: Record<string, number>;
}

export interface ManyOptions {
  from: number;
  to: number;
  /** Processes at once; each takes every so many-th seed. */
  workers?: number;
  /** Changes of the sources under test, as they are loaded. */
  edits?: Edit[];
  /** Ends with the first failure. */
  untilFailure?: boolean;
}

export interface Summary {
  lines: Line[];
  failed: Line[];
  /** Of all traces, in the order of the seeds. */
  trace: string;
}

const main = path.join(import.meta.dirname, "main.ts");
const register = path.join(import.meta.dirname, "mutant/register.ts");

/** Runs seeds in processes of their own. */
export async function runMany({ from, to, workers = 2, edits = [], untilFailure = false }: ManyOptions): Promise<Summary> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "souk-simulation-"));
  const file = path.join(folder, "edits.json");
  writeFileSync(file, JSON.stringify(edits));
  const env = edits.length === 0 ? process.env : { ...process.env, SIMULATION_EDITS: file };
  const count = Math.min(workers, to - from + 1);
  try {
    const found = await Promise.all(
      Array.from({ length: count }, (_, index) => {
        const range = [
          `--seeds`,
          `${from + index}..${to}`,
          "--step",
          String(count),
          "--json",
          ...(untilFailure ? ["--until-failure"] : []),
        ];
        return lines([...(edits.length === 0 ? [] : ["--import", register]), main, ...range], env);
      }),
    );
    const all = found.flat().sort((a, b) => a.seed - b.seed);
    const trace = createHash("sha256")
      .update(all.map((line) => line.trace).join("\n"))
      .digest("hex");
    return { lines: all, failed: all.filter(({ violations }) => violations.length > 0), trace };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function lines(args: string[], env: NodeJS.ProcessEnv): Promise<Line[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { env, stdio: ["ignore", "pipe", "pipe"] });
    let text = "";
    let errors = "";
    child.stdout.on("data", (chunk: Buffer) => (text += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (errors += chunk.toString()));
    child.on("error", reject);
    child.on("close", (code) => {
      // 1 says that a seed failed; whatever else ended it is no result.
      if (code !== 0 && code !== 1) return reject(new Error(`a simulation ended with ${code}\n${errors.slice(-4000)}`));
      const parsed = text
        .split("\n")
        .filter((line) => line.startsWith("{"))
        .map((line) => JSON.parse(line) as Line);
      if (parsed.length === 0) return reject(new Error(`a simulation said nothing\n${errors.slice(-4000)}`));
      return resolve(parsed);
    });
  });
}
