import { describeApi } from "@souk/core/http/description";
import { useHarness } from "@souk/testing";
import { describe, expect, test } from "vitest";
import { authenticate } from "../src/authenticate.ts";
import { api } from "../src/http.ts";
import { newEmail } from "./browser.ts";

const harness = useHarness();
const staff = { authorization: `Bearer ${harness.staffKey}` };

async function call(method: string, path: string, { body, headers = staff }: { body?: unknown; headers?: Record<string, string> } = {}) {
  const init = { method, headers: { ...headers, ...(body === undefined ? {} : { "content-type": "application/json" }) } };
  const response = await api.request(path, body === undefined ? init : { ...init, body: JSON.stringify(body) }, harness.env);
  return { status: response.status, headers: response.headers, body: JSON.parse(await response.text()) as Record<string, unknown> };
}
const newKey = (extra: Record<string, string> = {}, name = "Warehouse") =>
  call("POST", "/v1/keys", { body: { name, scopes: ["order.read"] }, headers: { ...staff, ...extra } });
const newMember = (role = "support") => call("POST", "/v1/staff", { body: { email: newEmail(), name: "Grace", role } });

describe("keys over HTTP", () => {
  test("are made, listed, rotated and revoked, and shown twice in that life", async () => {
    const made = await newKey();
    expect(made).toMatchObject({ status: 201, body: { status: "active", hint: `…${String(made.body["text"]).slice(-4)}` } });
    const { keyId, text } = made.body;
    expect(made.headers.get("cache-control")).toBe("no-store");
    expect(await authenticate(harness.ctx({ type: "public" }), String(text))).toMatchObject({ keyId });
    const list = await call("GET", "/v1/keys?limit=100");
    expect([list.status, JSON.stringify(list.body).includes(String(keyId)), JSON.stringify(list.body).includes(String(text))]).toEqual([
      200,
      true,
      false,
    ]);
    const rotated = await call("POST", `/v1/keys/${keyId}/rotate`, { body: { overlapSeconds: 60 } });
    expect([rotated.status, rotated.body["text"] === text, rotated.body["version"]]).toEqual([200, false, 2]);
    expect(await call("DELETE", `/v1/keys/${keyId}`)).toMatchObject({ status: 200, body: { status: "revoked" } });
  });
  test("are made once under one key of idempotency, and the repeat does not know the text", async () => {
    const once = { "idempotency-key": "k".repeat(24) };
    const [first, second] = [await newKey(once), await newKey(once)];
    expect([first.status, second.status, second.body["keyId"]]).toEqual([201, 201, first.body["keyId"]]);
    expect([typeof first.body["text"], second.body["text"], second.headers.get("idempotency-replayed")]).toEqual(["string", null, "true"]);
    expect((await newKey(once, "Other")).body).toMatchObject({ code: "idempotency.key_reused" });
  });
  test("have texts that no row of the table holds, repeats of requests included", async () => {
    const texts = [
      (await newKey({ "idempotency-key": "t".repeat(24) })).body["text"],
      (
        await call("POST", `/v1/keys/${(await newKey()).body["keyId"]}/rotate`, {
          body: {},
          headers: { ...staff, "idempotency-key": "u".repeat(24) },
        })
      ).body["text"],
    ].map(String);
    const dump = JSON.stringify([await harness.items(), harness.logs]);
    for (const text of texts) {
      expect(text).toMatch(/^souk_/);
      expect([dump.includes(text), dump.includes(text.slice(5, 37))]).toEqual([false, false]);
    }
  });
  test("page through", async () => {
    await newKey();
    await newKey();
    const first = await call("GET", "/v1/keys?limit=1");
    expect((first.body["items"] as unknown[]).length).toBe(1);
    expect((await call("GET", `/v1/keys?limit=1&cursor=${first.body["cursor"]}`)).status).toBe(200);
    expect((await call("GET", "/v1/keys?cursor=nonsense")).body).toMatchObject({ code: "request.invalid" });
  });
  test.each<[string, unknown]>([
    ["no name", { scopes: ["order.read"] }],
    ["no scope", { name: "a", scopes: [] }],
    ["an unknown scope", { name: "a", scopes: ["order.everything"] }],
    ["a scope that no key has", { name: "a", scopes: ["key.manage"] }],
    ["a scope twice", { name: "a", scopes: ["order.read", "order.read"] }],
    ["a text of one's own", { name: "a", scopes: ["order.read"], text: "souk_mine" }],
    ["an end that is no time", { name: "a", scopes: ["order.read"], validUntil: "soon" }],
  ])("are refused with %s", async (_name, body) => expect(await call("POST", "/v1/keys", { body })).toMatchObject({ status: 400 }));
  test("that are not there are absent", async () => {
    const path = "/v1/keys/key_01h455vb4pex5vsknk084sn02q";
    expect(await call("DELETE", path)).toMatchObject({ status: 404, body: { code: "key.not_found" } });
    expect(await call("POST", `${path}/rotate`, { body: {} })).toMatchObject({ status: 404 });
  });
});

describe("staff over HTTP", () => {
  test("are added, listed, changed and removed", async () => {
    const added = await newMember();
    const { staffId } = added.body;
    expect(added).toMatchObject({ status: 201, body: { role: "support", version: 1 } });
    expect(JSON.stringify((await call("GET", "/v1/staff?limit=100")).body)).toContain(String(staffId));
    const change = { body: { role: "manager" }, headers: { ...staff, "if-match": '"1"' } };
    const changed = await call("PATCH", `/v1/staff/${staffId}`, change);
    expect([changed.status, changed.body["role"], changed.headers.get("etag")]).toEqual([200, "manager", '"2"']);
    expect(await call("PATCH", `/v1/staff/${staffId}`, change)).toMatchObject({ status: 409, body: { code: "request.version_conflict" } });
    expect((await call("PATCH", `/v1/staff/${staffId}`, { body: { role: "viewer" } })).status).toBe(428);
    expect((await call("DELETE", `/v1/staff/${staffId}`)).status).toBe(200);
    expect(await call("DELETE", `/v1/staff/${staffId}`)).toMatchObject({ status: 404, body: { code: "staff.not_found" } });
    const events = (await harness.events()).filter(({ subject }) => subject === staffId);
    const told = events.toSorted((a, b) => a.sequence - b.sequence).map(({ type }) => type);
    expect(told).toEqual(["staff.added", "staff.role_changed", "staff.removed"]);
  });
  test("have an address each, in whatever case; it is free again afterwards", async () => {
    const body = { email: newEmail(), name: "Grace", role: "support" };
    const added = await call("POST", "/v1/staff", { body });
    expect(await call("POST", "/v1/staff", { body: { ...body, email: body.email.toUpperCase() } })).toMatchObject({
      status: 409,
      body: { code: "staff.exists" },
    });
    await call("DELETE", `/v1/staff/${added.body["staffId"]}`);
    expect((await call("POST", "/v1/staff", { body })).status).toBe(201);
  });
  test("are in no event with their address or name", async () => {
    const { body } = await newMember();
    const events = JSON.stringify((await harness.events()).filter(({ subject }) => subject === body["staffId"]));
    expect([events.includes(String(body["email"])), events.includes("Grace")]).toEqual([false, false]);
  });
  test.each([
    ["an unknown role", { email: "a@example.com", name: "a", role: "root" }],
    ["no address", { email: "a", name: "a", role: "viewer" }],
    ["an id of one's own", { email: "a@example.com", name: "a", role: "viewer", staffId: "key" }],
  ])("are refused with %s", async (_name, body) => expect((await call("POST", "/v1/staff", { body })).status).toBe(400));
});

describe("every operation", () => {
  const document = describeApi(api, { title: "t", version: "1" });
  const operations = Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    (["get", "post", "patch", "delete"] as const).filter((method) => item[method]).map((method) => [method.toUpperCase(), path] as const),
  );
  const at = (path: string) =>
    path.replace("{keyId}", "key_01h455vb4pex5vsknk084sn02q").replace("{staffId}", "staff_01h455vb4pex5vsknk084sn02q");
  const bodies: Record<string, unknown> = {
    "/v1/keys": { name: "a", scopes: ["order.read"] },
    "/v1/keys/{keyId}/rotate": {},
    "/v1/staff": { email: "a@example.com", name: "a", role: "viewer" },
    "/v1/staff/{staffId}": { role: "owner" },
  };
  const actors = {
    public: { type: "public" },
    guest: { type: "guest", token: "t" },
    customer: { type: "customer", customerId: "cust_1" },
    service: { type: "service", keyId: "key_1", permissions: ["order.read"] },
    "a service that says it may": { type: "service", keyId: "key_1", permissions: ["key.manage", "staff.manage"] },
    "staff without a role": { type: "staff", staffId: "staff_1" },
    support: { type: "staff", staffId: "staff_1", permissions: ["order.read"] },
  } as const;

  test("is one of these eight", () => expect(operations).toHaveLength(8));
  test.each(
    operations.flatMap(([method, path]) => Object.keys(actors).map((name) => [method, path, name as keyof typeof actors] as const)),
  )("%s %s refuses %s", async (method, path, name) => {
    const env = { ...harness.env, contextOf: () => harness.ctx(actors[name]) };
    const body = method === "POST" || method === "PATCH" ? { body: JSON.stringify(bodies[path]) } : {};
    const headers = { "content-type": "application/json", "if-match": '"1"' };
    const response = await api.request(at(path), { method, headers, ...body }, env);
    expect(response.status).toBe(name === "public" ? 401 : 403);
  });
});
