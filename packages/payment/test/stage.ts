import net from "node:net";
import { serve } from "@hono/node-server";
import { type Context, transact } from "@souk/core";
import { Order } from "@souk/order";
import { createSandbox, type Entry, type Message, type Parts, signWebhook } from "@souk/sandbox";
import { type Harness, startEngine, useHarness } from "@souk/testing";
import { afterAll, afterEach, beforeAll, expect } from "vitest";
import { api } from "../src/http.ts";
import { sample } from "./sample.ts";

const secret = "a secret of the sandbox in tests";
let keys = 0;

export interface Stage extends Harness {
  /** Webhooks that the sandbox has sent, in order; nobody delivers them but the test. */
  webhooks: { message: Message; delaySeconds: number }[];
  /** Delivers a webhook through the API; now, unless its time of signing is given. */
  deliver(message: Message, change?: { at?: Date; body?: string; secret?: string }): Promise<Response>;
  ledger(orderId?: string): Promise<Entry[]>;
  /** Lets the provider fail: refuse connections, answer 503, or answer as usual. Takes paths that match only. */
  outage: { mode: "none" | "refused" | "error"; path: RegExp };
  order(change?: Partial<Order.NewOrder>): Promise<Order.Head>;
  head(orderId: string): Promise<Order.Head>;
  guest(order: Order.Head): Record<string, string>;
  confirm(
    order: Order.Head,
    paymentMethod: string,
    options?: { key?: string; returnUrl?: string; headers?: Record<string, string> },
  ): Promise<Response>;
  status(order: Order.Head): Promise<Record<string, unknown>>;
  refund(order: Order.Head, body: unknown, key?: string): Promise<Response>;
  /** Answers the bank's page that a confirmation led to. */
  bank(redirectUrl: string, decision: "approve" | "decline"): Promise<Response>;
  eventsOf(subject: string): Promise<string[]>;
  parts: Parts;
  url: string;
}

export const newKey = () => `key-of-a-test-${(keys += 1).toString().padStart(6, "0")}`;

/** The payment API with the sandbox behind it over real HTTP, on a database of its own. After every test the books are compared. */
export function useStage(): Stage {
  const harness = useHarness();
  const webhooks: Stage["webhooks"] = [];
  const outage: Stage["outage"] = { mode: "none", path: /./ };
  let server: ReturnType<typeof serve> | undefined;
  let books: Awaited<ReturnType<typeof startEngine>> | undefined;
  const stage = Object.defineProperties({}, Object.getOwnPropertyDescriptors(harness)) as Stage;

  beforeAll(async () => {
    books = await startEngine();
    stage.parts = {
      client: books.table.client,
      tableName: books.table.name,
      secret,
      now: () => harness.ctx().now(),
      id: (prefix) => `${prefix}_${crypto.randomUUID().replaceAll("-", "")}`,
      sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
      enqueue: async (message, delaySeconds) => void webhooks.push({ message, delaySeconds }),
    };
    const app = createSandbox(stage.parts);
    const fetch = (request: Request) =>
      outage.mode === "error" && outage.path.test(request.url) ? new Response("down", { status: 503 }) : app.fetch(request);
    const port = await new Promise<number>((resolve) => {
      server = serve({ fetch, port: 0, hostname: "127.0.0.1" }, (info) => resolve(info.port));
    });
    stage.url = `http://127.0.0.1:${port}/`;
    const closed = `http://127.0.0.1:${await closedPort()}/`;
    Object.defineProperty(harness.links, "Sandbox", {
      enumerable: true,
      get: () => ({ url: outage.mode === "refused" ? closed : stage.url }),
    });
    harness.links["SandboxSecret"] = { value: secret };
    harness.links["Site"] = { url: "http://localhost:3000" };
  });
  afterAll(async () => {
    if (server && "closeAllConnections" in server) server.closeAllConnections();
    server?.close();
    await books?.stop();
  });
  afterEach(async () => {
    Object.assign(outage, { mode: "none", path: /./ });
    await expectBooksToAgree();
  });

  /** At most one charge per order, none without its order, and both books say the same. */
  async function expectBooksToAgree(): Promise<void> {
    const entries = await stage.ledger();
    const rows = (await harness.items()).filter((item) => item["sk"] === "payment");
    const charges = entries.filter(({ kind }) => kind === "charge");
    expect(charges.map(({ orderId }) => orderId).sort()).toEqual([...new Set(charges.map(({ orderId }) => orderId))].sort());
    for (const row of rows) {
      const sum = (kind: string) =>
        entries
          .filter((entry) => entry.paymentId === row["paymentId"] && entry.kind === kind)
          .reduce((total, { amount }) => total + amount, 0);
      if (row["status"] === "captured") expect(sum("charge")).toBe(row["captured"]);
      expect(sum("refund")).toBeLessThanOrEqual(sum("charge"));
      expect(row["refunded"]).toBeLessThanOrEqual(sum("refund"));
    }
  }

  const json = { "content-type": "application/json" };
  const staff = { authorization: `Bearer ${harness.staffKey}` };
  const post = async (path: string, body: unknown, headers: Record<string, string>) =>
    api.request(path, { method: "POST", headers: { ...json, ...headers }, body: JSON.stringify(body) }, harness.env);

  return Object.assign(stage, {
    webhooks,
    outage,
    async deliver(message: Message, { at = harness.ctx().now(), body = message.body, secret: signedWith = secret } = {}) {
      const headers = { ...json, ...signWebhook(signedWith, message.id, message.body, at) };
      return api.request("/v1/payments/webhooks/sandbox", { method: "POST", headers, body }, harness.env);
    },
    async ledger(orderId?: string) {
      const response = await fetch(new URL(orderId ? `ledger?orderId=${orderId}` : "ledger", stage.url));
      return ((await response.json()) as { items: Entry[] }).items;
    },
    async order(change: Partial<Order.NewOrder> = {}) {
      const ctx = harness.ctx();
      const order = Order.draft(ctx, { ...sample, ...change });
      await transact(ctx, Order.placing(ctx, order));
      return order.head;
    },
    head: (orderId: string) => headOf(harness.ctx(), orderId),
    guest: ({ orderId }: Order.Head) => ({ "souk-token": harness.ctx().tokens.mint("order", orderId) }),
    async confirm(
      order: Order.Head,
      paymentMethod: string,
      { key = newKey(), returnUrl, headers }: { key?: string; returnUrl?: string; headers?: Record<string, string> } = {},
    ) {
      return post(
        `/v1/payments/${order.paymentId}/confirm`,
        { paymentMethod, ...(returnUrl ? { returnUrl } : {}) },
        { "idempotency-key": key, ...(headers ?? stage.guest(order)) },
      );
    },
    async status(order: Order.Head) {
      const response = await api.request(`/v1/payments/${order.paymentId}`, { headers: stage.guest(order) }, harness.env);
      return (await response.json()) as Record<string, unknown>;
    },
    refund: (order: Order.Head, body: unknown, key = newKey()) =>
      post(`/v1/payments/${order.paymentId}/refunds`, body, { "idempotency-key": key, ...staff }),
    bank: (redirectUrl: string, decision: "approve" | "decline") =>
      fetch(redirectUrl, {
        method: "POST",
        redirect: "manual",
        headers: { "content-type": "application/x-www-form-urlencoded" },
        body: `decision=${decision}`,
      }),
    eventsOf: async (subject: string) => {
      const events = (await harness.events()).filter((event) => event.subject === subject);
      return events.sort((a, b) => a.sequence - b.sequence).map(({ type }) => type);
    },
  });
}

/** A port at which nobody answers. */
async function closedPort(): Promise<number> {
  const probe = net.createServer();
  const port = await new Promise<number>((resolve) =>
    probe.listen(0, "127.0.0.1", () => resolve((probe.address() as net.AddressInfo).port)),
  );
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

async function headOf(ctx: Context, orderId: string): Promise<Order.Head> {
  const head = await Order.findHead(ctx, orderId);
  if (!head) throw new Error("no such order");
  return head;
}
