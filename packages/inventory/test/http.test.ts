import { transact } from "@souk/core";
import { useHarness } from "@souk/testing";
import { beforeAll, describe, expect, test } from "vitest";
import { api } from "../src/http.ts";
import { Inventory } from "../src/index.ts";

const harness = useHarness();
const staff = { authorization: `Bearer ${harness.staffKey}` };
const get = (path: string, headers: Record<string, string> = {}) => api.request(path, { headers }, harness.env);
const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  api.request(
    path,
    { method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json", ...headers } },
    harness.env,
  );
let keys = 0;
const key = () => ({ "idempotency-key": `inventory-test-${String((keys += 1)).padStart(4, "0")}` });

beforeAll(async () => {
  await Inventory.initialize(harness.ctx(), [
    { sku: "MUG", quantity: 40 },
    { sku: "a/b", quantity: 2 },
    { sku: "SOLD", quantity: 0 },
  ]);
  await transact(harness.ctx(), Inventory.reservation(harness.ctx(), [{ sku: "MUG", quantity: 5 }]));
});

describe("GET /v1/inventory", () => {
  test("anybody reads availability, capped, in the order asked for; what has no level is not tracked", async () => {
    const response = await get("/v1/inventory?skus=SOLD,MUG,NONE");
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      items: [
        { sku: "SOLD", tracked: true, available: 0 },
        { sku: "MUG", tracked: true, available: 20 },
        { sku: "NONE", tracked: false, available: null },
      ],
    });
  });

  test("bad input names the field", async () => {
    for (const path of [
      "/v1/inventory",
      "/v1/inventory?skus=",
      "/v1/inventory?skus=A&what=1",
      `/v1/inventory?skus=${Array.from({ length: 51 }, (_, n) => n).join(",")}`,
    ]) {
      const response = await get(path);
      const problem = (await response.json()) as { code: string; issues: { path: string }[] };
      expect([response.status, problem.code]).toEqual([400, "request.invalid"]);
      expect(problem.issues[0]?.path).toMatch(/^(skus|what)/);
    }
  });
});

describe("GET /v1/inventory/{sku}", () => {
  test("strangers see the capped number, staff see all", async () => {
    expect(await (await get("/v1/inventory/MUG")).json()).toEqual({ sku: "MUG", tracked: true, available: 20 });
    expect(await (await get("/v1/inventory/MUG", staff)).json()).toMatchObject({ onHand: 40, available: 35, reserved: 5 });
  });

  test("a SKU with a slash is found", async () => {
    expect(await (await get("/v1/inventory/a%2Fb")).json()).toMatchObject({ sku: "a/b", available: 2 });
  });

  test("a SKU without a level is absent", async () => {
    const response = await get("/v1/inventory/mug");
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([404, "inventory.not_tracked"]);
  });
});

describe("POST /v1/inventory/{sku}/adjustments", () => {
  const body = { delta: 3, reason: "received" };
  test("staff adjust once under one key", async () => {
    const once = key();
    const first = await post("/v1/inventory/a%2Fb/adjustments", body, { ...staff, ...once });
    expect(first.status).toBe(201);
    const again = await post("/v1/inventory/a%2Fb/adjustments", body, { ...staff, ...once });
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    expect(await again.text()).toBe(await first.text());
    expect(await Inventory.get(harness.ctx(), "a/b")).toMatchObject({ onHand: 5, available: 5 });
    const other = await post("/v1/inventory/a%2Fb/adjustments", { ...body, delta: 4 }, { ...staff, ...once });
    expect(other.status).toBe(422);
  });

  test("a key is required, and so is staff", async () => {
    expect((await post("/v1/inventory/MUG/adjustments", body, staff)).status).toBe(400);
    expect((await post("/v1/inventory/MUG/adjustments", body, key())).status).toBe(401);
    expect((await post("/v1/inventory/MUG/adjustments", body, { "souk-token": "x", ...key() })).status).toBe(403);
    expect((await post("/v1/inventory/MUG/adjustments", body, { authorization: "Bearer wrong", ...key() })).status).toBe(401);
  });

  test.each([
    ["an unknown field", { ...body, who: "me" }, "who"],
    ["neither delta nor set", { reason: "received" }, "delta"],
    ["both", { ...body, set: 1 }, "delta"],
    ["a negative count", { set: -1, reason: "counted" }, "set"],
    ["a fraction", { delta: 1.5, reason: "counted" }, "delta"],
    ["a reason of its own", { delta: 1, reason: "initial" }, "reason"],
  ])("refuses %s", async (_, given, path) => {
    const response = await post("/v1/inventory/MUG/adjustments", given, { ...staff, ...key() });
    const problem = (await response.json()) as { issues: { path: string }[] };
    expect([response.status, problem.issues[0]?.path]).toEqual([400, path]);
  });

  test("refusals are problems with their code", async () => {
    const none = await post("/v1/inventory/NONE/adjustments", body, { ...staff, ...key() });
    expect([none.status, ((await none.json()) as { code: string }).code]).toEqual([404, "inventory.not_tracked"]);
    const reserved = await post("/v1/inventory/MUG/adjustments", { set: 1, reason: "counted" }, { ...staff, ...key() });
    expect([reserved.status, ((await reserved.json()) as { code: string }).code]).toEqual([409, "inventory.below_reserved"]);
  });
});

test("the ledger is for staff, page by page, and takes no other list's cursor", async () => {
  expect((await get("/v1/inventory/a%2Fb/ledger")).status).toBe(401);
  const first = (await (await get("/v1/inventory/a%2Fb/ledger?limit=1", staff)).json()) as { items: { reason: string }[]; cursor: string };
  const second = (await (await get(`/v1/inventory/a%2Fb/ledger?limit=1&cursor=${first.cursor}`, staff)).json()) as {
    items: { reason: string }[];
  };
  expect([first.items.length, second.items.length]).toEqual([1, 1]);
  expect((await get("/v1/inventory/a%2Fb/ledger?cursor=nonsense", staff)).status).toBe(400);
});

describe("PUT /v1/inventory/{sku}/shards", () => {
  const put = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    api.request(
      path,
      { method: "PUT", body: JSON.stringify(body), headers: { "content-type": "application/json", ...headers } },
      harness.env,
    );

  test("staff split stock and join it; the same again changes nothing; what anybody sees stays the same", async () => {
    for (const shards of [8, 8, 3, 1]) {
      const response = await put("/v1/inventory/MUG/shards", { shards }, staff);
      expect([response.status, await response.json()]).toMatchObject([200, { onHand: 40, available: 35, reserved: 5, shards }]);
      expect(await (await get("/v1/inventory/MUG")).json()).toEqual({ sku: "MUG", tracked: true, available: 20 });
    }
  });

  test("others may not, and numbers out of range and SKUs without stock are refused", async () => {
    expect((await put("/v1/inventory/MUG/shards", { shards: 2 })).status).toBe(401);
    for (const shards of [0, 17, 1.5, "2"]) expect((await put("/v1/inventory/MUG/shards", { shards }, staff)).status).toBe(400);
    expect((await put("/v1/inventory/NONE/shards", { shards: 2 }, staff)).status).toBe(404);
  });
});
