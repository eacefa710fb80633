import { createHash } from "node:crypto";
import { copyFileSync, readdirSync, readFileSync, renameSync } from "node:fs";
import path from "node:path";

/** All that an evaluation follows from; the program's file is named by its content. */
interface Origin {
  root: string;
  stage: string;
  secrets: Record<string, string>;
  sites: string[];
  program: string;
}

const own = import.meta.dirname;
const sourcesIn = (folder: string) =>
  readdirSync(path.join(own, folder))
    .filter((name) => name.endsWith(".ts"))
    .toSorted()
    .map((name) => readFileSync(path.join(own, folder, name), "utf8"));

/**
 * Where the result of an evaluation is kept: several test files, and the check of grants, look at the same stages, and each evaluation
 * takes seconds. Named by everything that it follows from, beside the program, and dropped with it after an hour.
 */
export function resultFile({ root, stage, secrets, sites, program }: Origin): string {
  const lock = readFileSync(path.join(root, "package-lock.json"), "utf8");
  const sources = ["child", "mock", "."].flatMap(sourcesIn);
  const key = createHash("sha256")
    .update(JSON.stringify([root, stage, secrets, sites, program, lock, sources]))
    .digest("hex");
  return path.join(path.dirname(program), `result-${key.slice(0, 16)}.json`);
}

/** In one step: another process may be looking. */
export function keepResult(file: string, from: string): void {
  copyFileSync(from, `${file}.${process.pid}`);
  renameSync(`${file}.${process.pid}`, file);
}
