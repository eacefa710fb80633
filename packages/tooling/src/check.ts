/** `npm run check`: everything about the sources that needs no test to run. Says all that is wrong, not the first thing alone. */
import { spawnSync } from "node:child_process";
import path from "node:path";
import { ensurePlatform } from "./platform.ts";

const root = path.resolve(import.meta.dirname, "../../..");
const steps: [string, string, string[]][] = [
  ["format", "oxfmt", ["--check", "."]],
  ["lint, arrows and sizes", "oxlint", ["--max-warnings=0", "."]],
  ["types of the packages", "tsc", ["--noEmit", "--singleThreaded", "-p", "tsconfig.json"]],
  ["types of the site", "tsc", ["--noEmit", "--singleThreaded", "-p", "packages/web"]],
  ["types of infra", "tsc", ["--noEmit", "--singleThreaded", "-p", "infra"]],
  ["types of stacks", "tsc", ["--noEmit", "--singleThreaded", "-p", "stacks"]],
  ["lock file", "node", ["packages/tooling/src/lock.ts", "--check"]],
  ["generated files", "node", ["packages/docs/src/generate.ts", "--check"]],
  ["sst-env.d.ts", "node", ["packages/offline/src/program/write-sst-env.ts", "--check"]],
];

if (!ensurePlatform()) process.exit(1);
const failed = steps.filter(([name, command, args]) => {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: root, encoding: "utf8", shell: process.platform === "win32" });
  console.log(`${status === 0 ? "ok  " : "FAIL"} ${name}`);
  if (status !== 0) console.error(`${stdout}${stderr}`);
  return status !== 0;
});
process.exit(failed.length === 0 ? 0 : 1);
