/** Fetches SST's platform into `.sst/` once: infra is type-checked against it. Needs npm alone: no bun, no Pulumi, no account. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "../../..");
const wanted = (JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")) as { dependencies: { sst: string } }).dependencies.sst;
const marker = path.join(root, ".sst/platform/version");

/** Returns false after saying what went wrong. */
export function ensurePlatform(): boolean {
  if (existsSync(path.join(root, ".sst/platform/node_modules/@pulumi")) && existsSync(marker)) return true;
  console.log(`Fetching SST's platform ${wanted} once (about half a minute) …`);
  const { status, stdout, stderr } = spawnSync("sst", ["install", "--stage", "dev"], {
    cwd: root,
    shell: true,
    encoding: "utf8",
    env: { ...process.env, SST_NO_BUN: "1", SST_SKIP_DEPENDENCY_CHECK: "1", SST_TELEMETRY_DISABLED: "1", DO_NOT_TRACK: "1" },
  });
  if (status === 0) return true;
  console.error(`SST's platform could not be installed; the npm registry must answer once.\n${stdout}${stderr}`);
  return false;
}

if (import.meta.main && !ensurePlatform()) process.exit(1);
