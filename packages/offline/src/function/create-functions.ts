import { randomUUID } from "node:crypto";
import { availableParallelism } from "node:os";
import path from "node:path";
import type { Clock, FaultName, Faults, Functions, Invocation, InvokeResult, Log } from "../contract.ts";
import type { FunctionNode, Graph } from "../graph.ts";
import { handlerOf } from "./bundle-options.ts";
import { createBundler } from "./bundler.ts";
import { createCrashes } from "./crash.ts";
import { environmentOf } from "./environment.ts";
import { createHistory } from "./history.ts";
import type { Failure, LambdaWorker, Outcome } from "./lambda-worker.ts";
import { compileWorker, startWorker } from "./lambda-worker.ts";
import type { Lease, Limits } from "./pool.ts";
import { createPool } from "./pool.ts";
import { createReloader } from "./reload.ts";
import { costOf, subjectsOf } from "./usage.ts";
import type { InvokeMessage } from "./worker-message.ts";

export interface FunctionsOptions {
  root: string;
  graph(): Graph;
  /** What the stage adds to a function's environment: AWS_ENDPOINT_URL and its like. */
  environment(functionId: string): Record<string, string>;
  clock: Clock;
  /** Read at each call, so that faults can be switched while the stage runs. */
  faults(): Faults;
  onFault?: (name: FaultName) => void;
  log: Log;
  /** Bundles are written below it. */
  stateDir: string;
  limits?: Partial<Limits>;
}

/** Lambda's limit for a request and for an answer. */
const payloadBytes = 6 * 1024 * 1024;

export function createFunctions(options: FunctionsOptions): Functions {
  const { root, graph, clock, log } = options;
  const folder = path.join(options.stateDir, "functions");
  const bundler = createBundler({ root, folder });
  const script = compileWorker(folder);
  script.catch(() => {}); // Each call that waits for it fails with it.
  const bundles = new Map<string, string>();
  const history = createHistory();
  const drawCrash = createCrashes(options.faults, options.onFault);
  // As many as a busy shop has functions at work: with fewer, a checkout and its reactions end each other's workers and each call is a start.
  const pool = createPool({ perFunction: workersEach(), total: 48, waitMilliseconds: 29_000, ...options.limits }, start);
  let compiled = "";
  const reloader = createReloader({ bundler, bundles, log, nodes: () => Object.values(graph().functions), retire: pool.retire });

  function start(functionId: string): LambdaWorker {
    const node = graph().functions[functionId];
    const bundle = node && bundles.get(bundler.keyOf(node));
    if (!bundle) throw new Error(`${functionId} was not built.`);
    const data = { bundle, exportName: handlerOf(node).exportName, handler: node.handler };
    const environment = environmentOf(node, graph(), options.environment(functionId));
    return startWorker({ script: compiled, data, environment, memoryMb: node.memoryMb });
  }

  async function run(node: FunctionNode, event: string, invocation: Invocation): Promise<Outcome> {
    compiled ||= await script;
    const build = await reloader.build(node);
    if (!build.ok) return { ok: false, error: { type: "Init", name: "BuildError", message: build.message } };
    const lease = await pool.acquire(node.id);
    if (!lease) return { ok: false, error: { type: "Throttled", name: "TooManyRequestsException", message: "Rate Exceeded." } };
    try {
      return await call(lease, node, event, invocation);
    } finally {
      lease.release();
    }
  }

  async function call(lease: Lease, node: FunctionNode, event: string, invocation: Invocation): Promise<Outcome> {
    invocation.cold = lease.cold;
    const broken = await lease.worker.ready;
    if (broken) return { ok: false, error: broken };
    const outcome = await lease.worker.invoke(
      messageOf(node, event, invocation.id, clock),
      (line) => history.log(invocation, line),
      drawCrash(),
    );
    if (outcome.ok && Buffer.byteLength(outcome.payload) > payloadBytes) return { ok: false, error: tooLargeAnswer };
    return outcome;
  }

  return {
    async invoke(functionId, event, context = {}): Promise<InvokeResult> {
      const node = graph().functions[functionId];
      if (!node)
        return { ok: false, error: { type: "Unhandled", name: "ResourceNotFoundException", message: `Function not found: ${functionId}` } };
      const text = JSON.stringify(event) ?? "null";
      if (Buffer.byteLength(text) > payloadBytes) return { ok: false, error: tooLargeRequest };
      const startedAt = clock.now();
      const began = performance.now();
      const invocation: Invocation = {
        id: randomUUID(),
        functionId,
        source: context.source ?? "invoke",
        startedAt,
        milliseconds: 0,
        cold: false,
        logs: [],
        logBytes: 0,
        subjects: subjectsOf(text),
      };
      history.add(invocation);
      const outcome = await run(node, text, invocation);
      invocation.milliseconds = performance.now() - began;
      if (outcome.usage) {
        invocation.usage = outcome.usage;
        context.onCost?.(costOf(outcome.usage, invocation.logBytes));
      }
      if (outcome.ok) return { ok: true, payload: JSON.parse(outcome.payload) as unknown };
      invocation.error = `${outcome.error.name}: ${outcome.error.message}`;
      if (outcome.error.name !== "BuildError")
        log.error(`${functionId} failed: ${invocation.error}`, { requestId: invocation.id, stack: outcome.error.stack });
      return { ok: false, error: outcome.error };
    },
    reload: (functionId) => pool.retire((id) => functionId === undefined || id === functionId),
    invocations: history.list,
    async close() {
      reloader.close();
      await script;
      await pool.close();
      await bundler.close();
    },
  };
}

/** More workers than cores only take turns, and each has to be started and to grow warm; two at least, so that calls do meet. */
const workersEach = (): number => Math.max(2, Math.min(4, availableParallelism() + 1));

const tooLargeRequest: Failure = {
  type: "Unhandled",
  name: "RequestTooLargeException",
  message: `Request must be smaller than ${payloadBytes} bytes for the InvokeFunction operation`,
};
const tooLargeAnswer: Failure = {
  type: "Unhandled",
  name: "Function.ResponseSizeTooLarge",
  message: `Response payload size exceeded maximum allowed payload size (${payloadBytes} bytes).`,
};

function messageOf(node: FunctionNode, event: string, awsRequestId: string, clock: Clock): InvokeMessage {
  const offset = clock.now() - Date.now();
  return {
    event,
    timeoutMilliseconds: node.timeoutSeconds * 1000,
    // A clock that was not moved differs by the time between the two readings at most.
    clockOffset: Math.abs(offset) < 50 ? 0 : offset,
    context: {
      awsRequestId,
      functionName: node.name,
      functionVersion: "$LATEST",
      invokedFunctionArn: node.arn,
      memoryLimitInMB: String(node.memoryMb),
      logGroupName: `/aws/lambda/${node.name}`,
      logStreamName: "offline",
    },
  };
}
