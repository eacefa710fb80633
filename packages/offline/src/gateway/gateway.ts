import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Clock, Functions, InvokeResult, Log } from "../contract.ts";
import { type Cost, costHeader } from "../function/usage.ts";
import type { Graph, Route } from "../graph.ts";
import type { Answer } from "./answer.ts";
import { answerOf, message, send } from "./answer.ts";
import type { Listener, Responder } from "./listen.ts";
import { listen } from "./listen.ts";
import { readBody } from "./read-body.ts";
import { requestEvent } from "./request-event.ts";
import { createRouteTable } from "./route-table.ts";

/** What came and went, for the console. */
export interface RequestRecord {
  requestId: string;
  at: number;
  method: string;
  path: string;
  status: number;
  milliseconds: number;
  functionId?: string;
}

export interface GatewayOptions {
  /** Of the program's first HTTP API; 0 takes a free one. */
  port: number;
  /** Of a function URL or a further API, each with an origin of its own; 0, the default, takes a free one. */
  functionPort?(functionId: string): number;
  graph(): Graph;
  functions: Pick<Functions, "invoke">;
  clock: Clock;
  log: Log;
  onRequest?(request: RequestRecord): void;
}

export interface Gateway {
  /** Of the HTTP API, without a slash at its end. */
  url: string;
  /** Of a function's URL, with a slash at its end; undefined when it has none. */
  functionUrl(functionId: string): string | undefined;
  /** Opens the function URLs that a new graph brings and closes those it lacks. Routes are read from the graph anyway. */
  apply(): Promise<void>;
  close(): Promise<void>;
}

/** API Gateway gives an integration up after this. */
const integrationMilliseconds = 30_000;

/** Serves the program's HTTP API and function URLs on loopback, with API Gateway's rules. */
export async function createGateway(options: GatewayOptions): Promise<Gateway> {
  const { graph, functions, clock, log } = options;
  const others = () => graph().apis.slice(1);
  const isMain = (route: Route) => !others().some(({ id }) => id === route.apiId);

  /** The routes of one API, looked through anew when the graph changed. */
  function matchApi(belongs: (route: Route) => boolean) {
    let routes: Route[] | undefined;
    let find = createRouteTable([]);
    return (method: string, path: string) => {
      const current = graph().routes;
      if (current !== routes) find = createRouteTable(current.filter(belongs));
      routes = current;
      return find(method, path);
    };
  }

  const api = await listen(options.port, responder(matchApi(isMain), decodedPath, statusOfApi), log);
  const urls = new Map<string, Listener>();

  /** `pathOf` says what the function gets as its path, which differs between the two services. */
  function responder(
    match: ReturnType<typeof createRouteTable>,
    pathOf: (path: string) => string,
    statusOf: (type: string) => number,
  ): Responder {
    return async (request, response) => {
      const requestId = randomUUID();
      const began = performance.now();
      const at = clock.now();
      const method = request.method ?? "GET";
      const [rawPath = "/", ...query] = (request.url ?? "/").split("?");
      const path = pathOf(rawPath);
      const found = match(method, path);
      const body = await readBody(request);
      const finish = (answer: Answer) => {
        send(response, answer, requestId, method);
        const functionId = found?.route.functionId;
        options.onRequest?.({
          requestId,
          at,
          method,
          path,
          status: answer.status,
          milliseconds: performance.now() - began,
          ...(functionId ? { functionId } : {}),
        });
      };
      if (!found) return finish(message(404, "Not Found"));
      if (!body) return finish(message(413, "Request Entity Too Large"));
      const event = requestEvent(request, { requestId, at, path, rawQueryString: query.join("?"), body, match: found });
      // For whoever develops: what the request consumed.
      let cost: Cost | undefined;
      const onCost = (told: Cost) => void (cost = told);
      const result = await within(
        integrationMilliseconds,
        functions.invoke(found.route.functionId, event, { source: "http", onCost, ...traceOf(request) }),
      );
      const answer = answerFor(result, statusOf, log);
      if (cost) answer.headers["souk-cost"] = costHeader(cost);
      finish(answer);
    };
  }

  async function apply(): Promise<void> {
    const functionUrls = Object.values(graph().functions).filter((node) => node.url);
    const wanted = [...functionUrls, ...others()];
    for (const [id, listener] of urls) {
      if (wanted.some((node) => node.id === id)) continue;
      urls.delete(id);
      await listener.close();
    }
    for (const { id } of others()) {
      if (urls.has(id)) continue;
      const respond = responder(
        matchApi((route) => route.apiId === id),
        decodedPath,
        statusOfApi,
      );
      urls.set(id, await listen(options.functionPort?.(id) ?? 0, respond, log));
    }
    for (const { id } of functionUrls) {
      if (urls.has(id)) continue;
      const route = { apiId: id, key: "$default", functionId: id };
      const respond = responder(
        () => ({ route, pathParameters: undefined }),
        (path) => path,
        statusOfUrl,
      );
      urls.set(id, await listen(options.functionPort?.(id) ?? 0, respond, log));
    }
  }

  const close = async () => {
    await Promise.all([api, ...urls.values()].map((listener) => listener.close()));
  };
  await apply().catch(async (error: unknown) => {
    await close();
    throw error;
  });
  const functionUrl = (id: string) => {
    const listener = urls.get(id);
    return listener && `${listener.url}/`;
  };
  return { url: api.url, functionUrl, apply, close };
}

function answerFor(result: InvokeResult | undefined, statusOf: (type: string) => number, log: Log): Answer {
  if (!result) return message(503, "Service Unavailable");
  if (result.ok) {
    const answer = answerOf(result.payload);
    if (!answer)
      log.error("A function's answer is no HTTP response: it needs a statusCode from 100 to 599, headers, and a body that is a text.");
    return answer ?? message(statusOf("Unhandled"), "Internal Server Error");
  }
  const { type, name, message: text } = result.error;
  // For the developer who broke the build: on AWS the deployment would have failed, and nobody would be answered.
  if (name === "BuildError") return message(500, text);
  if (name === "RequestTooLargeException") return message(413, "Request Entity Too Large");
  const status = statusOf(type);
  return message(status, status === 503 ? "Service Unavailable" : "Internal Server Error");
}

const statusOfApi = (type: string) => (type === "Timeout" || type === "Throttled" ? 503 : 500);
/** A function URL has no gateway that could be at fault: its errors are 502, its throttling 429. */
const statusOfUrl = (type: string) => (type === "Throttled" ? 429 : 502);

/** An HTTP API hands the path over decoded, and only up to a decoded question mark; a function URL hands it over as it came. */
function decodedPath(path: string): string {
  try {
    return decodeURIComponent(path).split("?", 1)[0] ?? "/";
  } catch {
    return path;
  }
}

function traceOf(request: IncomingMessage): { traceId?: string } {
  const trace = request.headers["x-amzn-trace-id"] ?? request.headers["traceparent"];
  return typeof trace === "string" ? { traceId: trace } : {};
}

function within<T>(milliseconds: number, work: Promise<T>): Promise<T | undefined> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => resolve(undefined), milliseconds);
  return Promise.race([work, promise]).finally(() => clearTimeout(timer));
}
