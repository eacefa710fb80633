import type { Cost, Usage } from "./function/usage.ts";
import type { Graph } from "./graph.ts";

/**
 * The seams between the parts of the offline stage. Each part is made by one function and closed by `close()`.
 * Time everywhere is the stage's one clock, in milliseconds since the epoch.
 */
export interface Clock {
  now(): number;
  /** Moves the clock forward by so many milliseconds; timers that depend on it fire. */
  advance(milliseconds: number): void;
  /** Calls back when the clock has reached `at`; returns a cancel. Real time drives it, `advance` hurries it. */
  at(at: number, run: () => void): () => void;
}

/** Runs a function as Lambda does: own links and environment, JSON both ways, one invocation at a time per worker, time-out. */
export interface Functions {
  /** `source` says in the list of invocations what called; "invoke" unless given. `onCost` is told what the handler consumed, before the answer. */
  invoke(
    functionId: string,
    event: unknown,
    context?: { traceId?: string; source?: Invocation["source"]; onCost?: (cost: Cost) => void },
  ): Promise<InvokeResult>;
  /** Ends warm workers of the function (of all without an id) so that the next call runs new code with the graph's environment. */
  reload(functionId?: string): void;
  /** The latest ones, oldest first. */
  invocations(): Invocation[];
  close(): Promise<void>;
}
export type InvokeResult =
  | { ok: true; payload: unknown }
  | { ok: false; error: { type: "Unhandled" | "Timeout" | "Throttled" | "Init"; name: string; message: string; stack?: string } };
export interface Invocation {
  id: string;
  functionId: string;
  source: "http" | "queue" | "stream" | "rule" | "cron" | "invoke";
  startedAt: number;
  milliseconds: number;
  cold: boolean;
  error?: string;
  logs: string[];
  /** What its handler consumed; absent while it runs, and when its worker ended before it said so. */
  usage?: Usage;
  /** Bytes of all that it logged. */
  logBytes: number;
  /** Ids of the traces and orders that it was called about. */
  subjects: string[];
}

/** EventBridge, SQS, SESv2, S3 and Lambda's Invoke on one loopback endpoint, durable in `.souk/engine.sqlite`. */
export interface Services {
  /** Where AWS SDK clients are pointed: AWS_ENDPOINT_URL. */
  url: string;
  /** Takes a (new) graph: queues, buses, rules, mappings, crons. Messages of queues that exist stay. */
  apply(graph: Graph): void;
  /** Sends one message as SQS would; used by the stream pump for on-failure records. */
  send(queueArn: string, body: string, delaySeconds?: number): void;
  queues(): QueueState[];
  messages(queueName: string, limit?: number): StoredMessage[];
  /** Moves everything parked in a dead-letter queue back to where it came from; says how many. */
  redrive(queueName: string): number;
  /** Newest first. */
  mails(): StoredMail[];
  /** Newest first. */
  events(limit?: number): StoredEvent[];
  /** Events with which all consumers are done since the stage was started, oldest first. */
  latencies(): EventLatency[];
  /** Durable JSON by key for the other parts of the stage: stream checkpoints, the staff key, the clock's offset. */
  rows: Rows;
  /**
   * True when nothing that a function of the stage takes is visible, in flight, waiting for a retry or due now.
   * Messages with a delay still to run, and queues that no function reads (dead letters), do not count.
   */
  idle(): boolean;
  close(): Promise<void>;
}
export interface Rows {
  get(key: string): unknown;
  put(key: string, value: unknown): void;
  delete(key: string): void;
  list(prefix: string): { key: string; value: unknown }[];
}
export interface QueueState {
  name: string;
  id: string;
  visible: number;
  inFlight: number;
  delayed: number;
  deadLetterOf?: string;
}
export interface StoredMessage {
  id: string;
  body: string;
  receives: number;
  sentAt: number;
  visibleAt: number;
  lastError?: string;
}
export interface StoredMail {
  id: string;
  at: number;
  from: string;
  to: string[];
  subject: string;
  text: string;
  html: string;
}
export interface StoredEvent {
  id: string;
  at: number;
  bus: string;
  source: string;
  detailType: string;
  detail: unknown;
  /** Ids of the rules that took it. */
  rules: string[];
}
/** An event's way, by the stage's clock. A consumer that is meant to be called later is not counted. */
export interface EventLatency {
  id: string;
  detailType: string;
  /** Its own time, which is just before its commit. */
  at: number;
  /** When the bus had it. */
  takenAt: number;
  /** When the last consumer had dealt with it. */
  doneAt: number;
  consumers: number;
}

/** DynamoDB (a child process on a file, or any compatible endpoint), its tables, TTL sweep, stream pump. */
export interface Database {
  url: string;
  apply(graph: Graph): Promise<void>;
  /** True when every record of every stream was handed on. */
  idle(): boolean;
  close(): Promise<void>;
}

/**
 * Injected faults, all off by default. Rates are probabilities from 0 to 1; `seed` makes a run repeatable.
 * `conflict.windowMilliseconds`: two transactions on one item within the window end in TransactionConflict for one of them.
 */
export interface Faults {
  seed?: number;
  duplicate?: number;
  reorder?: number;
  delay?: { rate: number; milliseconds: number };
  throttle?: number;
  conflict?: { windowMilliseconds: number };
  /** A worker is ended right after its handler was called / right before its answer is taken. */
  crash?: number;
  /** The write is committed and its answer lost (connection reset). */
  lostAnswer?: number;
}

/** How often each fault has struck since the stage was started. */
export type FaultName = Exclude<keyof Faults, "seed">;
export type FaultCounts = Partial<Record<FaultName, number>>;

export interface Log {
  info(message: string, fields?: Record<string, unknown>): void;
  warn(message: string, fields?: Record<string, unknown>): void;
  error(message: string, fields?: Record<string, unknown>): void;
}
