/** What the SST program declares, as plain data. `program/load-program.ts` makes it; everything else of the offline stage reads it. */
export interface Graph {
  app: { name: string; stage: string };
  region: string;
  tables: Table[];
  buckets: Bucket[];
  queues: Queue[];
  buses: Bus[];
  rules: Rule[];
  mappings: Mapping[];
  apis: Api[];
  routes: Route[];
  crons: Cron[];
  sites: Site[];
  routers: Router[];
  emails: Email[];
  secrets: Secret[];
  functions: Record<string, FunctionNode>;
  /** What `Resource.<id>` holds, by component id. */
  links: Record<string, Link>;
  outputs: Record<string, unknown>;
}

export type Link = { type: string } & Record<string, unknown>;

export interface Table {
  id: string;
  name: string;
  arn: string;
  fields: Record<string, "string" | "number" | "binary">;
  primaryIndex: Index;
  globalIndexes: Record<string, Index & { projection?: "all" | "keys-only" | string[] }>;
  ttl?: string;
  stream?: "new-and-old-images" | "new-image" | "old-image" | "keys-only";
}
export interface Index {
  hashKey: string;
  rangeKey?: string;
}
export interface Bucket {
  id: string;
  name: string;
}
export interface Queue {
  id: string;
  name: string;
  arn: string;
  url: string;
  visibilitySeconds: number;
  delaySeconds: number;
  retentionSeconds: number;
  deadLetter?: { queueArn: string; receives: number };
}
export interface Bus {
  id: string;
  name: string;
  arn: string;
}
/** One EventBridge rule with one target: a queue, or a function. */
export interface Rule {
  id: string;
  busId: string;
  pattern: Record<string, unknown>;
  target: { queueArn: string } | { functionId: string };
  deadLetterArn?: string;
}
/** An event source mapping: a queue or a table's stream that drives a function. */
export interface Mapping {
  id: string;
  functionId: string;
  source: { queueArn: string } | { tableId: string };
  filters: Record<string, unknown>[];
  batchSize: number;
  windowSeconds: number;
  partialResponses: boolean;
  bisect: boolean;
  startingPosition?: "TRIM_HORIZON" | "LATEST";
  maximumRetryAttempts?: number;
  onFailureArn?: string;
  maximumConcurrency?: number;
}
export interface Api {
  id: string;
  url: string;
}
/** `key` is API Gateway's: "ANY /v1/orders/{proxy+}". */
export interface Route {
  apiId: string;
  key: string;
  functionId: string;
}
export interface Cron {
  id: string;
  /** "rate(5 minutes)", "cron(0 3 * * ? *)" or "at(2026-11-20T03:00:00)". */
  schedule: string;
  functionId: string;
  enabled: boolean;
  timezone?: string;
  /** What the function is called with. */
  event?: unknown;
  retries?: number;
  deadLetterArn?: string;
}
export interface Site {
  id: string;
  path: string;
  links: string[];
  environment: Record<string, string>;
  /** The router in front of it. */
  routerId?: string;
}
export interface Router {
  id: string;
  routes: RouterRoute[];
  /** Headers in the key of its cache besides SST's own, in lower case. */
  keyHeaders?: string[];
}
export interface RouterRoute {
  pattern: string;
  url: string;
  rewrite?: { regex: string; to: string };
  /** The URL is a bucket's: objects are read from it and nothing else. */
  bucket?: true;
}
export interface Email {
  id: string;
  sender: string;
}
export interface Secret {
  id: string;
  given: boolean;
}
export interface Permission {
  actions: string[];
  resources: string[];
  conditions?: { test: string; variable: string; values: string[] }[];
}
export interface FunctionNode {
  id: string;
  name: string;
  arn: string;
  /** "packages/order/src/http.handler" */
  handler: string;
  links: string[];
  environment: Record<string, string>;
  permissions: Permission[];
  timeoutSeconds: number;
  memoryMb: number;
  url: boolean;
  /** Of asynchronous calls: how often a failed one is tried again, and the ARN of the queue for those given up. */
  asyncRetries?: number;
  failureArn?: string;
  /** SST's `nodejs` settings (plugins file, format, minify ...). */
  nodejs: Record<string, unknown>;
}
