/** `npm test`: the checks, the tests of every level, the end-to-end tests in a browser, then one line that counts them all. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { findChromium } from "./chromium.ts";
import { ensurePlatform } from "./platform.ts";

const root = path.resolve(import.meta.dirname, "../../..");
const reports = mkdtempSync(path.join(os.tmpdir(), "souk-reports-"));

function run(command: string, args: string[]): boolean {
  const { status } = spawnSync(command, args, { cwd: root, stdio: "inherit", shell: process.platform === "win32" });
  return status === 0;
}

interface Report {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  success: boolean;
}

/** Runs one project of vitest; a run that died before its report counts as one failure. */
function suite(project: string): { passed: number; failed: number } {
  const file = path.join(reports, `${project}.json`);
  const ok = run("vitest", ["run", "--project", project, "--reporter", "default", "--reporter", "json", "--outputFile.json", file]);
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
const results = ["unit", "stacks", "e2e"].map(suite);
const passed = results.reduce((sum, result) => sum + result.passed, checked ? 1 : 0);
const failed = results.reduce((sum, result) => sum + result.failed, checked ? 0 : 1);
if (!checked) console.error("npm run check failed: see above.");
console.log(`\nTests: ${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
