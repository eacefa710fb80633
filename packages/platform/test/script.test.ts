import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { readDelivery } from "../src/workflow/index.ts";

const root = path.resolve(import.meta.dirname, "../../..");
const { workflows } = readDelivery(root, []);
const folder = mkdtempSync(path.join(os.tmpdir(), "souk-script-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs a step's script as GitHub does, with programs of one's own on its path. */
function run(file: string, step: string, env: Record<string, string>, programs: Record<string, string> = {}) {
  const steps = workflows.find((workflow) => workflow.file === file)?.jobs.flatMap((job) => job.steps) ?? [];
  const script = steps.find(({ name }) => name === step)?.run;
  if (!script) throw new Error(`${file} has no step "${step}" with a script.`);
  for (const [name, text] of Object.entries(programs)) {
    writeFileSync(path.join(folder, name), `#!/usr/bin/env bash\n${text}\n`);
    chmodSync(path.join(folder, name), 0o755);
  }
  const files = { GITHUB_OUTPUT: path.join(folder, "output"), GITHUB_STEP_SUMMARY: path.join(folder, "summary") };
  for (const name of Object.values(files)) writeFileSync(name, "");
  const { status, stderr } = spawnSync("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", script], {
    cwd: folder,
    encoding: "utf8",
    env: { PATH: `${folder}${path.delimiter}${process.env["PATH"] ?? ""}`, ...files, ...env },
  });
  return { status, stderr, output: readFileSync(files.GITHUB_OUTPUT, "utf8"), summary: readFileSync(files.GITHUB_STEP_SUMMARY, "utf8") };
}

describe("what the chat hears of a deployment", () => {
  const said = (DEPLOYED: string, RECORDED: string, BACK: string, AGAIN: string, LIVE = "abc") =>
    run("deploy.yml", "What came of it", { STAGE: "staging", DEPLOYED, RECORDED, BACK, AGAIN, LIVE }).output;

  test.each([
    [["success", "success", "skipped", "skipped"], "deployed"],
    [["skipped", "skipped", "skipped", "skipped"], "not deployed, abc stays live"],
    [["", "", "", ""], "not deployed, abc stays live"],
    [["success", "skipped", "success", "success"], "FAILED, rolled back to abc, which passes its smoke test"],
    [["failure", "skipped", "success", "failure"], "FAILED, rolled back to abc, which FAILS its smoke test too: look at it now"],
    [["failure", "skipped", "failure", "skipped"], "FAILED and is NOT rolled back: look at it now"],
    [["failure", "skipped", "skipped", "skipped"], "FAILED and is NOT rolled back: look at it now"],
    [["success", "failure", "success", "success"], "FAILED, rolled back to abc, which passes its smoke test"],
  ])("%j", ([deployed = "", recorded = "", back = "", again = ""], text) =>
    expect(said(deployed, recorded, back, again)).toBe(`text=${text}\n`),
  );
});

test.each([
  ["an empty digest where one must be named", { EXPECTED: "", FORWARD: "true" }, 1, ""],
  ["an empty digest on the way back", { EXPECTED: "", FORWARD: "false" }, 0, "digest=d1g3st\n"],
  ["the digest that was tested", { EXPECTED: "d1g3st", FORWARD: "true" }, 0, "digest=d1g3st\n"],
  ["another digest", { EXPECTED: "other", FORWARD: "true" }, 1, ""],
])("a deployment with %s", (_what, env, status, output) => {
  const npm = 'echo "d1g3st  all"; [ -z "${!#}" ] || [ "${!#}" = d1g3st ]';
  expect(run("deploy.yml", "The same lock file and bundles as before", env, { npm })).toMatchObject({ status, output });
});

test.each([
  ["OPEN abc", "deploy=true\n"],
  ["OPEN def", ""],
  ["CLOSED abc", ""],
  ["MERGED abc", ""],
])("a preview of a pull request that is %s by now", (now, output) => {
  const env = { NUMBER: "7", HEAD: "abc" };
  const step = "Still open, and still its newest commit";
  expect(run("pull-request.yml", step, env, { gh: `echo "${now}"` })).toMatchObject({ status: 0, output });
});

describe("drift", () => {
  const look = (text: string) => run("nightly.yml", "Compare the stage with its program", { STAGE: "staging" }, { npx: text });

  test("none is silence", () =>
    expect(look("[ $2 = refresh ] || echo '➜  No changes'")).toMatchObject({ status: 0, summary: "### staging\n" }));

  test("is named without its values, which may be secret", () => {
    const { status, summary } = look(
      `[ $2 = refresh ] || printf '%s\\n' '*  OrderQueue aws:sqs:Queue' '   * delaySeconds = 5' '     "hush"'`,
    );
    expect([status, summary]).toEqual([1, "### staging\n*  OrderQueue aws:sqs:Queue\n   * delaySeconds\n"]);
  });

  test("a command that broke is no silence", () => expect(look("[ $2 = diff ] || exit 3").status).toBe(3));
});

test("what strangers write calls nobody in the chat", () => {
  const curl = 'cat > "$GITHUB_STEP_SUMMARY"';
  const env = { WEBHOOK: "https://chat.example", SAID: "", TITLE: "<!channel> @everyone $(id)", LINK: "https://e.org/1" };
  const { status, summary } = run("notice.yml", "Post to the chat", env, { curl });
  expect(status).toBe(0);
  expect(JSON.parse(summary)).toEqual({
    text: "New: !channel everyone $(id) https://e.org/1",
    content: "New: !channel everyone $(id) https://e.org/1",
  });
});
