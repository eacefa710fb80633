import type { Actor } from "@souk/core";
import { Order } from "@souk/order";
import { address, useHarness } from "@souk/testing";
import { describe, expect, test } from "vitest";
import { api } from "../src/http.ts";
import { Customer } from "../src/index.ts";
import { ordered, session, signedIn } from "./person.ts";

const harness = useHarness();
type Body = Record<string, unknown>;

interface Call {
  body?: unknown;
  headers?: Record<string, string>;
}

/** A request of somebody, as the gate would let them through. */
async function call(actor: Actor, method: string, path: string, { body, headers = {} }: Call = {}) {
  const response = await api.request(
    path,
    {
      method,
      headers: { authorization: "Bearer test", ...headers, ...(body === undefined ? {} : { "content-type": "application/json" }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    },
    { ...harness.env, authenticate: async () => actor },
  );
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: (text === "" ? {} : JSON.parse(text)) as Body };
}

let people = 0;
async function somebody() {
  const email = `person${(people += 1)}@example.com`;
  const { ctx, customerId } = await signedIn(harness, email);
  const actor = { type: "customer", customerId, sessionId: "ses_test" } as Actor;
  return { ctx, customerId, email, ask: (method: string, path: string, more?: Call) => call(actor, method, path, more) };
}
const nowhere = "addr_01h455vb4pex5vsknk084sn02q";

describe("/v1/customers/me", () => {
  test("is read and renamed by its customer, under the version that was seen", async () => {
    const { ask, email, customerId } = await somebody();
    const first = await ask("GET", "/v1/customers/me");
    expect(first).toMatchObject({ status: 200, body: { customerId, email, name: null, addresses: [], version: 0 } });
    expect(first.headers.get("etag")).toBe('"0"');
    expect(await ask("PATCH", "/v1/customers/me", { body: { name: "Ada" } })).toMatchObject({
      status: 200,
      body: { name: "Ada", version: 1 },
    });
    const stale = { body: { name: "Bea" }, headers: { "if-match": '"0"' } };
    expect(await ask("PATCH", "/v1/customers/me", stale)).toMatchObject({ status: 409, body: { code: "request.version_conflict" } });
    expect(await ask("PATCH", "/v1/customers/me", { body: { name: " " } })).toMatchObject({
      status: 400,
      body: { code: "request.invalid" },
    });
    expect((await ask("PATCH", "/v1/customers/me", { body: { name: "Ada", email: "other@example.com" } })).status).toBe(400);
  });

  test("is nobody else's: staff, keys and the public are refused, and a closed account is not found", async () => {
    expect((await api.request("/v1/customers/me", {}, harness.env)).status).toBe(401);
    for (const actor of [
      { type: "staff", staffId: "staff_x", permissions: [] },
      { type: "service", keyId: "key_x", permissions: ["customer.read"] },
    ] as const)
      expect((await call(actor as unknown as Actor, "GET", "/v1/customers/me")).status).toBe(403);
    const { ask } = await somebody();
    expect((await ask("DELETE", "/v1/customers/me")).status).toBe(200);
    expect(await ask("GET", "/v1/customers/me")).toMatchObject({ status: 404, body: { code: "customer.not_found" } });
  });
});

describe("addresses", () => {
  test("are kept, changed and removed, each answer being the whole account", async () => {
    const { ask } = await somebody();
    const kept = await ask("POST", "/v1/customers/me/addresses", { body: address });
    expect(kept).toMatchObject({ status: 201, body: { addresses: [address] } });
    const [{ addressId }] = kept.body["addresses"] as [{ addressId: string }];
    const moved = { ...address, city: "Kiel", region: "SH" };
    expect(await ask("PUT", `/v1/customers/me/addresses/${addressId}`, { body: moved })).toMatchObject({
      status: 200,
      body: { addresses: [{ addressId, ...moved }] },
    });
    expect(await ask("DELETE", `/v1/customers/me/addresses/${addressId}`)).toMatchObject({ status: 200, body: { addresses: [] } });
    for (const [method, body] of [["PUT", address], ["DELETE"]] as const)
      expect(await ask(method, `/v1/customers/me/addresses/${nowhere}`, { body })).toMatchObject({
        status: 404,
        body: { code: "customer.address_not_found" },
      });
  });

  test("name every wrong field, and take no other", async () => {
    const { ask } = await somebody();
    const wrong = await ask("POST", "/v1/customers/me/addresses", { body: { ...address, city: "", country: "Germany", tax: 1 } });
    expect(wrong).toMatchObject({ status: 400, body: { code: "request.invalid" } });
    expect((wrong.body["issues"] as { path: string }[]).map(({ path }) => path)).toEqual(expect.arrayContaining(["city", "country"]));
  });

  test("are kept once under one key, and refused beyond their limit", async () => {
    const { ask } = await somebody();
    const once = { body: address, headers: { "idempotency-key": "a".repeat(24) } };
    const [first, second] = [await ask("POST", "/v1/customers/me/addresses", once), await ask("POST", "/v1/customers/me/addresses", once)];
    expect([first.status, second.body]).toEqual([201, first.body]);
    for (let count = 1; count < Customer.mostAddresses; count += 1) await ask("POST", "/v1/customers/me/addresses", { body: address });
    expect(await ask("POST", "/v1/customers/me/addresses", { body: address })).toMatchObject({
      status: 422,
      body: { code: "customer.addresses_full" },
    });
  });
});

describe("orders and sessions", () => {
  test("of an account come by pages, newest first, without what only the shop's books need", async () => {
    const { ask, ctx, email, customerId } = await somebody();
    for (let count = 0; count < 3; count += 1) {
      harness.clock.advance(1000);
      await ordered(ctx, email, customerId);
    }
    const first = await ask("GET", "/v1/customers/me/orders?limit=2");
    const items = first.body["items"] as Body[];
    expect([first.status, items.length, items.some((item) => "fulfilled" in item)]).toEqual([200, 2, false]);
    const rest = await ask("GET", `/v1/customers/me/orders?limit=2&cursor=${String(first.body["cursor"])}`);
    expect([(rest.body["items"] as Body[]).length, rest.body["cursor"]]).toEqual([1, null]);
    expect((await ask("GET", "/v1/customers/me/orders?limit=0")).status).toBe(400);
  });

  test("of a guest are taken over by who proves the address", async () => {
    const { ask, email } = await somebody();
    // Noted under the address while no account was there.
    const guest = await ordered(harness.ctx(), email);
    await Customer.noteGuestOrder(harness.ctx(), guest.orderId);
    await ask("POST", "/v1/customers/me/orders/join");
    const { body } = await ask("GET", "/v1/customers/me/orders");
    expect((body["items"] as { orderId: string }[]).map(({ orderId }) => orderId)).toEqual([guest.orderId]);
  });

  test("sessions are listed, and all of them end at once", async () => {
    const { ask, ctx, customerId } = await somebody();
    await session(ctx, customerId);
    await session(ctx, customerId);
    const listed = await ask("GET", "/v1/customers/me/sessions");
    expect([listed.status, (listed.body["items"] as Body[]).map((one) => Object.keys(one).sort())]).toEqual([
      200,
      [
        ["clientId", "startedAt"],
        ["clientId", "startedAt"],
      ],
    ]);
    expect((await ask("DELETE", "/v1/customers/me/sessions")).status).toBe(204);
    expect((await ask("GET", "/v1/customers/me/sessions")).body).toEqual({ items: [] });
  });
});

describe("a person's data", () => {
  let planted = 0;
  /** Everything that a person can be told by, in every field that takes it: no two people share one. */
  function marks() {
    const n = (planted += 1);
    const addresses = ["home", "work", "summer"].map((place) => ({
      name: `Zebedee-${place}-${n}`,
      line1: `Marzipanallee-${place}-${n}`,
      line2: `Hinterhaus-${place}-${n}`,
      postalCode: `P-${place}-${n}`,
      city: `Quittenburg-${place}-${n}`,
      region: `Pflaumenland-${place}-${n}`,
      country: "DE",
    }));
    const texts = addresses.flatMap(({ country: _country, ...address }) => Object.values(address));
    return { addresses, name: `Quillfeather-${n}`, texts: [...texts, `Quillfeather-${n}`] };
  }

  async function settled() {
    const [person, { addresses, name, texts }] = [await somebody(), marks()];
    await person.ask("PATCH", "/v1/customers/me", { body: { name } });
    for (const body of addresses) await person.ask("POST", "/v1/customers/me/addresses", { body });
    await session(person.ctx, person.customerId);
    const { orderId } = await ordered(person.ctx, person.email, person.customerId, addresses[0]);
    return { ...person, orderId, marks: [...texts, person.email], shippingAddress: addresses[0] };
  }
  const missing = (marks: string[], text: string) => marks.filter((mark) => !text.includes(mark));
  const found = (marks: string[], text: string) => marks.filter((mark) => text.includes(mark));
  const books = async () =>
    (await harness.items())
      .filter(({ sk }) => sk === "order")
      .map(({ orderId, totals, currency, country }) => [orderId, totals, currency, country]);

  test("is exported whole: every mark that was planted, the orders and the sessions", async () => {
    const { ask, orderId, marks: all, shippingAddress } = await settled();
    const { status, body } = await ask("GET", "/v1/customers/me/export");
    expect([status, all.length]).toEqual([200, 20]);
    expect(missing(all, JSON.stringify(body))).toEqual([]);
    expect(body).toMatchObject({ sessions: [{ clientId: "web" }], orders: [{ orderId, shippingAddress }] });
  });

  test("is not erased while an order needs it", async () => {
    const { ask } = await settled();
    expect(await ask("DELETE", "/v1/customers/me")).toMatchObject({ status: 409, body: { code: "customer.orders_under_way" } });
  });

  test("leaves no mark in the table or the log when it is erased, and every sum of money stays", async () => {
    const { ask, orderId, marks: all } = await settled();
    await Order.cancel(harness.ctx(), { orderId });
    expect(missing(all, JSON.stringify(await harness.items()))).toEqual([]);
    const before = await books();
    expect((await ask("DELETE", "/v1/customers/me")).status).toBe(200);
    expect(found(all, JSON.stringify([await harness.items(), harness.logs]))).toEqual([]);
    expect(await books()).toEqual(before);
    expect(before.map(([id]) => id)).toContain(orderId);
  });
});
