/**
 * `npm test`: the checks, the tests of every level, the end-to-end tests in a browser, grants against what functions were seen to do
 * there, then one line that counts them all.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { findChromium } from "./chromium.ts";
import { ensurePlatform } from "./platform.ts";

const root = path.resolve(import.meta.dirname, "../../..");
const reports = mkdtempSync(path.join(os.tmpdir(), "souk-reports-"));

function run(command: string, args: string[], env: Record<string, string> = {}): boolean {
  const options = { cwd: root, stdio: "inherit", shell: process.platform === "win32", env: { ...process.env, ...env } } as const;
  return spawnSync(command, args, options).status === 0;
}

/** Every function of the stages that end-to-end tests start notes what it asks of AWS. */
const accesses = path.join(reports, "access.jsonl");
const recorder = pathToFileURL(path.join(root, "packages/platform/src/access/record.ts")).href;
const recording = { SOUK_ACCESS_LOG: accesses, NODE_OPTIONS: `${process.env["NODE_OPTIONS"] ?? ""} --import=${recorder}`.trim() };

interface Report {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  success: boolean;
}

/** Runs one project of vitest; a run that died before its report counts as one failure. */
function suite(project: string, env: Record<string, string> = {}): { passed: number; failed: number } {
  const file = path.join(reports, `${project}.json`);
  const ok = run("vitest", ["run", "--project", project, "--reporter", "default", "--reporter", "json", "--outputFile.json", file], env);
  try {
    const report = JSON.parse(readFileSync(file, "utf8")) as Report;
    const failed = report.numFailedTests + report.numPendingTests;
    return { passed: report.numPassedTests, failed: ok ? failed : Math.max(failed, 1) };
  } catch {
    return { passed: 0, failed: 1 };
  }
}

try {
  console.log(`Browser: ${findChromium()}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
if (!ensurePlatform()) process.exit(1);

const checked = run("npm", ["run", "--silent", "check"]);
const results = [suite("unit"), suite("stacks"), suite("e2e", recording)];
// What no test reached was not seen to be used: grants are judged by a run that is whole.
const granted = results.every(({ failed }) => failed === 0) && run("node", ["packages/platform/src/access/check.ts", accesses]);
const steps = [checked, granted];
const passed = results.reduce((sum, result) => sum + result.passed, steps.filter((ok) => ok).length);
const failed = results.reduce((sum, result) => sum + result.failed, steps.filter((ok) => !ok).length);
if (!checked) console.error("npm run check failed: see above.");
if (!granted) console.error("Grants were not compared with what functions did, or differ from it: see above.");
console.log(`\nTests: ${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
