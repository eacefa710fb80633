import { ApiKey, authenticate, Staff } from "@souk/auth";
import { type Role, roles, scopes } from "@souk/auth/permission";
import type { Actor, Context } from "@souk/core";
import { declaredOf } from "@souk/core/http/router";
import { address, type Harness, newKey } from "@souk/testing";
import { apis } from "../src/document.ts";
import type { Operation } from "./operation.ts";

export type Credentials = Record<string, string>;

/** Somebody's things, which no other guest or customer may reach. */
export interface Scene {
  ids: Record<string, string>;
  call(operation: Operation, credentials: Credentials): Promise<{ status: number; body: string }>;
  keyWith(scopes: string[]): Promise<string>;
}

const staffActor = (role: Role): Actor & { role: Role } => ({ type: "staff", staffId: `staff_${role}`, role, permissions: roles[role] });
const signedIn: Record<string, Actor> = {
  customer: { type: "customer", customerId: "cust_01h455vb4pex5vsknk084sn02q", sessionId: "ses_other" },
  ...Object.fromEntries((Object.keys(roles) as Role[]).map((role) => [role, staffActor(role)])),
};

/** Access tokens are the roles' names here; keys are real ones. */
const known = (ctx: Context, bearer: string): Promise<Actor> => {
  const actor = signedIn[bearer];
  return actor ? Promise.resolve(actor) : authenticate(ctx, bearer);
};

const routes = apis.map((api) => ({
  api,
  paths: new Set(declaredOf(api).map(({ path }) => path)),
}));

export async function openScene(harness: Harness): Promise<Scene> {
  const env = { ...harness.env, authenticate: known };

  async function request(method: string, path: string, template: string, credentials: Credentials, body?: unknown) {
    const api = routes.find(({ paths }) => paths.has(template))?.api;
    if (!api) throw new Error(`nobody serves ${template}`);
    const headers = {
      ...credentials,
      "idempotency-key": newKey(),
      ...(method === "PATCH" ? { "if-match": '"1"' } : {}),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    };
    return api.request(path, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }, env);
  }
  async function made<T>(method: string, path: string, credentials: Credentials, body?: unknown, template = path): Promise<T> {
    const response = await request(method, path, template, credentials, body);
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }

  const owner = { authorization: `Bearer ${harness.staffKey}` };
  const sku = "MUG-BLUE";
  const { productId } = await made<{ productId: string }>("POST", "/v1/catalog/products", owner, {
    handle: "mug",
    title: "Mug",
    descriptionHtml: "",
    category: "mugs",
    variants: [{ sku, prices: { EUR: 1000 }, tracked: true }],
  });
  await made("POST", `/v1/catalog/products/${productId}/publish`, owner, undefined, "/v1/catalog/products/{productId}/publish");
  await made("POST", `/v1/inventory/${sku}/adjustments`, owner, { set: 9, reason: "received" }, "/v1/inventory/{sku}/adjustments");
  const cart = () => made<{ cartId: string; token: string }>("POST", "/v1/carts", {}, { country: "DE", lines: [{ sku, quantity: 1 }] });
  const bought = await cart();
  const guest = { "souk-token": bought.token };
  const shipped = { cartId: bought.cartId, shippingOptionId: "standard" };
  const { expectedTotal } = await made<{ expectedTotal: object }>("POST", "/v1/checkout/quotes", guest, shipped);
  const order = await made<{ orderId: string; paymentId: string }>("POST", "/v1/checkout", guest, {
    ...shipped,
    email: "ada@example.com",
    shippingAddress: address,
    expectedTotal,
  });
  const open = await cart();
  const system = harness.ctx({ type: "staff", staffId: "key" });
  const member = await Staff.add(system, { email: "grace@example.com", name: "Grace", role: "viewer" });
  const spare = await ApiKey.create(system, { name: "spare", scopes: ["order.read"] });

  const ids: Record<string, string> = {
    sku,
    handle: "mug",
    productId,
    cartId: open.cartId,
    orderId: order.orderId,
    paymentId: order.paymentId,
    staffId: member.staffId,
    keyId: spare.key.keyId,
    importId: "imp_01h455vb4pex5vsknk084sn02q",
    provider: "sandbox",
  };
  const bodies: Record<string, unknown> = {
    placeOrder: { ...shipped, cartId: open.cartId, email: "eve@example.com", shippingAddress: address, expectedTotal },
    quoteCheckout: { cartId: open.cartId },
    confirmPayment: { orderId: order.orderId, paymentMethod: "pm_card_visa" },
    fulfillOrder: {},
    createProduct: {
      handle: "cup",
      title: "Cup",
      descriptionHtml: "",
      category: "mugs",
      variants: [{ sku: "CUP", prices: { EUR: 900 }, tracked: false }],
    },
    updateProduct: { title: "A mug" },
  };

  return {
    ids,
    async call({ operationId, method, path, example }, credentials) {
      const place = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? `unknown-${name}`);
      const query = operationId === "getPayment" ? `?orderId=${ids.orderId}` : operationId === "listAvailability" ? `?skus=${sku}` : "";
      const body = method === "GET" || method === "DELETE" ? undefined : (bodies[operationId] ?? example);
      const response = await request(method, `${place}${query}`, path, credentials, body);
      return { status: response.status, body: await response.text() };
    },
    async keyWith(held) {
      const list = scopes.filter((scope) => held.includes(scope));
      return (await ApiKey.create(system, { name: "test", scopes: list })).text;
    },
  };
}
