import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Log } from "../contract.ts";
import { endProcess, identify, isIdentity, isRunning, type ProcessIdentity } from "../stage/process.ts";
import { freePort } from "../stage/port.ts";
import { sentenceOf, StageError } from "../stage/stage-error.ts";
import { findBinary } from "./binary.ts";

export interface Engine {
  url: string;
  /** The SQLite file; absent for an endpoint that somebody else runs. */
  file?: string;
  close(): Promise<void>;
}

interface EngineOptions {
  stateDir: string;
  log: Log;
  /** Called when the engine ends while nobody asked it to. */
  onExit: (reason: string) => void;
}

export async function startEngine(options: EngineOptions): Promise<Engine> {
  mkdirSync(options.stateDir, { recursive: true });
  await endLeftover(options.stateDir, options.log);
  const record = recordOf(options.stateDir);
  const binary = findBinary();
  const file = join(options.stateDir, "database.sqlite");
  // Between finding a free port and listening on it somebody else may take it: try again with another.
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    const child = spawn(binary, ["serve", "--host", "127.0.0.1", "--port", String(port), "--db-path", file], {
      stdio: ["ignore", "pipe", "pipe"],
      // A group of its own: Ctrl-C reaches the stage, which ends the engine last.
      detached: process.platform !== "win32",
      windowsHide: true,
    });
    const output = collect(child);
    // Recorded before it listens: a stage that is killed now leaves it behind too.
    const identity = child.pid === undefined ? undefined : identify(child.pid);
    if (identity) writeFileSync(record, JSON.stringify(identity), { mode: 0o600 });
    const killOnExit = (): void => void child.kill("SIGKILL");
    process.once("exit", killOnExit);
    const started = await listening(child, output);
    if (started) return running({ child, identity, port, file, record, killOnExit, options, output });
    process.off("exit", killOnExit);
    rmSync(record, { force: true });
    if (attempt >= 3 || !/already in use/.test(output.text)) throw new StageError(failure(output.text, file));
  }
}

interface Running {
  child: ChildProcess;
  identity: ProcessIdentity | undefined;
  port: number;
  file: string;
  record: string;
  killOnExit: () => void;
  options: EngineOptions;
  output: { text: string };
}

function running({ child, identity, port, file, record, killOnExit, options, output }: Running): Engine {
  let closing = false;
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  void ended.then(() => {
    process.off("exit", killOnExit);
    rmSync(record, { force: true });
    if (!closing) options.onExit(failure(output.text, file));
  });
  return {
    url: `http://127.0.0.1:${port}`,
    file,
    async close() {
      closing = true;
      if (identity && isRunning(identity)) await endProcess(identity);
      await ended;
    },
  };
}

function recordOf(stateDir: string): string {
  return join(stateDir, "database.pid.json");
}

/** Ends the engine that a killed stage left behind on this folder: exactly that process, if it still runs. */
export async function endLeftover(stateDir: string, log: Log): Promise<void> {
  const record = recordOf(stateDir);
  let identity: unknown;
  try {
    identity = JSON.parse(readFileSync(record, "utf8"));
  } catch {
    return;
  }
  if (isIdentity(identity) && (await endProcess(identity)))
    log.info("Ended the database engine that an earlier run left behind.", { pid: identity.pid });
  rmSync(record, { force: true });
}

function collect(child: ChildProcess): { text: string } {
  const output = { text: "" };
  const add = (chunk: Buffer): void => {
    output.text = (output.text + chunk.toString()).slice(-4_000);
  };
  child.stdout?.on("data", add);
  child.stderr?.on("data", add);
  return output;
}

/** Its own word that it listens: an answer on the port could be another program's. */
function listening(child: ChildProcess, output: { text: string }): Promise<boolean> {
  return new Promise((resolve) => {
    const check = (): void => {
      if (output.text.includes("listening on")) resolve(true);
    };
    child.stdout?.on("data", check);
    child.stderr?.on("data", check);
    child.once("error", (error) => {
      output.text += sentenceOf(error);
      resolve(false);
    });
    child.once("exit", () => resolve(false));
  });
}

function failure(output: string, file: string): string {
  const said =
    output
      .split("\n")
      .filter((line) => line.startsWith("error"))
      .at(-1) ?? "";
  if (/disk is full|No space left/i.test(output))
    return "The disk is full: free some space, then start again. Nothing that was acknowledged is lost.";
  if (/malformed|not a database/i.test(output))
    return `The database file ${file} cannot be read: start afresh with \`npm run dev -- --reset\`.`;
  return `The database engine ended${said ? ` (${said.replace(/^error: /, "")})` : ""}: start again; if it persists, \`npm run dev -- --reset\` starts afresh.`;
}
