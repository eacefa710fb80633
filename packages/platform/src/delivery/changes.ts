/** `npm run changes -- --base COMMIT [--stage pr-7]`: what the infrastructure of this tree adds to that of a commit, as Markdown. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { evaluate } from "../evaluate.ts";
import { secrets } from "../stage.ts";
import { changeBetween, markdownOf } from "./change.ts";

const root = path.resolve(import.meta.dirname, "../../../..");
const { values } = parseArgs({ options: { base: { type: "string" }, stage: { type: "string", default: "pr-1" } } });
if (!values.base) throw new Error("Name the commit to compare with: --base COMMIT");

const temp = mkdtempSync(path.join(os.tmpdir(), "souk-base-"));
const base = path.join(temp, "base");
const git = (...args: string[]) => execFileSync("git", args, { cwd: root, stdio: ["ignore", "ignore", "inherit"] });

try {
  git("worktree", "add", "--quiet", "--detach", base, values.base);
  // Both are evaluated on this tree's platform: only what the program says differs.
  for (const name of [".sst", "node_modules"]) symlinkSync(path.join(root, name), path.join(base, name));
  const of = (folder: string) => evaluate({ root: folder, stage: values.stage, secrets, sites: ["packages/web"] });
  const [before, after] = [await of(base), await of(root)];
  console.log(markdownOf(changeBetween(before, after)));
} finally {
  git("worktree", "remove", "--force", base);
  rmSync(temp, { recursive: true, force: true });
}
