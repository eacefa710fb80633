import { afterEach, expect, test } from "vitest";
import { request as httpRequest } from "node:http";
import type { Functions, InvokeResult } from "../../src/contract.ts";
import type { Gateway, RequestRecord } from "../../src/gateway/gateway.ts";
import { createGateway } from "../../src/gateway/gateway.ts";
import { createClock } from "../../src/clock.ts";
import { functionNode, graphWith } from "../fixture/lab.ts";

let gateway: Gateway | undefined;
afterEach(() => gateway?.close());

interface HttpEvent {
  body?: string;
  isBase64Encoded: boolean;
  rawPath: string;
  headers: Record<string, string>;
}

const seen: RequestRecord[] = [];

/** A gateway before a function that does what is given. */
async function serve(answer: (event: HttpEvent) => InvokeResult | Promise<InvokeResult>) {
  const routes = ["ANY /v1/orders", "ANY /v1/orders/{proxy+}"].map((key) => ({ apiId: "Api", key, functionId: "Orders" }));
  const graph = graphWith([functionNode("Orders"), functionNode("Bank", { url: true })], { routes });
  const functions: Pick<Functions, "invoke"> = { invoke: async (_id, event) => answer(event as HttpEvent) };
  const log = { info() {}, warn() {}, error() {} };
  seen.length = 0;
  gateway = await createGateway({
    port: 0,
    graph: () => graph,
    functions,
    clock: createClock(),
    log,
    onRequest: (record) => seen.push(record),
  });
  return gateway;
}

const echo = (event: unknown): InvokeResult => ({
  ok: true,
  payload: { statusCode: 200, headers: { "content-type": "application/json" }, body: JSON.stringify(event) },
});

test("a request arrives in payload format 2.0", async () => {
  const { url } = await serve(echo);
  const response = await fetch(`${url}/v1/orders/a%20b?x=1&x=2&y=%C3%A4`, {
    method: "POST",
    headers: { "content-type": "application/json", cookie: "a=1; b=2", "X-Two": "one" },
    body: '{"ä":1}',
  });
  expect(await response.json()).toMatchObject({
    version: "2.0",
    routeKey: "ANY /v1/orders/{proxy+}",
    rawPath: "/v1/orders/a b",
    rawQueryString: "x=1&x=2&y=%C3%A4",
    cookies: ["a=1", "b=2"],
    headers: {
      "content-type": "application/json",
      "x-two": "one",
      host: url.replace("http://", ""),
      "x-forwarded-for": "127.0.0.1",
      "x-forwarded-proto": "http",
    },
    queryStringParameters: { x: "1,2", y: "ä" },
    pathParameters: { proxy: "a b" },
    requestContext: {
      http: { method: "POST", path: "/v1/orders/a b", protocol: "HTTP/1.1", sourceIp: "127.0.0.1" },
      stage: "$default",
      routeKey: "ANY /v1/orders/{proxy+}",
      time: expect.stringMatching(/^\d\d\/\w{3}\/\d{4}:\d\d:\d\d:\d\d \+0000$/),
    },
    body: '{"ä":1}',
    isBase64Encoded: false,
  });
  expect(response.headers.get("apigw-requestid")).toMatch(/^[0-9a-f-]{36}$/);
  expect(seen).toEqual([expect.objectContaining({ method: "POST", path: "/v1/orders/a b", status: 200, functionId: "Orders" })]);
});

test("what is not text, or not UTF-8, comes in base64", async () => {
  const { url } = await serve(echo);
  const post = async (type: string, body: Uint8Array<ArrayBuffer>) => {
    const response = await fetch(`${url}/v1/orders`, { method: "POST", headers: { "content-type": type }, body });
    const event = (await response.json()) as HttpEvent;
    return [event.isBase64Encoded, event.isBase64Encoded ? Buffer.from(event.body ?? "", "base64") : event.body];
  };
  expect(await post("application/octet-stream", new Uint8Array([1, 2]))).toEqual([true, Buffer.from([1, 2])]);
  expect(await post("application/json", new Uint8Array([0x22, 0xff, 0x22]))).toEqual([true, Buffer.from([0x22, 0xff, 0x22])]);
  expect(await post("application/problem+json; charset=utf-8", new Uint8Array([0x7b, 0x7d]))).toEqual([false, "{}"]);
});

test("cookies, binary bodies and headers of an answer reach the client; those of the connection do not", async () => {
  const answer = {
    statusCode: 201,
    headers: { "X-A": 1, "Content-Length": "999", connection: "close" },
    cookies: ["a=1; Path=/", "b=2"],
    body: Buffer.from([0, 255]).toString("base64"),
    isBase64Encoded: true,
  };
  const { url } = await serve(() => ({ ok: true, payload: answer }));
  const response = await fetch(`${url}/v1/orders`);
  expect([response.status, response.headers.get("x-a"), response.headers.getSetCookie()]).toEqual([201, "1", ["a=1; Path=/", "b=2"]]);
  expect(new Uint8Array(await response.arrayBuffer())).toEqual(new Uint8Array([0, 255]));
});

test("a result without a status code is the body", async () => {
  const { url } = await serve(() => ({ ok: true, payload: { hello: 1 } }));
  const response = await fetch(`${url}/v1/orders`);
  expect([response.status, response.headers.get("content-type"), await response.json()]).toEqual([200, "application/json", { hello: 1 }]);
});

const failure = (type: "Unhandled" | "Timeout" | "Throttled" | "Init", name = "Error"): InvokeResult => ({
  ok: false,
  error: { type, name, message: "secret detail", stack: "at secret.ts:1" },
});

test.each([
  ["an error", failure("Unhandled"), 500, { message: "Internal Server Error" }],
  ["a module that cannot be loaded", failure("Init"), 500, { message: "Internal Server Error" }],
  ["a time-out", failure("Timeout"), 503, { message: "Service Unavailable" }],
  ["throttling", failure("Throttled"), 503, { message: "Service Unavailable" }],
  ["a broken build, which names itself", failure("Init", "BuildError"), 500, { message: "secret detail" }],
  [
    "an answer that is no response",
    { ok: true, payload: { statusCode: "many" } } as InvokeResult,
    500,
    { message: "Internal Server Error" },
  ],
  [
    "a header that HTTP cannot carry",
    { ok: true, payload: { statusCode: 200, headers: { "x-a": "a\nb" } } } as InvokeResult,
    500,
    { message: "Internal Server Error" },
  ],
])("%s answers without a stack", async (_what, result, status, body) => {
  const { url } = await serve(() => result);
  const response = await fetch(`${url}/v1/orders`);
  expect([response.status, await response.json()]).toEqual([status, body]);
});

test("what no route takes is not found", async () => {
  const { url } = await serve(echo);
  const response = await fetch(`${url}/v2`);
  expect([response.status, await response.json()]).toEqual([404, { message: "Not Found" }]);
});

test("a body above ten megabytes is refused, announced or not", async () => {
  const { url } = await serve(echo);
  const body = Buffer.alloc(10 * 1024 * 1024 + 1, "x");
  expect((await fetch(`${url}/v1/orders`, { method: "POST", body })).status).toBe(413);
  const chunked = await new Promise<number | undefined>((resolve, reject) => {
    const sending = httpRequest(`${url}/v1/orders`, { method: "POST" }, (response) => resolve(response.statusCode));
    sending.on("error", reject).write(body);
    sending.end();
  });
  expect(chunked).toBe(413);
});

test("a HEAD and a 204 have no body", async () => {
  const { url } = await serve((event) => ({ ok: true, payload: { statusCode: event.rawPath.endsWith("none") ? 204 : 200, body: "text" } }));
  const head = await fetch(`${url}/v1/orders`, { method: "HEAD" });
  expect([head.headers.get("content-length"), await head.text()]).toEqual(["4", ""]);
  const none = await fetch(`${url}/v1/orders/none`);
  expect([none.status, none.headers.get("content-type"), await none.text()]).toEqual([204, null, ""]);
});

test("a function URL has an origin of its own, passes the path as it came, and answers errors with 502", async () => {
  const { functionUrl } = await serve((event) => (event.rawPath === "/bad" ? failure("Unhandled") : echo(event)));
  const url = functionUrl("Bank") ?? "";
  expect(await (await fetch(`${url}a%20b/c`)).json()).toMatchObject({ rawPath: "/a%20b/c", routeKey: "$default" });
  expect((await fetch(`${url}bad`)).status).toBe(502);
  expect(functionUrl("Orders")).toBeUndefined();
});

test("a taken port is an error that names it", async () => {
  const { url } = await serve(echo);
  const port = Number(new URL(url).port);
  const graph = graphWith([]);
  const functions = { invoke: async () => failure("Unhandled") };
  const second = createGateway({ port, graph: () => graph, functions, clock: createClock(), log: { info() {}, warn() {}, error() {} } });
  await expect(second).rejects.toMatchObject({ code: "EADDRINUSE", port });
});
