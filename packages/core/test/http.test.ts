import { useHarness } from "@souk/testing";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { defineError } from "../src/error.ts";
import { createApi, defineRoute, pure } from "../src/http.ts";
import { put, transact } from "../src/table.ts";

const harness = useHarness();
const Full = defineError({ code: "box.full", kind: "conflict", message: "The box is full.", retryAfterSeconds: 3 });

const Body = z.strictObject({ name: z.string().min(1), nested: z.strictObject({ n: z.int().min(0) }).optional() });
const json = <S extends z.ZodType>(schema: S) => ({ content: { "application/json": { schema } }, required: true as const });
const save = defineRoute({
  method: "post",
  path: "/v1/boxes",
  operationId: "saveBox",
  summary: "Saves a box",
  tags: ["Boxes"],
  callers: ["staff"],
  errors: [Full],
  idempotency: "required",
  request: { body: json(Body) },
  responses: { 201: { description: "Saved", content: { "application/json": { schema: z.object({ name: z.string() }) } } } },
});
const look = defineRoute({
  method: "get",
  path: "/v1/boxes",
  cache: "none",
  operationId: "getBox",
  summary: "Looks",
  tags: ["Boxes"],
  callers: ["guest"],
  responses: { 200: { description: "Seen", content: { "application/json": { schema: z.object({ ok: z.boolean() }) } } } },
});

let saved = 0;
const api = createApi()
  .openapi(save, async (c) => {
    const input = c.req.valid("json");
    if (input.name === "bug") throw new Error("secret stack");
    if (input.name === "full") throw Full({ left: 0 });
    const answer = await pure(c, input, async (ctx) => {
      saved += 1;
      const answer = { name: input.name, n: saved };
      await transact(ctx, [put("box", { TableName: ctx.table.name, Item: { pk: `demo#box#${ctx.id("box")}`, sk: "box" } })], answer);
      return answer;
    });
    return c.json(answer, 201);
  })
  .openapi(look, (c) => c.json({ ok: true }, 200));

const staff = { authorization: `Bearer ${harness.staffKey}` };
const call = (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
  api.request(
    "/v1/boxes",
    { method: "POST", body, headers: { ...staff, "content-type": "application/json", "idempotency-key": "k".repeat(16), ...headers } },
    harness.env,
  );
const problem = async (response: Response) => ({
  status: response.status,
  media: response.headers.get("content-type"),
  ...((await response.json()) as object),
});

describe("refuses with a problem document", () => {
  test("an unknown field, named", async () =>
    expect(await problem(await call('{"name":"a","extra":1}'))).toMatchObject({
      status: 400,
      media: "application/problem+json",
      code: "request.invalid",
      issues: [{ path: "extra" }],
    }));
  test("a field inside a field, by its path", async () =>
    expect(await problem(await call('{"name":"a","nested":{"n":-1}}'))).toMatchObject({ issues: [{ path: "nested.n" }] }));
  test("broken JSON", async () => expect(await problem(await call('{"name":'))).toMatchObject({ status: 400, code: "request.malformed" }));
  test("a body that is no UTF-8", async () =>
    expect(await problem(await call(new Uint8Array([0x22, 0xff, 0xfe, 0x22])))).toMatchObject({ status: 400, code: "request.malformed" }));
  test("a huge body", async () => expect(await problem(await call(`{"name":"${"x".repeat(300_000)}"}`))).toMatchObject({ status: 413 }));
  test("a missing idempotency key", async () => {
    const response = await api.request(
      "/v1/boxes",
      { method: "POST", body: '{"name":"a"}', headers: { ...staff, "content-type": "application/json" } },
      harness.env,
    );
    expect(await problem(response)).toMatchObject({ status: 400, code: "request.invalid", issues: [{ path: "idempotency-key" }] });
  });
  test("a refusal with its details and when to come back", async () => {
    const response = await call('{"name":"full"}');
    expect(response.headers.get("retry-after")).toBe("3");
    expect(await problem(response)).toMatchObject({ status: 409, code: "box.full", left: 0 });
  });
  test("a bug, without a word of it", async () => {
    const response = await call('{"name":"bug"}');
    const text = await response.text();
    expect([response.status, text.includes("secret"), text.includes("stack")]).toEqual([500, false, false]);
    expect(harness.logs.at(-1)).toMatchObject({ level: "error", fields: { reason: "secret stack" } });
  });
  test("an address that is not there", async () =>
    expect(await problem(await api.request("/v1/nothing", {}, harness.env))).toMatchObject({ status: 404, code: "request.not_found" }));
});

describe("callers", () => {
  test("nobody is asked who it is", async () => {
    const response = await api.request("/v1/boxes", {}, harness.env);
    expect([response.status, response.headers.get("www-authenticate")]).toEqual([401, "Bearer"]);
  });
  test("a wrong key is told so", async () =>
    expect(await problem(await call('{"name":"a"}', { authorization: "Bearer wrong" }))).toMatchObject({
      status: 401,
      code: "auth.invalid_key",
    }));
  test("another kind of caller is refused", async () =>
    expect((await api.request("/v1/boxes", { headers: staff }, harness.env)).status).toBe(403));
  test("a guest with a token gets through", async () =>
    expect((await api.request("/v1/boxes", { headers: { "souk-token": "t" } }, harness.env)).status).toBe(200));
});

describe("one key", () => {
  test("five at once do it once and hear the same, the repeats marked", async () => {
    const before = saved;
    const responses = await Promise.all(
      Array.from({ length: 5 }, () => call('{"name":"five"}', { "idempotency-key": "five-at-once-0001" })),
    );
    const bodies = await Promise.all(responses.map((response) => response.text()));
    expect(new Set(bodies).size).toBe(1);
    expect(responses.map((response) => response.status)).toEqual([201, 201, 201, 201, 201]);
    expect(responses.filter((response) => response.headers.get("idempotency-replayed") === "true")).toHaveLength(4);
    expect((await harness.items()).filter((item) => String(item["pk"]).includes("five-at-once"))).toHaveLength(1);
    expect(saved).toBeGreaterThan(before);
  });
  test("another body is refused", async () => {
    await call('{"name":"one"}', { "idempotency-key": "same-key-other-body" });
    expect(await problem(await call('{"name":"two"}', { "idempotency-key": "same-key-other-body" }))).toMatchObject({
      status: 422,
      code: "idempotency.key_reused",
    });
  });
  test("after a day the key is free again", async () => {
    const key = { "idempotency-key": "kept-for-25-hours" };
    const first = await (await call('{"name":"day"}', key)).text();
    harness.clock.advance(24 * 3600 * 1000);
    expect(await (await call('{"name":"day"}', key)).text()).toBe(first);
    harness.clock.advance(2 * 3600 * 1000);
    expect(await (await call('{"name":"day"}', key)).text()).not.toBe(first);
  });
});
