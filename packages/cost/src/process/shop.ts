import { api as carts } from "@souk/cart/http";
import { api as catalog } from "@souk/catalog/http";
import { api as checkout } from "@souk/checkout/http";
import { type CloudEvent, cloudEventOf, type Context } from "@souk/core";
import { LightHeaders } from "@souk/core/http/light/headers";
import { LightRequest } from "@souk/core/http/light/request";
import { countLine } from "@souk/core/metric";
import { api as inventory } from "@souk/inventory/http";
import { api as orders } from "@souk/order/http";
import { api as payments } from "@souk/payment/http";
import { api as shops } from "@souk/shop/http";
import { createDelivery, createSandbox, type Message } from "@souk/sandbox";
import { startEngine } from "@souk/testing";
import type { Origin } from "../cache/cdn.ts";
import { type Counts, nothing, plus } from "../counts.ts";
import type { Reply, Request as Asked, Shop } from "../journey.ts";
import { accessLogBytes } from "../log.ts";
import { contexts, sandboxSecret, sandboxUrl } from "./context.ts";
import { consumersWith } from "./reactions.ts";

type Api = typeof carts;
const apis: [prefix: string, api: Api][] = (
  [
    ["/v1/carts", carts],
    ["/v1/catalog", catalog],
    ["/v1/checkout", checkout],
    ["/v1/inventory", inventory],
    ["/v1/orders", orders],
    ["/v1/payments", payments],
    ["/v1/shop", shops],
  ] as unknown as [string, Api][]
).map(([prefix, api]) => [prefix, api]);

const staffKey = "souk_staff_while_counting";

export interface ProcessShop extends Shop {
  ctx: Context;
  send: Context["table"]["client"]["send"];
  /** Looks at the holds, as their queue does after 15 minutes. */
  endHolds(): Promise<void>;
  /** Response headers of the latest request. */
  headers(): Headers;
  stop(): Promise<void>;
}

/**
 * The shop in this process: the domains' own APIs and consumers on the offline stage's DynamoDB, which says what each call consumed.
 * No relay, bus or queue: what is committed is handed to the consumers at `settle`.
 */
export async function startProcessShop(): Promise<ProcessShop> {
  const [engine, books] = await Promise.all([startEngine(), startEngine()]);
  const clock = { now: Date.parse("2026-03-01T10:00:00.000Z") };
  const fresh: CloudEvent[] = [];
  const webhooks: Message[] = [];
  const holds: CloudEvent[] = [];
  let counted: Counts = nothing;
  let headers = new Headers();
  let keys = 0;
  const add = (change: Partial<Counts>) => void (counted = plus(counted, { ...nothing, ...change }));

  const table: Context["table"] = {
    name: engine.table.name,
    client: {
      async send(command) {
        add({ calls: 1 });
        const answer = await engine.table.client.send(command);
        fresh.push(...eventsIn(command.input));
        return answer;
      },
    },
  };
  const ctxOf = contexts(table, clock, (line) => add({ logBytes: Buffer.byteLength(line) + 1 }));
  const deliver = consumersWith(
    (name) => ctxOf({ type: "system", name }),
    () => add({ mails: 1 }),
  );

  const sandbox = createSandbox({
    client: books.table.client,
    tableName: books.table.name,
    secret: sandboxSecret,
    now: () => new Date(clock.now),
    id: (prefix) => `${prefix}_${crypto.randomUUID().replaceAll("-", "")}`,
    sleep: async () => {},
    enqueue: async (message) => void webhooks.push(message),
  });
  const { fetch } = globalThis;
  globalThis.fetch = (async (input: string | URL | Request, init?: RequestInit) => {
    const request = new Request(input, init);
    return request.url.startsWith(sandboxUrl) ? sandbox.fetch(request) : fetch(input, init);
  }) as typeof fetch;

  const env = {
    staffKey,
    contextOf: ({ actor, requestId, traceparent }: { actor: Context["actor"]; requestId: string; traceparent: string }) =>
      ctxOf(actor, requestId, traceparent),
  };
  async function call(path: string, init: RequestInit): Promise<Response> {
    const api = apis.find(([prefix]) => path.startsWith(prefix))?.[1];
    if (!api) throw new Error(`nobody serves ${path}`);
    const { method = "GET", headers = {}, body } = init;
    const request = new LightRequest(new URL(path, "http://shop.counted").href, {
      method,
      headers: new LightHeaders(headers as Record<string, string>),
      body: body === null ? undefined : (body as string | undefined),
    });
    return api.fetch(request as unknown as Request, env);
  }
  const webhook = createDelivery({
    url: "http://shop.counted/v1/payments/webhooks/sandbox",
    secret: sandboxSecret,
    now: () => new Date(clock.now),
    fetch: (async (_url: string, init: RequestInit) => {
      add({ requests: 1, logBytes: accessLogBytes });
      return call("/v1/payments/webhooks/sandbox", init);
    }) as typeof fetch,
  });

  async function request({ method, path, body, token, staff, idempotent }: Asked): Promise<Reply> {
    keys += 1;
    const before = engine.capacity.write;
    const response = await call(path, {
      method,
      headers: {
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...(token === undefined ? {} : { "souk-token": token }),
        ...(staff ? { authorization: `Bearer ${staffKey}` } : {}),
        ...(idempotent ? { "idempotency-key": `counted-${String(keys).padStart(10, "0")}` } : {}),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    ({ headers } = response);
    const text = await response.text();
    add({ requests: 1, logBytes: accessLogBytes, bytesOut: Buffer.byteLength(text) });
    return { status: response.status, body: text ? (JSON.parse(text) as Reply["body"]) : {}, write: engine.capacity.write - before };
  }

  async function settle(): Promise<void> {
    for (;;) {
      const event = fresh.shift();
      const message = event ? undefined : webhooks.shift();
      if (event) {
        const messages = await deliver(event, (name) => name === "hold");
        if (event.type === "order.placed") holds.push(event);
        add({ events: 1, messages, logBytes: relayLogBytes(event.type) });
      } else if (message) await webhook(message);
      else return;
    }
  }

  return {
    ctx: ctxOf({ type: "system", name: "setup" }),
    send: (command) => engine.table.client.send(command),
    request,
    settle,
    counts: async () => plus(counted, { ...nothing, ...engine.capacity }),
    headers: () => headers,
    async endHolds() {
      clock.now += 901_000;
      for (const event of holds.splice(0)) add({ messages: await deliver(event, (name) => name !== "hold") });
      await settle();
    },
    async stop() {
      globalThis.fetch = fetch;
      await Promise.all([engine.stop(), books.stop()]);
    },
  };
}

/** The shop as a cache in front of it sees it. Handle and SKU of every address are those of one product that is there. */
export function originOf(shop: ProcessShop, { handle, sku }: { handle: string; sku: string }): Origin {
  return {
    async fetch(path) {
      const real = path.replace(/products\/[^?]+/, `products/${handle}`).replace(/skus=.*/, `skus=${sku}`);
      const { status, body } = await shop.request({ method: "GET", path: real });
      if (status !== 200) throw new Error(`${real} answered ${status}`);
      return { headers: shop.headers(), body: JSON.stringify(body) };
    },
  };
}

/** What the relay logs of an event. */
function relayLogBytes(type: string): number {
  const line = countLine([type], "production", Date.parse("2026-03-01T10:00:00.000Z"));
  return line ? Buffer.byteLength(line) + 1 : 0;
}

/** Event rows among what is put, alone or in a transaction. */
function eventsIn(input: object): CloudEvent[] {
  const { Item, TransactItems = [] } = input as { Item?: Row; TransactItems?: { Put?: { Item: Row } }[] };
  const rows = [Item, ...TransactItems.map(({ Put }) => Put?.Item)];
  return rows.flatMap((row) => (row && String(row["sk"]).startsWith("$event#") ? [cloudEventOf(row)] : []));
}
type Row = Record<string, unknown>;
