import type { Usage } from "./usage.ts";

/** What a worker is started with. */
export interface WorkerData {
  bundle: string;
  exportName: string;
  /** As named in the program, for the message when it is not there. */
  handler: string;
}

export interface InvokeMessage {
  /** JSON, as it would cross the wire. */
  event: string;
  context: LambdaContext;
  timeoutMilliseconds: number;
  /** How far the stage's clock is ahead of this machine's. */
  clockOffset: number;
}
/** The plain part of Lambda's context object. */
export interface LambdaContext {
  awsRequestId: string;
  functionName: string;
  functionVersion: string;
  invokedFunctionArn: string;
  memoryLimitInMB: string;
  logGroupName: string;
  logStreamName: string;
}

export type WorkerMessage =
  | { kind: "ready" }
  | { kind: "log"; line: string }
  /** The answer as JSON. */
  | { kind: "done"; payload: string; usage: Usage }
  | { kind: "failed"; error: WorkerError; usage: Usage }
  /** The module could not be loaded. */
  | { kind: "broken"; error: WorkerError };
export interface WorkerError {
  name: string;
  message: string;
  stack?: string;
}
