import type { Cron, FunctionNode, Graph, Mapping } from "../graph.ts";
import { compilePattern, type Matcher } from "./pattern.ts";

/** A queue as the engine sees it: SQS queues, and one inner queue per function for asynchronous invocations. */
export interface QueueNode {
  name: string;
  id: string;
  arn: string;
  visibility: number;
  delay: number;
  retention: number;
  /** After so many receives a message goes `to` another queue, or is dropped when there is none. */
  limit?: { receives: number; to?: string };
  functionId?: string;
}
export interface RuleNode {
  id: string;
  matches: Matcher;
  queue: string;
}
export interface MappingNode extends Mapping {
  queue: string;
  matchers: Matcher[];
}
/** The graph, looked up the way requests name things. */
export interface Topology {
  region: string;
  account: string;
  queues: Map<string, QueueNode>;
  queueByArn: Map<string, QueueNode>;
  rulesByBus: Map<string, RuleNode[]>;
  mappings: MappingNode[];
  crons: Cron[];
  /** By id, name and ARN. */
  functions: Map<string, FunctionNode>;
  senders: string[];
  buckets: Set<string>;
}

const day = 86_400_000;
/** An asynchronous invocation is tried again twice, as Lambda does unless told otherwise; then it goes to the function's dead letters, or is dropped. */
const asyncRetries = 2;
/** Longer than any function runs, waiting for a free worker included. */
const asyncVisibility = 3_600_000;

export const emptyTopology: Topology = {
  region: "us-east-1",
  account: "000000000000",
  queues: new Map(),
  queueByArn: new Map(),
  rulesByBus: new Map(),
  mappings: [],
  crons: [],
  functions: new Map(),
  senders: [],
  buckets: new Set(),
};

/** The inner queue of a function; the colon keeps it apart from every name that SQS allows. */
export const functionQueue = (functionId: string) => `function:${functionId}`;

/** Throws one sentence when the program declares something that AWS would refuse or that leads nowhere. */
export function buildTopology(graph: Graph): Topology {
  const functions = new Map<string, FunctionNode>();
  for (const node of Object.values(graph.functions)) for (const name of [node.id, node.name, node.arn]) functions.set(name, node);
  const queueByArn = new Map(queueNodes(graph).map((queue) => [queue.arn, queue]));
  const find = (arn: string, user: string) => {
    const queue = queueByArn.get(arn);
    if (!queue) throw new Error(`${user} uses the queue ${arn}, which the program does not declare.`);
    return queue;
  };
  const inner = Object.values(graph.functions).map((node) =>
    functionQueueNode(node, node.failureArn && find(node.failureArn, `The function ${node.id}`).name),
  );
  for (const queue of graph.queues) if (queue.deadLetter) find(queue.deadLetter.queueArn, `The queue ${queue.id}`);
  const called = [
    ...graph.mappings,
    ...graph.crons,
    ...graph.rules.flatMap(({ id, target }) => ("functionId" in target ? [{ id, ...target }] : [])),
  ];
  for (const { id, functionId } of called)
    if (!graph.functions[functionId]) throw new Error(`${id} calls the function ${functionId}, which the program does not declare.`);
  return {
    region: graph.region,
    account: graph.queues[0]?.arn.split(":")[4] || emptyTopology.account,
    queues: new Map([...queueByArn.values(), ...inner].map((queue) => [queue.name, queue])),
    queueByArn,
    rulesByBus: rulesByBus(graph, find),
    mappings: graph.mappings.flatMap((mapping) => {
      if (!("queueArn" in mapping.source)) return [];
      const queue = find(mapping.source.queueArn, `The subscription ${mapping.id}`).name;
      return [{ ...mapping, queue, matchers: mapping.filters.map((filter) => compile(filter, `The filter of ${mapping.id}`)) }];
    }),
    crons: graph.crons,
    functions,
    senders: graph.emails.map((email) => email.sender),
    buckets: new Set(graph.buckets.map((bucket) => bucket.name)),
  };
}

function queueNodes(graph: Graph): QueueNode[] {
  const nameOf = new Map(graph.queues.map((queue) => [queue.arn, queue.name]));
  return graph.queues.map((queue) => {
    if (queue.name.endsWith(".fifo")) throw new Error(`The queue ${queue.id} is a FIFO queue, which the offline stage does not imitate.`);
    const to = queue.deadLetter && nameOf.get(queue.deadLetter.queueArn);
    return {
      name: queue.name,
      id: queue.id,
      arn: queue.arn,
      visibility: queue.visibilitySeconds * 1_000,
      delay: queue.delaySeconds * 1_000,
      retention: queue.retentionSeconds * 1_000,
      ...(queue.deadLetter && to ? { limit: { receives: queue.deadLetter.receives, to } } : {}),
    };
  });
}

function functionQueueNode({ id, arn, asyncRetries: retries = asyncRetries }: FunctionNode, to: string | undefined): QueueNode {
  const limit = { receives: 1 + retries, ...(to ? { to } : {}) };
  return { name: functionQueue(id), id, arn, visibility: asyncVisibility, delay: 0, retention: day, limit, functionId: id };
}

function rulesByBus(graph: Graph, find: (arn: string, user: string) => QueueNode): Map<string, RuleNode[]> {
  const rules = new Map<string, RuleNode[]>(graph.buses.map((bus) => [bus.name, []]));
  const nameOf = new Map(graph.buses.map((bus) => [bus.id, bus.name]));
  for (const rule of graph.rules) {
    const list = rules.get(nameOf.get(rule.busId) ?? "");
    if (!list) throw new Error(`The rule ${rule.id} belongs to the bus ${rule.busId}, which the program does not declare.`);
    const queue =
      "queueArn" in rule.target ? find(rule.target.queueArn, `The rule ${rule.id}`).name : functionQueue(rule.target.functionId);
    list.push({ id: rule.id, matches: compile(rule.pattern, `The pattern of ${rule.id}`), queue });
  }
  return rules;
}

function compile(pattern: Record<string, unknown>, what: string): Matcher {
  try {
    return compilePattern(pattern);
  } catch (cause) {
    throw new Error(`${what} would be refused by AWS: ${cause instanceof Error ? cause.message : String(cause)}.`, { cause });
  }
}
