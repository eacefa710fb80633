import { execFile } from "node:child_process";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sell, type Stage, startStage } from "@souk/testing";

const main = fileURLToPath(new URL("../src/smoke/main.ts", import.meta.url));
const run = promisify(execFile);

/** As `npm run smoke` starts it. */
async function smoke(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  try {
    return { code: 0, ...(await run(process.execPath, [main, ...args], { cwd: path.dirname(main) })) };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, stdout, stderr };
  }
}

let stage: Stage;
const orders = async () => (await stage.events()).map(({ detailType }) => detailType).filter((name) => name.startsWith("order."));

beforeAll(async () => {
  stage = await startStage({ web: true });
});
afterAll(async () => stage?.stop());

describe("the smoke test of a stage", () => {
  test("fails with a sentence where nothing is for sale", async () => {
    const { code, stderr } = await smoke("--api", stage.api, "--web", stage.web ?? "");
    expect(code).toBe(1);
    expect(stderr).toContain("FAIL nothing is for sale");
  });

  test("looks without buying: nothing is ordered", async () => {
    await sell(stage, { sku: "GONE", quantity: 0 });
    await sell(stage, { sku: "MUG", quantity: 3 });
    await stage.settled();
    const { code, stdout, stderr } = await smoke("--api", stage.api, "--web", stage.web ?? "", "--look");
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toContain("/products/mug is a page");
    await stage.settled();
    expect(await orders()).toEqual([]);
  });

  test("buys one: placed and paid, by the stage's own word", async () => {
    const { code, stdout, stderr } = await smoke("--api", stage.api, "--web", stage.web ?? "", "--buy");
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/ok {3}order \d{6}-\w{7} is placed and paid/);
    await stage.settled();
    expect((await orders()).toSorted()).toEqual(["order.paid", "order.placed"]);
  });

  test("fails where the site does not answer", async () => {
    const { code, stderr } = await smoke("--api", stage.api, "--web", "http://127.0.0.1:9", "--look");
    expect([code, stderr.startsWith("FAIL ")]).toEqual([1, true]);
  });

  test("fails where the payment does not go through", async () => {
    const broken = createServer((request, response) => void answer(request, response)).listen(0, "127.0.0.1");
    await once(broken, "listening");
    const { code, stderr } = await smoke("--api", `http://127.0.0.1:${(broken.address() as AddressInfo).port}`);
    broken.close();
    expect([code, stderr]).toEqual([1, expect.stringContaining("FAIL the payment answered 402")]);
  });
});

/** The stage's API, but for its payments. */
async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.url?.endsWith("/confirm")) return void response.writeHead(402).end('{"code":"payment.declined"}');
  const { "content-type": type, "souk-token": token, "idempotency-key": key } = request.headers;
  const headers = Object.fromEntries(
    Object.entries({ "content-type": type, "souk-token": token, "idempotency-key": key }).filter(([, value]) => value !== undefined),
  ) as Record<string, string>;
  const body = await text(request);
  const passed = await fetch(new URL(request.url ?? "/", stage.api), {
    method: request.method ?? "GET",
    headers,
    ...(body ? { body } : {}),
  });
  response.writeHead(passed.status).end(await passed.text());
}
