import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { S3Client } from "@aws-sdk/client-s3";
import { SESv2Client } from "@aws-sdk/client-sesv2";
import { SQSClient } from "@aws-sdk/client-sqs";
import { createClock } from "../../src/clock.ts";
import type { Clock, Faults, Functions, Invocation, InvokeResult, Log, Services } from "../../src/contract.ts";
import type { FunctionNode, Graph, Mapping, Queue } from "../../src/graph.ts";
import { createServices } from "../../src/service/index.ts";

export type Handler = (event: unknown) => unknown;
export interface Stage {
  services: Services;
  clock: Clock;
  functions: Functions;
  logged: string[];
  eventBridge: EventBridgeClient;
  sqs: SQSClient;
  ses: SESv2Client;
  s3: S3Client;
  queueUrl: (name: string) => string;
  close(): Promise<void>;
}
interface Options {
  graph?: Partial<Graph>;
  handlers?: Record<string, Handler>;
  faults?: Faults;
  random?: () => number;
  file?: string;
}

export const arn = (name: string) => `arn:aws:sqs:eu-central-1:000000000000:${name}`;

export function queue(name: string, changes: Partial<Queue> = {}): Queue {
  const address = { id: name, name, arn: arn(name), url: `http://127.0.0.1/000000000000/${name}` };
  return { ...address, visibilitySeconds: 60, delaySeconds: 0, retentionSeconds: 345_600, ...changes };
}

export function mapping(queueName: string, functionId: string, changes: Partial<Mapping> = {}): Mapping {
  const source = { queueArn: arn(queueName) };
  const how = { filters: [], batchSize: 10, windowSeconds: 0, partialResponses: true, bisect: false };
  return { id: `${functionId}Mapping`, functionId, source, ...how, ...changes };
}

export function functionNode(id: string): FunctionNode {
  const place = { id, name: `souk-${id}`, arn: `arn:aws:lambda:eu-central-1:000000000000:function:souk-${id}` };
  const code = { handler: `${id}.handler`, links: [], environment: {}, permissions: [], nodejs: {} };
  return { ...place, ...code, timeoutSeconds: 10, memoryMb: 512, url: false };
}

export function graph(changes: Partial<Graph> = {}): Graph {
  const none = { tables: [], buckets: [], queues: [], buses: [], rules: [], mappings: [], apis: [], routes: [], crons: [] };
  const more = { sites: [], routers: [], emails: [], secrets: [], functions: {}, links: {}, outputs: {} };
  return { app: { name: "souk", stage: "test" }, region: "eu-central-1", ...none, ...more, ...changes };
}

/** Functions as the stage runs them: JSON both ways, a throw becomes an error. */
export function fakeFunctions(handlers: Record<string, Handler>): Functions {
  const invocations: Invocation[] = [];
  const invoke: Functions["invoke"] = async (functionId, event, context): Promise<InvokeResult> => {
    const logs = ["handled", ...((event as Partial<QueueEvent>).Records ?? []).map((record) => `no stock for ${record.messageId}`)];
    invocations.push({
      id: "1",
      functionId,
      source: context?.source ?? "invoke",
      startedAt: 0,
      milliseconds: 0,
      cold: false,
      logs,
      logBytes: 0,
      subjects: [],
    });
    try {
      const answer = await handlers[functionId]?.(JSON.parse(JSON.stringify(event)));
      return { ok: true, payload: answer === undefined ? null : JSON.parse(JSON.stringify(answer)) };
    } catch (error) {
      const { name, message } = error as Error;
      return { ok: false, error: { type: "Unhandled", name, message } };
    }
  };
  return { invoke, reload() {}, invocations: () => invocations, close: async () => {} };
}

export const newFile = () => join(mkdtempSync(join(tmpdir(), "souk-service-")), "engine.sqlite");

/** With its folder. */
export const removeFile = (file: string) => rmSync(dirname(file), { recursive: true });

/** A stage with services only, and the clients that its functions would use. */
export async function openStage(options: Options = {}): Promise<Stage> {
  const { handlers = {}, faults = {}, random = Math.random, file = newFile() } = options;
  const clock = createClock();
  const logged: string[] = [];
  const write = (message: string) => void logged.push(message);
  const log: Log = { info: write, warn: write, error: write };
  const functions = fakeFunctions(handlers);
  const services = await createServices({ file, port: 0, clock, functions, faults: () => faults, random, log });
  const nodes = Object.fromEntries(Object.keys(handlers).map((id) => [id, functionNode(id)]));
  services.apply(graph({ functions: nodes, ...options.graph }));
  const how = { endpoint: services.url, region: "eu-central-1", credentials: { accessKeyId: "offline", secretAccessKey: "offline" } };
  const clients = { eventBridge: new EventBridgeClient(how), sqs: new SQSClient(how), ses: new SESv2Client(how), s3: new S3Client(how) };
  return {
    services,
    functions,
    clock,
    logged,
    ...clients,
    queueUrl: (name) => `${services.url}/000000000000/${name}`,
    async close() {
      for (const client of Object.values(clients)) client.destroy();
      await services.close();
      if (!options.file) removeFile(file);
    },
  };
}

/** Waits for a state, not for a time. */
export async function until(reached: () => boolean): Promise<void> {
  while (!reached()) await new Promise((resolve) => setTimeout(resolve, 2));
}

/** Lets the stage run through its retries and delays without waiting for them. */
export async function drain(stage: Stage): Promise<void> {
  while (!stage.services.idle()) {
    await new Promise((resolve) => setTimeout(resolve, 5));
    stage.clock.advance(500);
  }
}

export interface QueueEvent {
  Records: {
    messageId: string;
    body: string;
    receiptHandle: string;
    attributes: Record<string, string>;
    md5OfBody: string;
    eventSourceARN: string;
  }[];
}
export const bodies = (event: unknown) => (event as QueueEvent).Records.map((record) => record.body);
