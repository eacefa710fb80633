import { useHarness } from "@souk/testing";
import { describe, expect, test } from "vitest";
import { api } from "../src/http.ts";
import { paid, placed } from "./sample.ts";

const harness = useHarness();
type Body = Record<string, unknown>;
const staff = { authorization: `Bearer ${harness.staffKey}` };
const guest = (orderId: string) => ({ "souk-token": harness.ctx().tokens.mint("order", orderId) });
let keys = 0;
const key = () => ({ "idempotency-key": `order-test-${String((keys += 1)).padStart(6, "0")}` });
const nowhere = "order_01h455vb4pex5vsknk084sn02q";

async function call(method: string, path: string, headers: Record<string, string> = {}, body?: unknown) {
  const init = {
    method,
    headers: { ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  };
  const response = await api.request(path, init, harness.env);
  const text = await response.text();
  return { status: response.status, body: (text === "" ? {} : JSON.parse(text)) as Body, headers: response.headers };
}
/** Who is told what, in the order: nobody, a forged token, another order's guest, the order's guest, staff. */
async function asked(method: string, path: string, orderId: string, body?: unknown) {
  const other = await placed(harness.ctx());
  const callers = [{}, { "souk-token": "forged" }, guest(other.orderId), guest(orderId), staff];
  const statuses: number[] = [];
  for (const caller of callers)
    statuses.push((await call(method, path, { ...caller, ...(method === "POST" ? key() : {}) } as Record<string, string>, body)).status);
  return statuses;
}

describe("GET /v1/orders/{orderId}", () => {
  test("is for its guest and for staff", async () => {
    const { orderId } = await placed(harness.ctx());
    expect(await asked("GET", `/v1/orders/${orderId}`, orderId)).toEqual([401, 404, 404, 200, 200]);
    expect(await call("GET", `/v1/orders/${nowhere}`, staff)).toMatchObject({ status: 404, body: { code: "order.not_found" } });
    expect((await call("GET", "/v1/orders/nonsense", staff)).status).toBe(400);
  });

  test("has the lines, the buyer's own data and the shipments", async () => {
    const { orderId } = await paid(harness.ctx());
    await call(
      "POST",
      `/v1/orders/${orderId}/fulfillments`,
      { ...staff, ...key() },
      { lines: [{ sku: "BOWL-S", quantity: 1 }], tracking: { carrier: "DHL", number: "0034" } },
    );
    const { body, headers } = await call("GET", `/v1/orders/${orderId}`, guest(orderId));
    expect(body).toMatchObject({
      status: "open",
      paymentStatus: "paid",
      fulfillmentStatus: "partially_fulfilled",
      contact: { email: "ada@example.com" },
      shippingAddress: { city: "Berlin" },
      fulfillments: [{ lines: [{ sku: "BOWL-S", quantity: 1 }], tracking: { carrier: "DHL" } }],
    });
    expect(headers.get("cache-control")).toBe("no-store");
    expect(Object.keys(body)).not.toContain("shopId");
  });
});

describe("GET /v1/orders/{orderId}/events", () => {
  test("is for its guest and for staff", async () => {
    const { orderId } = await placed(harness.ctx());
    expect(await asked("GET", `/v1/orders/${orderId}/events`, orderId)).toEqual([401, 404, 404, 200, 200]);
  });

  test("answers what is new, and 304 when nothing is", async () => {
    const { orderId } = await paid(harness.ctx());
    const path = `/v1/orders/${orderId}/events`;
    const all = await call("GET", path, guest(orderId));
    expect(all.body).toMatchObject({
      items: [
        { sequence: 1, type: "order.placed" },
        { sequence: 2, type: "order.paid" },
      ],
      cursor: "2",
    });
    expect(all.headers.get("etag")).toBe('"2"');
    expect((await call("GET", `${path}?after=1`, guest(orderId))).body).toMatchObject({ items: [{ sequence: 2 }], cursor: "2" });
    const same = await call("GET", `${path}?after=2`, { ...guest(orderId), "if-none-match": '"2"' });
    expect([same.status, same.body]).toEqual([304, {}]);
    expect((await call("GET", `${path}?after=-1`, guest(orderId))).status).toBe(400);
  });
});

describe("POST /v1/orders/{orderId}/cancel", () => {
  test("is for its guest and for staff, once", async () => {
    const { orderId } = await placed(harness.ctx());
    expect(await asked("POST", `/v1/orders/${orderId}/cancel`, orderId)).toEqual([401, 404, 404, 200, 409]);
  });

  test("needs a key, and answers the same under the same", async () => {
    const { orderId } = await placed(harness.ctx());
    const path = `/v1/orders/${orderId}/cancel`;
    expect((await call("POST", path, guest(orderId))).status).toBe(400);
    const once = { ...guest(orderId), ...key() };
    const answers = await Promise.all(Array.from({ length: 5 }, () => call("POST", path, once)));
    expect(new Set(answers.map(({ status, body }) => JSON.stringify([status, body]))).size).toBe(1);
    expect(answers[0]).toMatchObject({ status: 200, body: { status: "canceled", version: 2 } });
  });

  test("tells a guest whose order is paid that it is too late", async () => {
    const { orderId } = await paid(harness.ctx());
    expect(await call("POST", `/v1/orders/${orderId}/cancel`, { ...guest(orderId), ...key() })).toMatchObject({
      status: 409,
      body: { code: "order.not_cancelable", paymentStatus: "paid" },
    });
  });
});

describe("POST /v1/orders/{orderId}/fulfillments", () => {
  test("is for staff", async () => {
    const { orderId } = await paid(harness.ctx());
    expect(await asked("POST", `/v1/orders/${orderId}/fulfillments`, orderId, {})).toEqual([401, 403, 403, 403, 201]);
  });

  test("refuses with its codes", async () => {
    const { orderId } = await paid(harness.ctx());
    const unpaid = await placed(harness.ctx());
    const ship = (id: string, body: unknown) => call("POST", `/v1/orders/${id}/fulfillments`, { ...staff, ...key() }, body);
    expect(await ship(nowhere, {})).toMatchObject({ status: 404, body: { code: "order.not_found" } });
    expect(await ship(unpaid.orderId, {})).toMatchObject({ status: 409, body: { code: "order.not_fulfillable" } });
    expect(await ship(orderId, { lines: [{ sku: "MUG-BLUE", quantity: 3 }] })).toMatchObject({
      status: 422,
      body: { code: "order.over_fulfilled" },
    });
    expect((await call("POST", `/v1/orders/${orderId}/fulfillments`, staff, {})).status).toBe(400);
  });

  test.each([
    ["an unknown field", { who: "me" }, "who"],
    ["no lines", { lines: [] }, "lines"],
    ["nothing of a line", { lines: [{ sku: "A", quantity: 0 }] }, "lines.0.quantity"],
    ["a script for a link", { tracking: { carrier: "X", number: "1", url: "javascript:alert(1)" } }, "tracking.url"],
  ])("%s is 400 and names the field", async (_, body, path) => {
    const { orderId } = await paid(harness.ctx());
    const answer = await call("POST", `/v1/orders/${orderId}/fulfillments`, { ...staff, ...key() }, body);
    expect([answer.status, (answer.body["issues"] as { path: string }[])[0]?.path]).toEqual([400, path]);
  });
});

describe("GET /v1/orders", () => {
  test("lists a day's orders for staff, page by page, without personal data", async () => {
    harness.clock.now = Date.parse("2026-05-01T08:00:00.000Z");
    const ids: string[] = [];
    for (let index = 0; index < 5; index += 1) {
      ids.unshift((await placed(harness.ctx())).orderId);
      harness.clock.advance(1000);
    }
    expect((await call("GET", "/v1/orders")).status).toBe(401);
    expect((await call("GET", "/v1/orders", guest(String(ids[0])))).status).toBe(403);
    const first = await call("GET", "/v1/orders?day=2026-05-01&limit=3", staff);
    const second = await call("GET", `/v1/orders?limit=3&cursor=${String(first.body["cursor"])}`, staff);
    const seen = [first, second].flatMap(({ body }) => (body["items"] as { orderId: string }[]).map(({ orderId }) => orderId));
    expect([seen, second.body["cursor"]]).toEqual([ids, null]);
    expect(JSON.stringify(first.body)).not.toMatch(/ada/i);
  });

  test("a day without orders is an empty page, what is no day is 400", async () => {
    expect((await call("GET", "/v1/orders?day=2020-01-01", staff)).body).toEqual({ items: [], cursor: null });
    for (const query of ["day=yesterday", "limit=0", "limit=101", "page=2", "cursor=%20"])
      expect((await call("GET", `/v1/orders?${query}`, staff)).status).toBe(400);
  });
});
