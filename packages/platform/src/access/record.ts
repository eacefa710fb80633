/**
 * Preloaded (`node --import`) into the offline stage by a test run: every function's worker then notes what it asks of AWS, in the file
 * that SOUK_ACCESS_LOG names. The stage itself knows nothing of it.
 */
import { syncBuiltinESMExports } from "node:module";
import { pathToFileURL } from "node:url";
import path from "node:path";
import workerThreads, { isMainThread, Worker, type WorkerOptions } from "node:worker_threads";

const file = process.env["SOUK_ACCESS_LOG"];

if (isMainThread && file) {
  const preload = pathToFileURL(path.join(import.meta.dirname, "record-worker.ts"));
  preload.searchParams.set("file", file);

  class RecordedWorker extends Worker {
    constructor(script: string | URL, options: WorkerOptions = {}) {
      const isFunction = typeof options.env === "object" && options.env["AWS_LAMBDA_FUNCTION_NAME"] !== undefined;
      super(script, isFunction ? { ...options, execArgv: [...(options.execArgv ?? []), "--import", preload.href] } : options);
    }
  }
  Object.assign(workerThreads, { Worker: RecordedWorker });
  // Modules that import `Worker` by name get this one.
  syncBuiltinESMExports();
}
