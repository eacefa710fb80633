import { pathToFileURL } from "node:url";
import { parentPort, workerData } from "node:worker_threads";
import type { InvokeMessage, WorkerData, WorkerError, WorkerMessage } from "./worker-message.ts";
import { installMeter } from "./worker-meter.ts";

/** Runs inside a worker thread: loads one handler and calls it for each message, one at a time. */
const { bundle, exportName, handler: handlerName } = workerData as WorkerData;
const port = parentPort;
if (!port) throw new Error("This file runs in a worker thread.");
const send = (message: WorkerMessage) => port.postMessage(message);

const meter = installMeter();

type Handler = (event: unknown, context: object) => unknown;

/** Each write is one entry of the log, whole, however many lines it has. */
function captureOutput(): void {
  const write = (chunk: string | Uint8Array, encoding?: unknown, done?: unknown): boolean => {
    const text = typeof chunk === "string" ? chunk : Buffer.from(chunk).toString();
    send({ kind: "log", line: text.endsWith("\n") ? text.slice(0, -1) : text });
    const written = typeof encoding === "function" ? encoding : done;
    if (typeof written === "function") queueMicrotask(() => written());
    return true;
  };
  process.stdout.write = write;
  process.stderr.write = write;
}

async function load(): Promise<Handler> {
  const module = (await import(pathToFileURL(bundle).href)) as Record<string, unknown>;
  const exported = module[exportName] ?? (module["default"] as Record<string, unknown> | undefined)?.[exportName];
  if (typeof exported !== "function")
    throw Object.assign(new Error(`${handlerName} is undefined or not exported`), { name: "Runtime.HandlerNotFound" });
  return exported as Handler;
}

const RealDate = Date;
let offset = 0;

/** The stage's clock for the handler. In place only once the clock was moved: the plain Date is faster. */
function setClock(milliseconds: number): void {
  offset = milliseconds;
  if (offset === 0 || globalThis.Date !== RealDate) return;
  const now = () => RealDate.now() + offset;
  const Shifted = new Proxy(RealDate, {
    construct: (target, args: unknown[], newTarget) => Reflect.construct(target, args.length > 0 ? args : [now()], newTarget) as object,
    apply: () => new RealDate(now()).toString(),
    get: (target, key) => (key === "now" ? now : Reflect.get(target, key)),
  });
  Object.defineProperty(RealDate.prototype, "constructor", { value: Shifted, writable: true, configurable: true });
  globalThis.Date = Shifted;
}

function described(error: unknown): WorkerError {
  if (!(error instanceof Error)) return { name: "Error", message: typeof error === "string" ? error : JSON.stringify(error) };
  return { name: error.name, message: error.message, ...(error.stack ? { stack: error.stack } : {}) };
}

async function invoke(handler: Handler, { event, context, timeoutMilliseconds, clockOffset }: InvokeMessage): Promise<WorkerMessage> {
  const deadline = performance.now() + timeoutMilliseconds;
  setClock(clockOffset);
  meter.start();
  try {
    const result = await handler(JSON.parse(event), {
      ...context,
      callbackWaitsForEmptyEventLoop: true,
      getRemainingTimeInMillis: () => Math.max(0, Math.round(deadline - performance.now())),
    });
    return { kind: "done", payload: JSON.stringify(result) ?? "null", usage: meter.read() };
  } catch (error) {
    return { kind: "failed", error: described(error), usage: meter.read() };
  }
}

captureOutput();
process.setSourceMapsEnabled(true);
try {
  const handler = await load();
  port.on("message", (message: InvokeMessage) => void invoke(handler, message).then(send));
  send({ kind: "ready" });
} catch (error) {
  send({ kind: "broken", error: described(error) });
}
