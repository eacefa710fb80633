import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createClient, type Problem } from "../src/index.ts";

const seen: { method: string | undefined; url: string | undefined; authorization: string | undefined; token: string | undefined }[] = [];
const server = createServer((request, response) => {
  const { authorization, "souk-token": token } = request.headers;
  seen.push({ method: request.method, url: request.url, authorization, token: token as string | undefined });
  const missing = request.url?.includes("missing");
  response.writeHead(missing ? 404 : 200, { "content-type": missing ? "application/problem+json" : "application/json" });
  response.end(
    JSON.stringify(
      missing ? { title: "There is no such order.", status: 404, code: "order.not_found", requestId: "r" } : { orderId: "order_1" },
    ),
  );
});
let api = "";
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  api = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());

test("credentials go along, and only those that were given", async () => {
  await createClient({ api, key: "k" }).GET("/v1/orders/{orderId}", { params: { path: { orderId: "a/b" } } });
  await createClient({ api, token: "t" }).GET("/v1/orders/{orderId}", { params: { path: { orderId: "o" } } });
  expect(seen.slice(-2)).toEqual([
    { method: "GET", url: "/v1/orders/a%2Fb", authorization: "Bearer k", token: undefined },
    { method: "GET", url: "/v1/orders/o", authorization: undefined, token: "t" },
  ]);
});

test("a refusal is an answer with its code, not an exception", async () => {
  const { data, error, response } = await createClient({ api }).GET("/v1/orders/{orderId}", { params: { path: { orderId: "missing" } } });
  expect(data).toBeUndefined();
  expect([response.status, (error as Problem).code]).toEqual([404, "order.not_found"]);
});
