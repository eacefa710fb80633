import { createSandbox, type Message, type Parts, signWebhook } from "@souk/sandbox";
import type { LedgerEntry } from "../../src/check/evidence.ts";
import { createTwin } from "../../src/table/twin.ts";
import type { Rig } from "./rig.ts";

const url = "http://sandbox.model/";
const secret = "a secret of the provider in models";

/** The sandbox behind the real adapter: each request and each answer is a step, and an answer can be lost. */
export class Provider {
  readonly webhooks: Message[] = [];
  /** So many answers will not arrive. */
  lost = 0;
  readonly #rig: Rig;
  readonly #app: ReturnType<typeof createSandbox>;
  readonly #books;
  constructor(rig: Rig) {
    this.#rig = rig;
    this.#books = createTwin({ name: "ledger", now: rig.now });
    let ids = 0;
    const parts: Parts = {
      client: { send: (command) => this.#books.send(command) },
      tableName: "ledger",
      secret,
      now: () => new Date(rig.now()),
      id: (prefix) => `${prefix}_${(ids += 1)}`,
      sleep: async () => {},
      enqueue: async (message) => void this.webhooks.push(message),
    };
    this.#app = createSandbox(parts);
    Object.assign(rig.links, { Sandbox: { url }, SandboxSecret: { value: secret } });
  }

  ledger = (): LedgerEntry[] => this.#books.items().flatMap((item) => (item["pk"] === "ledger" ? [item["data"] as LedgerEntry] : []));

  /** What the adapter calls in place of the network. */
  fetch = async (input: URL | string | Request, { signal: _signal, ...init }: RequestInit = {}): Promise<Response> => {
    await this.#rig.turn("to the provider");
    const response = await this.#app.fetch(new Request(input, init));
    const isLost = this.lost > 0;
    if (isLost) this.lost -= 1;
    await this.#rig.turn("from the provider");
    if (isLost) throw new TypeError("fetch failed", { cause: Object.assign(new Error("reset"), { code: "ECONNRESET" }) });
    return response;
  };

  /** The shopper answers the bank's page. */
  async bank(page: string, decision: "approve" | "decline"): Promise<void> {
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    await this.#app.fetch(new Request(page, { method: "POST", headers, body: `decision=${decision}` }));
  }

  /** A webhook as it reaches the shop, signed this moment. */
  delivery({ id, body }: Message) {
    const headers = new Headers(signWebhook(secret, id, body, new Date(this.#rig.now())));
    return { provider: "sandbox", rawBody: body, header: (name: string) => headers.get(name) ?? undefined };
  }
}
