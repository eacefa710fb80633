import { isOpen } from "@souk/simulation/again";
import type { Told } from "@souk/simulation/check";
import type { Random } from "@souk/simulation/random";
import type { Stage } from "../stage.ts";

/** Where the shop is found. It moves with every restart; meanwhile its clients wait at the door. */
export class Door {
  #stage: Stage | undefined;
  #waiting: (() => void)[] = [];
  open(stage: Stage): void {
    this.#stage = stage;
    for (const go of this.#waiting.splice(0)) go();
  }
  close(): void {
    this.#stage = undefined;
  }
  /** Moves the stage's clock: nobody waits half a minute for the lease of a function that is gone. */
  async hurry(milliseconds: number): Promise<void> {
    const stage = await this.stage();
    await stage.advance(milliseconds).catch(() => {});
  }
  async stage(): Promise<Stage> {
    while (!this.#stage) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    return this.#stage;
  }
}

export interface Call {
  /** The operation, as the checker calls it. */
  kind: string;
  method: string;
  path: string;
  body?: Record<string, unknown>;
  key?: string;
  token?: string;
  staff?: boolean;
}

export interface Reply {
  status: number;
  json: Record<string, unknown>;
  code: string;
}

const patienceMilliseconds = 15_000;
/** Nobody asks for longer than the faults last. */
const mostTries = 300;
/** Who is told so often that somebody is at it already may think that he died. */
const held = new Set(["idempotency.in_flight", "payment.in_progress"]);
const [heldTries, leaseMilliseconds] = [8, 31_000];

/** Somebody outside who writes down what she is told, and asks again when told to, or when told nothing. */
export class Client {
  readonly name: string;
  readonly random: Random;
  readonly #door: Door;
  readonly #told: Told[];
  #calls = 0;
  constructor(name: string, random: Random, door: Door, told: Told[]) {
    this.name = name;
    this.random = random;
    this.#door = door;
    this.#told = told;
  }

  key = (): string => crypto.randomUUID();
  wait = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

  /** One try. */
  async send({ kind, method, path, body, key, token, staff = false }: Call): Promise<Reply> {
    const { api, keys } = await this.#door.stage();
    const label = `${this.name}.${kind}~${(this.#calls += 1)}`;
    const headers = {
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...(key === undefined ? {} : { "idempotency-key": key }),
      ...(token === undefined ? {} : { "souk-token": token }),
      ...(staff ? { authorization: `Bearer ${keys.staff}` } : {}),
    };
    const startedAt = Date.now();
    const answer = await exchange(new URL(path, api), { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    const client = staff ? "staff" : (token ?? "public");
    this.#told.push({ label, client, kind, path, key, body, startedAt, endedAt: Date.now(), ...answer });
    const json = answer.text === "" ? {} : (JSON.parse(answer.text) as Record<string, unknown>);
    return { status: answer.status, json, code: typeof json["code"] === "string" ? json["code"] : "" };
  }

  /** Asks until there is an answer that counts. */
  async insist(call: Call): Promise<Reply> {
    for (let tries = 1; ; tries += 1) {
      const reply = await this.send(call);
      if (!isOpen(reply) || tries === mostTries) return reply;
      if (held.has(reply.code) && tries % heldTries === 0) await this.#door.hurry(leaseMilliseconds);
      await this.wait(this.random.spread(20, reply.status === 409 ? 1000 : 300));
    }
  }

  /** The same request at once from two: a double click, or a network that sends twice. */
  async mayTwice(call: Call, probability: number): Promise<Reply> {
    if (!this.random.chance(probability)) return this.insist(call);
    const [first, second] = await Promise.all([this.insist(call), this.insist(call)]);
    return first.status < 400 && first.status > 0 ? first : second;
  }

  /** Answers the bank's page, wherever the provider is by now. */
  async bank(page: string, decision: "approve" | "decline"): Promise<void> {
    const stage = await this.#door.stage();
    const { pathname } = new URL(page);
    const url = await stage.provider().catch(() => undefined);
    if (!url) return;
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    await exchange(new URL(pathname, url), { method: "POST", headers, body: `decision=${decision}`, redirect: "manual" });
  }
}

async function exchange(url: URL, init: RequestInit): Promise<Pick<Told, "status" | "text" | "replayed">> {
  try {
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(patienceMilliseconds) });
    const replayed = response.headers.get("idempotency-replayed") === "true";
    return { status: response.status, text: await response.text(), replayed };
  } catch {
    // Refused, reset, or never answered: all the same to whoever asked.
    return { status: 0, text: "", replayed: false };
  }
}
