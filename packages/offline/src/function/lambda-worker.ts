import { rm } from "node:fs/promises";
import path from "node:path";
import { Worker } from "node:worker_threads";
import { build } from "esbuild";
import type { InvokeResult } from "../contract.ts";
import type { InvokeMessage, WorkerData, WorkerError, WorkerMessage } from "./worker-message.ts";
import type { Usage } from "./usage.ts";

export type Failure = Extract<InvokeResult, { ok: false }>["error"];
/** What came of one call, its payload still JSON. */
export type Outcome = { usage?: Usage } & ({ ok: true; payload: string } | { ok: false; error: Failure });

/** When to end the worker on purpose, so that nobody relies on a handler's end being seen. */
export type CrashPoint = "called" | "answered" | undefined;

export interface LambdaWorker {
  /** Resolves when the handler is loaded, or with the reason why it is not. */
  ready: Promise<Failure | undefined>;
  /** One call at a time. After a failure that is not the handler's own, the worker has ended. */
  invoke(message: InvokeMessage, log: (line: string) => void, crash?: CrashPoint): Promise<Outcome>;
  readonly ended: boolean;
  end(): Promise<void>;
}

/** Loading has ten seconds of its own on AWS. */
const initMilliseconds = 10_000;

/** Empties the folder of what an earlier run left and compiles `worker.ts` into it: each worker would take 40 ms longer to strip its types. */
export async function compileWorker(folder: string): Promise<string> {
  await rm(folder, { recursive: true, force: true });
  const outfile = path.join(folder, "worker.mjs");
  await build({
    entryPoints: [path.join(import.meta.dirname, "worker.ts")],
    outfile,
    bundle: true,
    platform: "node",
    target: "node24",
    format: "esm",
    logLevel: "silent",
  });
  return outfile;
}

export interface WorkerOptions {
  /** What `compileWorker` returned. */
  script: string;
  data: WorkerData;
  environment: Record<string, string>;
  memoryMb: number;
}

export function startWorker({ script, data, environment, memoryMb }: WorkerOptions): LambdaWorker {
  const worker = new Worker(script, {
    workerData: data,
    env: environment,
    // Otherwise flags of this process, such as a test runner's, would reach the handler.
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: Math.max(memoryMb, 128) },
    stdout: true,
    stderr: true,
  });
  worker.unref();
  let ended = false;
  let log: (line: string) => void = () => {};
  let settle: (result: Outcome) => void = () => {};
  const loading = Promise.withResolvers<Failure | undefined>();
  const end = async () => {
    ended = true;
    await worker.terminate();
  };
  const fail = (error: Failure) => {
    ended = true;
    loading.resolve({ ...error, type: "Init" });
    settle({ ok: false, error });
  };
  const initTimer = setTimeout(() => {
    fail({ type: "Init", name: "Sandbox.Timedout", message: `${data.handler} took longer than ${initMilliseconds / 1000} s to load.` });
    void end();
  }, initMilliseconds);

  worker.on("message", (message: WorkerMessage) => {
    if (message.kind === "log") return log(message.line);
    if (message.kind === "done") return settle({ ok: true, payload: message.payload, usage: message.usage });
    if (message.kind === "failed") return settle({ ok: false, error: { type: "Unhandled", ...message.error }, usage: message.usage });
    clearTimeout(initTimer);
    if (message.kind === "ready") return loading.resolve(undefined);
    fail({ type: "Init", ...message.error });
    void end();
  });
  worker.on("error", (error) => fail(uncaught(error)));
  worker.on("exit", () => {
    clearTimeout(initTimer);
    fail({ type: "Unhandled", name: "Runtime.ExitError", message: "The runtime exited without giving a reason." });
  });

  return {
    ready: loading.promise,
    get ended() {
      return ended;
    },
    end,
    async invoke(message, write, crash) {
      const { promise, resolve } = Promise.withResolvers<Outcome>();
      log = write;
      settle = resolve;
      const timer = setTimeout(() => {
        resolve({ ok: false, error: timedOut(message) });
        void end();
      }, message.timeoutMilliseconds);
      worker.postMessage(message);
      if (crash === "called") setImmediate(() => void end());
      const outcome = await promise;
      clearTimeout(timer);
      log = () => {};
      settle = () => {};
      if (crash === undefined) return outcome;
      // A handler that was quicker than its worker's end has its answer lost all the same.
      await end();
      return { ok: false, error: { type: "Unhandled", name: "Runtime.ExitError", message: "The runtime exited without giving a reason." } };
    },
  };
}

function timedOut({ timeoutMilliseconds, context }: InvokeMessage): Failure {
  return {
    type: "Timeout",
    name: "Sandbox.Timedout",
    message: `${context.awsRequestId} Task timed out after ${(timeoutMilliseconds / 1000).toFixed(2)} seconds`,
  };
}

function uncaught(thrown: unknown): Failure {
  const error: WorkerError = thrown instanceof Error ? thrown : { name: "Error", message: String(thrown) };
  return { type: "Unhandled", name: error.name, message: error.message, ...(error.stack ? { stack: error.stack } : {}) };
}
