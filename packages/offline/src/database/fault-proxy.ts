import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { FaultName, Faults } from "../contract.ts";
import type { Table } from "../graph.ts";
import { isRecord } from "./client.ts";
import { ConflictWindow, type Touched, touchedBy } from "./conflict.ts";

export interface FaultProxy {
  url: string;
  close(): Promise<void>;
}

interface ProxyOptions {
  target: string;
  tables: () => Table[];
  faults: () => Faults;
  random: () => number;
  onFault?: ((name: FaultName) => void) | undefined;
}

const writes = new Set(["PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem", "TransactWriteItems"]);
const reads = new Set(["GetItem", "BatchGetItem", "Query", "Scan", "TransactGetItems"]);

/** Stands between functions and the database and does to them what AWS may do and no local engine does. */
export async function startFaultProxy(options: ProxyOptions): Promise<FaultProxy> {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const window = new ConflictWindow();
  const server = createServer(
    (incoming, response) => void serve({ ...options, agent, window }, incoming, response).catch(() => response.destroy()),
  );
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`,
    close() {
      agent.destroy();
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

interface Serving extends ProxyOptions {
  agent: Agent;
  window: ConflictWindow;
}

async function serve(serving: Serving, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await readAll(incoming);
  const operation =
    String(incoming.headers["x-amz-target"] ?? "")
      .split(".")
      .at(-1) ?? "";
  const { throttle, conflict, lostAnswer } = serving.faults();
  const struck = (name: FaultName) => serving.onFault?.(name);
  if ((writes.has(operation) || reads.has(operation)) && serving.random() < (throttle ?? 0)) {
    struck("throttle");
    return refuse(response, throttled);
  }
  const touched = conflict ? touchedBy(operation, parse(body), serving.tables()) : undefined;
  const now = performance.now();
  const held = touched ? serving.window.conflicts(touched, now) : [];
  if (touched && held.includes(true)) {
    struck("conflict");
    return refuse(response, conflictOf(touched, held));
  }
  const release = touched && conflict ? serving.window.hold(touched, now, conflict.windowMilliseconds) : () => {};
  try {
    const answer = await forward(serving, incoming, body);
    // The write is done and nobody hears of it.
    if (writes.has(operation) && answer.status < 300 && serving.random() < (lostAnswer ?? 0)) {
      struck("lostAnswer");
      return void incoming.socket.destroy();
    }
    response.writeHead(answer.status, answer.headers).end(answer.body);
  } finally {
    release(performance.now());
  }
}

const throttled = {
  __type: "com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException",
  message:
    "The level of configured provisioned throughput for the table was exceeded. Consider increasing your provisioning level with the UpdateTable API.",
};

function conflictOf(touched: Touched, held: boolean[]): Record<string, unknown> {
  if (!touched.transaction) {
    return { __type: "com.amazonaws.dynamodb.v20120810#TransactionConflictException", message: "Transaction is ongoing for the item" };
  }
  const reasons = held.map((isHeld) =>
    isHeld ? { Code: "TransactionConflict", Message: "Transaction is ongoing for the item" } : { Code: "None" },
  );
  return {
    __type: "com.amazonaws.dynamodb.v20120810#TransactionCanceledException",
    Message: `Transaction cancelled, please refer cancellation reasons for specific reasons [${reasons.map((reason) => reason.Code).join(", ")}]`,
    CancellationReasons: reasons,
  };
}

function refuse(response: ServerResponse, body: Record<string, unknown>): void {
  response
    .writeHead(400, { "content-type": "application/x-amz-json-1.0", "x-amzn-requestid": crypto.randomUUID() })
    .end(JSON.stringify(body));
}

interface Answer {
  status: number;
  headers: IncomingMessage["headers"];
  body: Buffer;
}

function forward({ target, agent }: Serving, incoming: IncomingMessage, body: Buffer): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = { ...incoming.headers, host: new URL(target).host, "content-length": String(body.length) };
    const sent = request(target, { method: incoming.method ?? "POST", headers, agent }, (answer) => {
      readAll(answer).then((content) => resolve({ status: answer.statusCode ?? 502, headers: answer.headers, body: content }), reject);
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

async function readAll(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

function parse(body: Buffer): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body.toString());
    return isRecord(value) ? value : {};
  } catch {
    return {};
  }
}
