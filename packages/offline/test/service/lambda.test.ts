import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createServices } from "../../src/service/index.ts";
import { drain, functionNode, newFile, openStage, removeFile, type Stage } from "./stage.ts";

let stage: Stage;
const handled: unknown[] = [];
beforeEach(async () => {
  handled.length = 0;
  const Hello = (event: unknown) => (handled.push(event), { hello: (event as { name?: string }).name });
  stage = await openStage({ handlers: { Hello, Broken: () => Promise.reject(new TypeError("bug")) } });
});
afterEach(() => stage.close());
const invoke = (name: string, body: string, headers: Record<string, string> = {}) =>
  fetch(`${stage.services.url}/2015-03-31/functions/${encodeURIComponent(name)}/invocations`, {
    method: "POST",
    body,
    headers: { authorization: "AWS4-HMAC-SHA256 Credential=local", ...headers },
  });

describe("Invoke", () => {
  test.each(["Hello", "souk-Hello", functionNode("Hello").arn, `${functionNode("Hello").arn}:$LATEST`])(
    "calls %s and answers",
    async (name) => {
      const answer = await invoke(name, '{"name":"Jo"}');
      expect([answer.status, await answer.json()]).toEqual([200, { hello: "Jo" }]);
    },
  );

  test("keeps an event for later and answers at once", async () => {
    expect((await invoke("Hello", '{"name":"Jo"}', { "x-amz-invocation-type": "Event" })).status).toBe(202);
    await drain(stage);
    expect(handled).toEqual([{ name: "Jo" }]);
  });

  test("says that the function failed", async () => {
    const answer = await invoke("Broken", "{}");
    expect([answer.status, answer.headers.get("x-amz-function-error")]).toEqual([200, "Unhandled"]);
    expect(await answer.json()).toMatchObject({ errorType: "TypeError", errorMessage: "bug" });
  });

  test("refuses an unknown function, broken JSON and a payload that is too large", async () => {
    expect((await invoke("None", "{}")).status).toBe(404);
    expect((await invoke("Hello", "{")).status).toBe(400);
    expect((await invoke("Hello", JSON.stringify("x".repeat(262_144)), { "x-amz-invocation-type": "Event" })).status).toBe(413);
    expect(handled).toEqual([]);
  });
});

describe("the endpoint", () => {
  test("cannot be used by a page in a browser", async () => {
    expect((await invoke("Hello", "{}", { authorization: "" })).status).toBe(403);
    expect((await fetch(`${stage.services.url}/v2/email/outbound-emails`, { method: "POST", body: "{}" })).status).toBe(403);
    expect(handled).toEqual([]);
  });

  test("names an operation that it does not imitate", async () => {
    const headers = { "x-amz-target": "AmazonSQS.CreateQueue", authorization: "AWS4-HMAC-SHA256" };
    const answer = await fetch(stage.services.url, { method: "POST", body: "{}", headers });
    expect([answer.status, await answer.json()]).toEqual([
      400,
      expect.objectContaining({ message: expect.stringContaining("AmazonSQS.CreateQueue") }),
    ]);
  });

  test("says that its port is taken", async () => {
    const file = newFile();
    const log = { info() {}, warn() {}, error() {} };
    const port = Number(new URL(stage.services.url).port);
    const how = { file, port, clock: stage.clock, functions: stage.functions, faults: () => ({}), random: Math.random, log };
    await expect(createServices(how)).rejects.toThrow(`Port ${port} is in use`);
    removeFile(file);
  });
});
