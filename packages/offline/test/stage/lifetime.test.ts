import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, test } from "vitest";
import { isRunning, type ProcessIdentity } from "../../src/stage/process.ts";
import { closeAll, newProgram, takePort, until } from "./fixture.ts";

const command = fileURLToPath(new URL("../../src/dev.js", import.meta.url));
const guard = fileURLToPath(new URL("../../src/stage/orphan-guard.ts", import.meta.url));
const children = new Set<ChildProcess>();

afterEach(async () => {
  for (const child of children) child.kill("SIGKILL");
  children.clear();
  await closeAll();
});

/** The command on a state folder of its own. Its program is the repository's. */
function run(args: string[]): { child: ChildProcess; output: () => string; ended: Promise<number | null> } {
  const child = spawn(process.execPath, [command, "--no-web", "--seed", "none", ...args], { stdio: ["ignore", "pipe", "pipe"] });
  children.add(child);
  let text = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk: Buffer) => void (text += chunk.toString()));
  return { child, output: () => text, ended: new Promise((resolve) => child.once("exit", resolve)) };
}

const stateOf = () => join(newProgram(), "state");
const engineOf = (state: string) => JSON.parse(readFileSync(join(state, "database.pid.json"), "utf8")) as ProcessIdentity;

describe("npm run dev", () => {
  test("fits on one screen and ends all it started on Ctrl-C", async () => {
    const state = stateOf();
    const { child, output, ended } = run(["--state", state, "--port", "0"]);
    await until(() => output().includes("Ctrl-C stops everything"));
    expect(output().split("\n").length).toBeLessThanOrEqual(20);
    const engine = engineOf(state);
    expect(isRunning(engine)).toBe(true);
    child.kill("SIGINT");
    expect(await ended).toBe(130);
    expect(isRunning(engine)).toBe(false);
    expect(existsSync(join(state, "ready.json"))).toBe(false);
  });

  test("killed outright leaves its engine to the next start, which ends exactly that", async () => {
    const state = stateOf();
    const first = run(["--state", state, "--port", "0"]);
    await until(() => existsSync(join(state, "ready.json")));
    const orphan = engineOf(state);
    first.child.kill("SIGKILL");
    await first.ended;
    const second = run(["--state", state, "--port", "0"]);
    await until(() => second.output().includes("Ctrl-C stops everything"));
    expect(isRunning(orphan)).toBe(false);
    expect(isRunning(engineOf(state))).toBe(true);
    second.child.kill("SIGTERM");
    await second.ended;
  });

  test("ends when the process that started it is gone", async () => {
    const state = stateOf();
    const script = `require("node:child_process").spawn(process.execPath, [${JSON.stringify(command)}, "--no-web", "--seed", "none", "--port", "0", "--state", ${JSON.stringify(state)}], { stdio: "ignore" });`;
    const parent = spawn(process.execPath, ["-e", `${script} setInterval(() => {}, 1000)`], { stdio: "ignore" });
    children.add(parent);
    await until(() => existsSync(join(state, "ready.json")));
    const engine = engineOf(state);
    parent.kill("SIGKILL");
    await until(() => !existsSync(join(state, "stage.lock.json")));
    expect(isRunning(engine)).toBe(false);
  });

  test("tells a taken port in one sentence and no stack", async () => {
    const { port, release } = await takePort();
    const { output, ended } = run(["--state", stateOf(), "--port", String(port)]);
    expect(await ended).toBe(1);
    release();
    expect(output().trim().split("\n")).toHaveLength(1);
    expect(output()).toMatch(/^Port \d+ is taken by another program: stop it/);
  });

  test("tells a wrong option with those there are", async () => {
    const { output, ended } = run(["--prot", "1"]);
    expect(await ended).toBe(1);
    expect(output()).toContain("--prot");
    expect(output()).toContain("--ready-file");
    expect(output()).not.toContain("    at ");
  });
});

test("a child of the stage ends with it, even by kill -9", async () => {
  const inner = `const child = require("node:child_process").spawn(process.execPath, ["--import", ${JSON.stringify(guard)}, "-e", "setInterval(() => {}, 1000)"],
    { stdio: "ignore", detached: true, env: { ...process.env, SOUK_STAGE_PID: String(process.pid) } }); console.log(child.pid); setInterval(() => {}, 1000)`;
  const stage = spawn(process.execPath, ["-e", inner], { stdio: ["ignore", "pipe", "ignore"] });
  children.add(stage);
  const pid = await new Promise<number>((resolve) => stage.stdout.once("data", (chunk: Buffer) => resolve(Number(chunk.toString()))));
  const alive = () => {
    try {
      return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
    } catch {
      return false;
    }
  };
  expect(alive()).toBe(true);
  stage.kill("SIGKILL");
  await expect.poll(alive, { timeout: 5_000 }).toBe(false);
});
