import { api as auth } from "@souk/auth/http";
import { Account } from "@souk/auth";
import { api as catalog } from "@souk/catalog/http";
import { importApi as imports } from "@souk/catalog/import-http";
import { api as customer } from "@souk/customer/http";
import { api as shopApi } from "@souk/shop/http";
import type { Context } from "@souk/core";
import type { Call } from "../src/actor/client.ts";
import { fillCart, readyToPlace } from "../src/actor/placing.ts";
import { setupContext, start } from "../src/base.ts";
import { Random } from "../src/random.ts";
import { type Answer, type ApiRequest, request, staffKey } from "../src/world/gateway.ts";
import type { World } from "../src/world/world.ts";

type Sent = Pick<ApiRequest, "path" | "api"> & { body?: unknown; headers: Record<string, string> };

/** A request that is in order, once; the same with another meaning; and what another caller may send under the same key. */
export interface Case extends Sent {
  method: string;
  /** Absent where there is nothing in a request that could be otherwise. */
  other?: Partial<Sent>;
  /** Not of the documented form. */
  invalid?: Partial<Sent>;
  /** Another caller, with a request of their own that is in order too. Absent where one principal alone may call. */
  stranger?: Sent;
}

export type Make = (desk: Desk) => Promise<Case>;

const json = { "content-type": "application/json" };
export const staff = { authorization: `Bearer ${staffKey}` };
const as = (customerId: string) => ({ authorization: `Bearer ${customerId}` });
const address = { name: "Ada Byron", line1: "Torstraße 1", postalCode: "10119", city: "Berlin", country: "DE" };

/** Prepares what a case needs, through the API itself. */
export class Desk {
  readonly world: World;
  #calls = 0;
  constructor(world: World) {
    this.world = world;
  }

  async send(
    method: string,
    sent: Sent,
    more: { key?: string; shopId?: string } = {},
  ): Promise<Answer & { json: Record<string, unknown> }> {
    const { path, api, body, headers } = sent;
    const answer = await request(this.world, {
      label: `desk~${(this.#calls += 1)}`,
      kind: "desk",
      method,
      path,
      headers: {
        ...(body === undefined || typeof body === "string" ? {} : json),
        ...headers,
        ...(more.key ? { "idempotency-key": more.key } : {}),
      },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
      ...(api ? { api } : {}),
      ...(more.shopId ? { shopId: more.shopId } : {}),
    });
    return { ...answer, json: answer.text.startsWith("{") ? (JSON.parse(answer.text) as Record<string, unknown>) : {} };
  }

  ctx = (): Context => setupContext(this.world.table, start, new Random(`${this.world.seed}/desk/${(this.#calls += 1)}`));

  #ask = ({ method, path, token, body }: Call) => this.send(method, { path, headers: token ? { "souk-token": token } : {}, body });

  async cart() {
    const { cartId, token } = await fillCart(this.#ask, { sku: "MUG-BLUE", quantity: 2 });
    return { cartId, headers: { "souk-token": token } };
  }

  async checkout() {
    const { token, body } = await readyToPlace(this.#ask, { sku: "MUG-BLUE", quantity: 2 });
    return { path: "/v1/checkout", headers: { "souk-token": token }, body };
  }

  async order() {
    const { json: placed } = await this.send("POST", await this.checkout(), { key: `a-key-of-order-${this.#calls}` });
    return {
      orderId: String(placed["orderId"]),
      paymentId: String(placed["paymentId"]),
      headers: { "souk-token": String(placed["token"]) },
    };
  }

  async paid() {
    const order = await this.order();
    const path = `/v1/payments/${order.paymentId}/confirm`;
    await this.send(
      "POST",
      { path, headers: order.headers, body: { paymentMethod: "pm_card_visa" } },
      { key: `a-key-of-payment-${this.#calls}` },
    );
    return order;
  }

  async product(status = "draft") {
    const { json: made } = await this.send("POST", {
      path: "/v1/catalog/products",
      api: catalog as never,
      headers: staff,
      body: product(`made-${this.#calls}`, status),
    });
    return { productId: String(made["productId"]), version: Number(made["version"]) };
  }

  async customer(): Promise<Record<string, string>> {
    const customerId = await Account.open(this.ctx(), `person-${(this.#calls += 1)}@example.com`);
    return as(customerId);
  }
}

const product = (handle: string, status = "draft") => ({
  handle,
  title: `A ${handle}`,
  category: "kitchen/things",
  status,
  options: [{ name: "Kind", values: ["One"] }],
  variants: [{ sku: `SKU-${handle}`, options: { Kind: "One" }, prices: { EUR: 1000, USD: 1100 } }],
});

/** Orders are found by their path: a stranger has one of their own, and both keys may be the same text. */
async function ofOrder(desk: Desk, path: (order: { orderId: string; paymentId: string }) => string, body?: unknown) {
  const [order, another] = [await desk.order(), await desk.order()];
  const sent = (one: typeof order): Sent => ({ path: path(one), headers: one.headers, ...(body === undefined ? {} : { body }) });
  return { method: "POST", ...sent(order), stranger: sent(another) };
}

const catalogCase = (method: string, path: string, more: Partial<Case>): Case => ({
  method,
  path,
  api: catalog as never,
  headers: staff,
  ...more,
});
const authCase = (method: string, path: string, more: Partial<Case>): Case => ({
  method,
  path,
  api: auth as never,
  headers: staff,
  ...more,
});
const wrong = { body: { wrong: true } };

/** One for each operation that the OpenAPI document marks with `x-idempotency`: a route without a case fails the test. */
export const cases: Record<string, Make> = {
  createCart: async () => ({
    method: "POST",
    path: "/v1/carts",
    headers: {},
    body: { country: "DE" },
    other: { body: { country: "US" } },
    invalid: wrong,
    stranger: { path: "/v1/carts", headers: staff, body: { country: "DE" } },
  }),
  moveCart: async (desk) => {
    const { cartId, headers } = await desk.cart();
    return {
      method: "PATCH",
      path: `/v1/carts/${cartId}`,
      headers,
      body: { country: "US" },
      other: { body: { country: "AT" } },
      invalid: wrong,
      stranger: { path: `/v1/carts/${cartId}`, headers: staff, body: { country: "FR" } },
    };
  },
  placeOrder: async (desk) => {
    const sent = await desk.checkout();
    return {
      method: "POST",
      ...sent,
      other: { body: { ...sent.body, email: "eve@example.com" } },
      invalid: wrong,
      stranger: await desk.checkout(),
    };
  },
  adjustStock: async () => ({
    method: "POST",
    path: "/v1/inventory/MUG-BLUE/adjustments",
    headers: staff,
    body: { delta: 3, reason: "received" },
    other: { body: { delta: 4, reason: "received" } },
    invalid: wrong,
  }),
  cancelOrder: (desk) => ofOrder(desk, ({ orderId }) => `/v1/orders/${orderId}/cancel`),
  fulfillOrder: async (desk) => {
    const { orderId } = await desk.paid();
    return {
      method: "POST",
      path: `/v1/orders/${orderId}/fulfillments`,
      headers: staff,
      body: { lines: [{ sku: "MUG-BLUE", quantity: 1 }] },
      other: { body: {} },
      invalid: wrong,
    };
  },
  confirmPayment: async (desk) => {
    const made = await ofOrder(desk, ({ paymentId }) => `/v1/payments/${paymentId}/confirm`, { paymentMethod: "pm_card_visa" });
    return { ...made, other: { body: { paymentMethod: "pm_card_mastercard" } }, invalid: wrong };
  },
  refundPayment: async (desk) => {
    const { paymentId } = await desk.paid();
    return {
      method: "POST",
      path: `/v1/payments/${paymentId}/refunds`,
      headers: staff,
      body: { amount: 100 },
      other: { body: { amount: 200 } },
      invalid: wrong,
    };
  },
  createProduct: async () =>
    catalogCase("POST", "/v1/catalog/products", { body: product("once"), other: { body: product("twice") }, invalid: wrong }),
  updateProduct: async (desk) => {
    const { productId, version } = await desk.product();
    const headers = { ...staff, "if-match": `"${version}"` };
    return catalogCase("PATCH", `/v1/catalog/products/${productId}`, {
      headers,
      body: { title: "New" },
      other: { body: { title: "Newer" } },
      invalid: wrong,
    });
  },
  publishProduct: async (desk) => {
    const { productId, version } = await desk.product();
    return catalogCase("POST", `/v1/catalog/products/${productId}/publish`, {
      other: { headers: { ...staff, "if-match": `"${version}"` } },
    });
  },
  unpublishProduct: async (desk) => {
    const { productId, version } = await desk.product("active");
    return catalogCase("POST", `/v1/catalog/products/${productId}/unpublish`, {
      other: { headers: { ...staff, "if-match": `"${version}"` } },
    });
  },
  startImport: async () =>
    catalogCase("POST", "/v1/catalog/imports", {
      api: imports as never,
      headers: { ...staff, "content-type": "text/csv" },
      body: "Handle,Title\na,A\n",
      other: { body: "Handle,Title\nb,B\n" },
      invalid: { body: " " },
    }),
  saveShop: async (desk) => {
    const { json: now } = await desk.send("GET", { path: "/v1/shop", api: shopApi as never, headers: staff });
    const { shopId: _shop, version: _version, ...settings } = now;
    return {
      method: "PUT",
      path: "/v1/shop",
      api: shopApi as never,
      headers: staff,
      body: { ...settings, name: "Once" },
      other: { body: { ...settings, name: "Twice" } },
      invalid: wrong,
    };
  },
  createKey: async () =>
    authCase("POST", "/v1/keys", {
      body: { name: "till", scopes: ["catalog.read"] },
      other: { body: { name: "other", scopes: ["catalog.read"] } },
      invalid: wrong,
    }),
  rotateKey: async (desk) => {
    const { json: key } = await desk.send("POST", {
      path: "/v1/keys",
      api: auth as never,
      headers: staff,
      body: { name: "till", scopes: ["catalog.read"] },
    });
    return authCase("POST", `/v1/keys/${String(key["keyId"])}/rotate`, {
      body: { overlapSeconds: 60 },
      other: { body: { overlapSeconds: 0 } },
      invalid: wrong,
    });
  },
  addStaff: async () =>
    authCase("POST", "/v1/staff", {
      body: { email: "bea@example.com", name: "Bea", role: "support" },
      other: { body: { email: "cid@example.com", name: "Cid", role: "support" } },
      invalid: wrong,
    }),
  changeStaffRole: async (desk) => {
    const { json: member } = await desk.send("POST", {
      path: "/v1/staff",
      api: auth as never,
      headers: staff,
      body: { email: "dan@example.com", name: "Dan", role: "support" },
    });
    const headers = { ...staff, "if-match": `"${String(member["version"])}"` };
    return authCase("PATCH", `/v1/staff/${String(member["staffId"])}`, {
      headers,
      body: { role: "manager" },
      other: { body: { role: "owner" } },
      invalid: wrong,
    });
  },
  updateMyAccount: async (desk) => {
    const [headers, others] = [await desk.customer(), await desk.customer()];
    const sent = { path: "/v1/customers/me", api: customer as never, body: { name: "Ada" } };
    return { method: "PATCH", ...sent, headers, other: { body: { name: "Bea" } }, invalid: wrong, stranger: { ...sent, headers: others } };
  },
  addMyAddress: async (desk) => {
    const [headers, others] = [await desk.customer(), await desk.customer()];
    const sent = { path: "/v1/customers/me/addresses", api: customer as never, body: address };
    return {
      method: "POST",
      ...sent,
      headers,
      other: { body: { ...address, city: "Bonn" } },
      invalid: wrong,
      stranger: { ...sent, headers: others },
    };
  },
};
