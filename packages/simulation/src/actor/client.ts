import { Random } from "../random.ts";
import { type Answer, request } from "../world/gateway.ts";
import type { World } from "../world/world.ts";
import { isOpen } from "./again.ts";

export interface Call {
  /** The operation, and the row of the matrix that it counts in. */
  kind: string;
  method: string;
  path: string;
  body?: Record<string, unknown>;
  key?: string;
  token?: string;
  staffKey?: string;
  headers?: Record<string, string>;
}

export interface Reply extends Answer {
  json: Record<string, unknown>;
  code: string;
}

/** Somebody outside who sends requests, waits, and tries again when told to, or when told nothing. */
export class Client {
  readonly name: string;
  readonly world: World;
  readonly random: Random;
  /** Who signed in says so with every request. */
  bearer: string | undefined;
  #calls = 0;
  constructor(world: World, name: string) {
    this.world = world;
    this.name = name;
    this.random = new Random(`${world.seed}/${name}`);
  }

  key = (): string =>
    `key-${this.name}-${this.random
      .int(0, 2 ** 32 - 1)
      .toString(16)
      .padStart(8, "0")}`;
  /** Until the next act; in a hurried run no more than an instant. */
  wait = (milliseconds: number): Promise<void> => this.world.scheduler.wait(milliseconds * this.world.haste);
  /** Until asking again makes sense, which no hurry makes shorter. */
  patience = (milliseconds: number): Promise<void> => this.world.scheduler.wait(milliseconds);

  /** One try. */
  async send({ kind, method, path, body, key, token, staffKey, headers = {} }: Call): Promise<Reply> {
    const { world } = this;
    const label = `${this.name}.${kind}~${(this.#calls += 1)}`;
    const startedAt = world.scheduler.now;
    const sent = {
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...(key === undefined ? {} : { "idempotency-key": key }),
      ...(token === undefined ? {} : { "souk-token": token }),
      ...(staffKey === undefined && this.bearer === undefined ? {} : { authorization: `Bearer ${staffKey ?? this.bearer}` }),
      ...headers,
    };
    const answer = await request(world, {
      label,
      kind,
      method,
      path,
      headers: sent,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const { status, text } = answer;
    const replayed = answer.headers["idempotency-replayed"] === "true";
    // What staff and guests send under a key is told apart by who they are.
    const client = staffKey === undefined ? (this.bearer ?? token ?? "public") : "staff";
    world.check.answered({ label, client, kind, path, key, body, startedAt, endedAt: world.scheduler.now, status, text, replayed });
    world.trace.add(`${world.scheduler.now} ${label} answered ${status} ${text}`);
    const json = text === "" ? {} : (JSON.parse(text) as Record<string, unknown>);
    return { ...answer, json, code: typeof json["code"] === "string" ? json["code"] : "" };
  }

  /** Tries until there is an answer that counts, or patience ends. */
  async insist(call: Call, patience = this.random.int(1, 8)): Promise<Reply> {
    for (let tries = 1; ; tries += 1) {
      const reply = await this.send(call);
      if (!isOpen(reply) || tries >= patience) return reply;
      await this.patience(this.random.spread(200, 40_000));
    }
  }

  /** The same request at once from two: a double click, or a network that sends twice. */
  async twice(call: Call): Promise<Reply> {
    const [first, second] = await Promise.all([this.insist(call), this.wait(this.random.spread(1, 3000)).then(() => this.insist(call))]);
    return first.status < 400 && first.status > 0 ? first : second;
  }

  mayTwice = (call: Call, probability: number): Promise<Reply> => (this.random.chance(probability) ? this.twice(call) : this.insist(call));

  may = (action: string, probability: number): boolean => {
    const drawn = this.random.chance(probability);
    return drawn && this.world.wants(`${this.name}.${action}`);
  };
}
