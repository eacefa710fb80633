import { createDelivery, createSandbox, type Message as Webhook, type Parts } from "@souk/sandbox";
import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { Random } from "../random.ts";
import { createTwin } from "../table/twin.ts";
import { request } from "./gateway.ts";
import { current, type Invocation } from "./invocation.ts";
import type { World } from "./world.ts";

export const providerUrl = "http://sandbox.simulated/";
export const providerSecret = "a secret of the provider in simulations";

/** A movement in the provider's own books. */
export interface LedgerEntry {
  kind: "authorization" | "charge" | "void" | "refund";
  orderId: string;
  paymentId: string;
  reference: string;
  amount: number;
  currency: string;
}

const timeouts = new WeakMap<AbortSignal, number>();

/** In place of the platform's: a signal that the simulated clock ends, not the machine's. */
export function timeoutSignal(milliseconds: number): AbortSignal {
  const { signal } = new AbortController();
  timeouts.set(signal, milliseconds);
  return signal;
}

/** The sandbox itself, in this process: a table of its own, the world's clock, and a network that loses and delays. */
export class Provider {
  readonly #world: World;
  readonly #table;
  readonly #app;
  readonly #random: Random;
  constructor(world: World) {
    this.#world = world;
    this.#random = new Random(`${world.seed}/provider`);
    this.#table = createTwin({ name: "ledger", now: () => world.scheduler.now });
    const parts: Parts = {
      client: { send: (command) => this.#table.send(command) },
      tableName: "ledger",
      secret: providerSecret,
      now: () => new Date(world.scheduler.now),
      id: (prefix) => `${prefix}_${this.#random.int(0, 2 ** 32 - 1).toString(16)}${this.#random.int(0, 2 ** 32 - 1).toString(16)}`,
      sleep: (milliseconds) => world.scheduler.pause(milliseconds),
      enqueue: async (message, delaySeconds) => this.#announce(message, delaySeconds),
    };
    this.#app = createSandbox(parts);
  }

  ledger = (): LedgerEntry[] => this.#table.items().flatMap((item) => (item["pk"] === "ledger" ? [item["data"] as LedgerEntry] : []));

  /** The shopper answers the bank's page. */
  async bank(url: string, decision: "approve" | "decline"): Promise<number> {
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const response = await this.#fetch(new Request(url, { method: "POST", headers, body: `decision=${decision}` }));
    return response.status;
  }

  #fetch = (asked: Request): Promise<Response> => this.#world.scheduler.during(async () => this.#app.fetch(asked));

  #announce(message: Webhook, delaySeconds: number): void {
    const { faults } = this.#world;
    const place = `webhook:${message.id}`;
    const queue = this.#world.queue("SandboxWebhook");
    if (faults.strikes("F13", place, "webhook", 3)) {
      const size = faults.size("F13", place);
      const how = size.pick(["never", "twice", "late"] as const);
      if (how === "never") return;
      if (how === "twice") queue.send(JSON.stringify(message), message.id, size.spread(1, 3_600_000));
      else delaySeconds += size.spread(1, 3600);
    }
    queue.send(JSON.stringify(message), message.id, delaySeconds * 1000 + this.#random.spread(1, 500));
  }

  /** `fetch` as the shop's functions have it: requests may be refused, arrive late, or be done with no answer. */
  fetch = (input: URL | string | Request, init: RequestInit = {}): Promise<Response> => {
    const invocation = current();
    const { scheduler, faults } = this.#world;
    const url = new URL(String(input));
    const patience = (init.signal && timeouts.get(init.signal)) ?? 60_000;
    const arrival = invocation.strikes("F12", 2)
      ? faults.size("F12", invocation.label).spread(patience * 0.8, patience * 12)
      : this.#world.pace(invocation.random);
    return new Promise((resolve, reject) => {
      scheduler.after(
        patience,
        () => invocation.dead || reject(new DOMException("The operation was aborted due to timeout", "TimeoutError")),
      );
      invocation
        .io(`provider ${init.method ?? "GET"} ${url.pathname}`, () => this.#exchange(invocation, url, init), arrival)
        .then(resolve, reject);
    });
  };

  async #exchange(invocation: Invocation, url: URL, init: RequestInit): Promise<Response> {
    const { faults, scheduler } = this.#world;
    if (invocation.strikes("F14", 2)) {
      const how = faults.size("F14", invocation.label).pick(["refused", 503, 429, 500] as const);
      if (how === "refused") throw new TypeError("fetch failed", { cause: Object.assign(new Error("refused"), { code: "ECONNREFUSED" }) });
      return Response.json({ error: { code: how === 429 ? "rate_limited" : "unavailable" } }, { status: how });
    }
    const { signal: _signal, ...plain } = init;
    const response = await this.#fetch(new Request(url, plain));
    if (invocation.strikes("F12", 2)) {
      if (faults.size("F12", invocation.label).chance(0.5))
        throw new TypeError("fetch failed", { cause: Object.assign(new Error("reset"), { code: "ECONNRESET" }) });
      await scheduler.wait(3_600_000);
    }
    await scheduler.wait(this.#world.pace(this.#random));
    return response;
  }
}

/** The provider's own sender of webhooks, in front of the shop's API. */
export async function deliverWebhook(world: World, batch: SQSEvent): Promise<SQSBatchResponse> {
  const invocation = current();
  let serial = 0;
  const post = async (_url: unknown, init: RequestInit = {}): Promise<Response> => {
    const answer = await request(world, {
      label: `${invocation.label}/${(serial += 1)}`,
      kind: "webhook",
      method: "POST",
      path: "/v1/payments/webhooks/sandbox",
      headers: init.headers as Record<string, string>,
      body: String(init.body),
    });
    return new Response(answer.status === 204 ? null : answer.text, { status: answer.status === 0 ? 504 : answer.status });
  };
  const deliver = createDelivery({
    url: providerUrl,
    secret: providerSecret,
    now: () => new Date(world.scheduler.now),
    fetch: post as typeof fetch,
  });
  const results = await Promise.allSettled(batch.Records.map(({ body }) => deliver(JSON.parse(body) as Webhook)));
  const failed = batch.Records.filter((_, index) => results[index]?.status === "rejected");
  return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
}
