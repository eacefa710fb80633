import { createServer, type IncomingHttpHeaders, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Log } from "../contract.ts";
import { ServiceError } from "./service-error.ts";

export interface Call {
  method: string;
  /** As it was sent, still percent-encoded. */
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: Buffer;
  /** Aborted when the client went away. */
  gone: AbortSignal;
}
export interface Answer {
  status: number;
  headers?: Record<string, string>;
  body?: string | Buffer;
}
export type Operation = (input: Record<string, unknown>, call: Call) => unknown;
export interface Endpoints {
  /** By the service's name in x-amz-target, then by operation. */
  targets: Record<string, Record<string, Operation>>;
  mail: (call: Call) => Answer;
  lambda: (functionName: string, call: Call) => Answer | Promise<Answer>;
  s3: (call: Call) => Answer | Promise<Answer>;
}

const maxBodyBytes = 100 * 1024 * 1024;
const invocation = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/;

/** One endpoint on loopback for all services; they are told apart as the SDKs name them. */
export async function serve(port: number, endpoints: Endpoints, log: Log): Promise<{ server: Server; url: string }> {
  const server = createServer((request, response) => {
    answer(request, response, endpoints).then(
      ({ status, headers, body = "" }) => {
        // Without a length given here Node would send chunks.
        const length = status === 204 || status === 304 ? {} : { "content-length": String(Buffer.byteLength(body)) };
        response.writeHead(status, { ...length, ...headers }).end(body);
      },
      (error: unknown) => fail(error, request, response, log),
    );
  });
  // Longer than any SDK keeps an idle connection, or a request may meet a socket that is just being closed.
  server.keepAliveTimeout = 120_000;
  server.headersTimeout = 125_000;
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      reject(error.code === "EADDRINUSE" ? new Error(`Port ${port} is in use: stop what listens there, or choose another one.`) : error),
    );
    server.listen(port, "127.0.0.1", resolve);
  });
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

async function answer(request: IncomingMessage, response: ServerResponse, endpoints: Endpoints): Promise<Answer> {
  const { headers, method = "GET", url: address = "/" } = request;
  refuseForeignHost(headers.host ?? "");
  const url = new URL(address, "http://127.0.0.1");
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  const body = await read(request);
  const call: Call = { method, path: url.pathname, query: url.searchParams, headers, body, gone: gone.signal };

  const target = headers["x-amz-target"];
  if (typeof target === "string") {
    requireSignature(call);
    return json(await operation(target, endpoints)(parse(body), call), "application/x-amz-json-1.0");
  }
  if (url.pathname === "/v2/email/outbound-emails") {
    requireSignature(call);
    return endpoints.mail(call);
  }
  const [, functionName] = invocation.exec(url.pathname) ?? [];
  if (functionName) {
    requireSignature(call);
    return endpoints.lambda(decodeURIComponent(functionName), call);
  }
  return endpoints.s3(call);
}

function operation(target: string, endpoints: Endpoints): Operation {
  const [service = "", name = ""] = target.split(".");
  const found = Object.hasOwn(endpoints.targets, service) ? endpoints.targets[service] : undefined;
  const run = found && Object.hasOwn(found, name) ? found[name] : undefined;
  if (!run) throw new ServiceError("UnknownOperationException", `The offline stage does not imitate ${target}.`);
  return run;
}

/** A page in a browser that has a name resolve to this machine must not reach the stage. */
function refuseForeignHost(host: string): void {
  const name = host.replace(/:\d+$/, "");
  if (name !== "127.0.0.1" && name !== "localhost" && name !== "[::1]" && !name.endsWith(".localhost"))
    throw new ServiceError("AccessDenied", "The offline stage answers on loopback only.", 403);
}

/** Any signature will do, but a form or an image on a foreign page cannot send one. */
export function requireSignature(call: Call): void {
  if (call.headers.authorization?.startsWith("AWS4-")) return;
  throw new ServiceError("MissingAuthenticationTokenException", "Missing Authentication Token", 403);
}

async function read(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBodyBytes) throw new ServiceError("EntityTooLarge", `The offline stage takes at most ${maxBodyBytes} bytes.`, 413);
    chunks.push(chunk);
  }
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
}

export function parse(body: Buffer): Record<string, unknown> {
  let value: unknown;
  try {
    value = body.length === 0 ? {} : JSON.parse(body.toString());
  } catch (cause) {
    throw new ServiceError("SerializationException", `The body is not JSON: ${(cause as Error).message}`);
  }
  if (value === null || typeof value !== "object" || Array.isArray(value))
    throw new ServiceError("SerializationException", "The body is not an object.");
  return value as Record<string, unknown>;
}

export function json(value: unknown, type = "application/json", status = 200): Answer {
  return { status, headers: { "content-type": type }, body: JSON.stringify(value) };
}

function fail(error: unknown, request: IncomingMessage, response: ServerResponse, log: Log): void {
  const known =
    error instanceof ServiceError ? error : new ServiceError("InternalFailure", "The offline stage failed; its log says why.", 500);
  if (known.status >= 500) log.error("A service of the offline stage failed.", { error: String(error) });
  const headers = { "content-type": "application/x-amz-json-1.0", "x-amzn-errortype": known.code, ...known.headers };
  // What is left of a refused body is not waited for.
  if (!request.complete) response.setHeader("connection", "close");
  response.writeHead(known.status, headers).end(JSON.stringify({ __type: known.code, message: known.message, Message: known.message }));
}
