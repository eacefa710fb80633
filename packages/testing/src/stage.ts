import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "../../..");
const main = path.join(root, "packages/offline/src/main.ts");

/** What the stage writes when all of it answers. */
export interface Ready {
  web?: string;
  api: string;
  console: string;
  aws: string;
  dynamodb: string;
  auth?: string;
  shop: string;
  keys: { staff: string };
  pid: number;
}

export interface StageOptions {
  /** Kept between starts; a fresh one by default. */
  state?: string;
  seed?: "none" | "demo";
  web?: boolean;
  faults?: Record<string, unknown>;
  /** A command that runs another, such as `taskset -c 0`. */
  under?: string[];
}

export interface Stage extends Ready {
  state: string;
  /** What it printed so far. */
  output(): string;
  /** Ends it as Ctrl-C does; the state stays. */
  stop(): Promise<void>;
  /** Ends the whole process at once, as a crash does. */
  kill(): Promise<void>;
  /** The console's API. */
  control<T>(path: string, init?: RequestInit): Promise<T>;
  /** Every mail that was sent, newest first. */
  mails(): Promise<{ to: string[]; subject: string; text: string; html: string }[]>;
  /** What the bus took lately, newest first. */
  events(): Promise<{ detailType: string; detail: { id: string } }[]>;
  /** Moves its one clock forward. */
  advance(milliseconds: number): Promise<unknown>;
  /** The payment provider's own address. */
  provider(): Promise<string>;
  /** The payment provider's own books. */
  ledger(): Promise<{ orderId: string; paymentId: string; kind: string; reference: string; amount: number }[]>;
  /** Waits until nothing is under way: no stream record, no message that is due. */
  settled(seconds?: number): Promise<void>;
}

export const newState = () => mkdtempSync(path.join(os.tmpdir(), "souk-stage-"));
export const dropState = (folder: string) => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });

/** The real `npm run dev` in a process of its own, on free ports. */
export async function startStage({
  state = newState(),
  seed = "none",
  web = false,
  faults,
  under = [],
}: StageOptions = {}): Promise<Stage> {
  const file = path.join(state, "test-ready.json");
  rmSync(file, { force: true });
  const args = [
    "--state",
    state,
    "--port",
    "0",
    "--seed",
    seed,
    "--ready-file",
    file,
    ...(web ? [] : ["--no-web"]),
    ...(faults ? ["--faults", JSON.stringify(faults)] : []),
  ];
  const [command = process.execPath, ...rest] = [...under, process.execPath, main, ...args];
  const child = spawn(command, rest, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
  let text = "";
  child.stdout.on("data", (chunk: Buffer) => (text += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (text += chunk.toString()));
  const ready = await waitFor(child, file, () => text);

  async function control<T>(where: string, init?: RequestInit): Promise<T> {
    const response = await fetch(new URL(where, ready.console), init);
    if (!response.ok) throw new Error(`${where}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }
  async function provider(): Promise<string> {
    const { functions } = await control<{ functions: { id: string; url?: string }[] }>("/api/state");
    const url = functions.find((entry) => entry.id === "SandboxProvider")?.url;
    if (!url) throw new Error("the sandbox has no address");
    return url;
  }
  return {
    ...ready,
    state,
    output: () => text,
    control,
    stop: () => end(child, "SIGINT"),
    kill: () => end(child, "SIGKILL"),
    mails: () => control("/api/mails"),
    events: () => control("/api/events"),
    advance: (milliseconds) =>
      control("/api/clock/advance", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ milliseconds }),
      }),
    provider,
    async ledger() {
      const answer = await fetch(new URL("ledger", await provider()));
      return ((await answer.json()) as { items: Awaited<ReturnType<Stage["ledger"]>> }).items;
    },
    async settled(seconds = 20) {
      const deadline = performance.now() + seconds * 1000;
      // Twice in a row: between a stream and a queue there is an instant when both are empty.
      for (let quiet = 0; quiet < 2;) {
        const { idle } = await control<{ idle: boolean }>("/api/idle");
        quiet = idle ? quiet + 1 : 0;
        if (performance.now() > deadline) throw new Error(`the stage did not settle within ${seconds} s\n${text.slice(-2000)}`);
        await new Promise((resolve) => setTimeout(resolve, 40));
      }
    },
  };
}

async function waitFor(child: ChildProcess, file: string, output: () => string): Promise<Ready> {
  const deadline = performance.now() + 60_000;
  while (performance.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`the stage ended with ${child.exitCode}\n${output()}`);
    try {
      return JSON.parse(readFileSync(file, "utf8")) as Ready;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
  child.kill("SIGKILL");
  throw new Error(`the stage was not ready within 60 s\n${output()}`);
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill(signal);
  await ended;
}
