import { afterEach, expect, test } from "vitest";
import { createLab, functionNode, graphWith, until } from "../fixture/lab.ts";

let lab: ReturnType<typeof createLab> | undefined;
afterEach(() => lab?.close());

test("a call that takes too long ends with its worker", async () => {
  const files = {
    "src/main.ts":
      'console.log("loaded");\nexport const handler = async (event: { hang?: boolean }) => { console.log("called"); while (event.hang) {} return "ok"; };',
  };
  lab = createLab(files, graphWith([functionNode("Slow", { timeoutSeconds: 0.2 })]));
  const result = await lab.functions.invoke("Slow", { hang: true });
  expect(result).toMatchObject({
    ok: false,
    error: { type: "Timeout", message: expect.stringContaining("Task timed out after 0.20 seconds") },
  });
  expect(lab.functions.invocations()[0]).toMatchObject({
    functionId: "Slow",
    cold: true,
    error: expect.stringContaining("Task timed out"),
    logs: ["called"],
  });
  expect(await lab.functions.invoke("Slow", {})).toEqual({ ok: true, payload: "ok" });
});

test("an error keeps its name and says where in the source it arose", async () => {
  const files = { "src/main.ts": 'export const handler = async () => {\n  throw new TypeError("no");\n};' };
  lab = createLab(files, graphWith([functionNode("Main")]));
  const result = await lab.functions.invoke("Main", {});
  expect(result).toMatchObject({
    ok: false,
    error: { type: "Unhandled", name: "TypeError", message: "no", stack: expect.stringContaining("src/main.ts:2:9") },
  });
});

test("a module that cannot be loaded, and a handler that is not there, are errors of initialization", async () => {
  const files = { "src/main.ts": 'throw new Error("no settings");', "src/other.ts": "export const wrong = 1;" };
  lab = createLab(files, graphWith([functionNode("Main"), functionNode("Other", { handler: "src/other.handler" })]));
  expect(await lab.functions.invoke("Main", {})).toMatchObject({ ok: false, error: { type: "Init", message: "no settings" } });
  expect(await lab.functions.invoke("Other", {})).toMatchObject({
    ok: false,
    error: { type: "Init", message: "src/other.handler is undefined or not exported" },
  });
});

test("a promise that nobody awaits ends the worker, not the stage", async () => {
  const files = {
    "src/main.ts":
      'export const handler = async (event: { bad?: boolean }) => { if (event.bad) { Promise.reject(new Error("lost")); await new Promise(() => {}); } return "ok"; };',
  };
  lab = createLab(files, graphWith([functionNode("Main")]));
  expect(await lab.functions.invoke("Main", { bad: true })).toMatchObject({ ok: false, error: { type: "Unhandled", message: "lost" } });
  expect(await lab.functions.invoke("Main", {})).toEqual({ ok: true, payload: "ok" });
});

test("what a call prints is kept with it, a write a line", async () => {
  const files = {
    "src/main.ts":
      'export const handler = async () => { console.log("two\\nlines"); console.error({ a: 1 }); process.stdout.write(\'{"level":"info"}\\n\'); };',
  };
  lab = createLab(files, graphWith([functionNode("Main")]));
  await lab.functions.invoke("Main", {}, { source: "queue" });
  expect(lab.functions.invocations()).toEqual([
    expect.objectContaining({ source: "queue", logs: ["two\nlines", "{ a: 1 }", '{"level":"info"}'] }),
  ]);
});

test("requests and answers above six megabytes are refused", async () => {
  const files = { "src/main.ts": 'export const handler = async (event: { size: number }) => "x".repeat(event.size);' };
  lab = createLab(files, graphWith([functionNode("Main")]));
  expect(await lab.functions.invoke("Main", "x".repeat(6_300_000))).toMatchObject({
    ok: false,
    error: { name: "RequestTooLargeException" },
  });
  expect(await lab.functions.invoke("Main", { size: 6_300_000 })).toMatchObject({
    ok: false,
    error: { name: "Function.ResponseSizeTooLarge" },
  });
  expect(await lab.functions.invoke("Main", { size: 1_000 })).toMatchObject({ ok: true });
});

test("a worker takes one call at a time, and a function has no more workers than its limit", async () => {
  const files = {
    "src/main.ts":
      "let running = 0;\nexport const handler = async () => { running++; await new Promise((resolve) => setTimeout(resolve, 20)); return running--; };",
  };
  lab = createLab(files, graphWith([functionNode("Main")]), { limits: { perFunction: 2 } });
  const { functions } = lab;
  const results = await Promise.all(Array.from({ length: 12 }, () => functions.invoke("Main", {})));
  expect(results).toEqual(Array.from({ length: 12 }, () => ({ ok: true, payload: 1 })));
  expect(functions.invocations().filter((invocation) => invocation.cold)).toHaveLength(2);
});

test("an idle worker of another function gives up its place", async () => {
  const files = { "src/main.ts": "export const handler = async () => 1;" };
  const ids = ["A", "B", "C"];
  lab = createLab(files, graphWith(ids.map((id) => functionNode(id))), { limits: { total: 2 } });
  const { functions } = lab;
  for (const id of [...ids, "C", "B", "A"]) expect(await functions.invoke(id, {})).toMatchObject({ ok: true });
  expect(functions.invocations().map((invocation) => invocation.cold)).toEqual([true, true, true, false, false, true]);
});

test("a call that waits too long for a worker is throttled", async () => {
  const files = {
    "src/main.ts": "export const handler = async () => { await new Promise((resolve) => setTimeout(resolve, 400)); return 1; };",
  };
  lab = createLab(files, graphWith([functionNode("Main")]), { limits: { perFunction: 1, waitMilliseconds: 50 } });
  const { functions } = lab;
  const first = functions.invoke("Main", {});
  await until(() => functions.invocations()[0]?.cold, Boolean);
  expect(await functions.invoke("Main", {})).toMatchObject({ ok: false, error: { type: "Throttled" } });
  expect(await first).toEqual({ ok: true, payload: 1 });
});

test("a crash loses the answer or the work, and the next call is served", async () => {
  const files = { "src/main.ts": 'export const handler = async () => "ok";' };
  lab = createLab(files, graphWith([functionNode("Main")]));
  lab.faults.crash = 1;
  lab.faults.seed = 7;
  for (let call = 0; call < 4; call++)
    expect(await lab.functions.invoke("Main", {})).toMatchObject({ ok: false, error: { name: "Runtime.ExitError" } });
  lab.faults.crash = 0;
  expect(await lab.functions.invoke("Main", {})).toEqual({ ok: true, payload: "ok" });
});

test("a function that the program does not declare is an error, not the end", async () => {
  lab = createLab({}, graphWith([]));
  expect(await lab.functions.invoke("Nobody", {})).toMatchObject({ ok: false, error: { name: "ResourceNotFoundException" } });
});
