import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { Random } from "../random.ts";
import { invoke } from "./invocation.ts";
import type { World } from "./world.ts";

export interface Message {
  id: string;
  body: string;
  /** What it is about: `evt_…`, or a webhook's id. */
  about: string;
  receives: number;
  /** It is invisible until then. */
  visibleAt: number;
  sentAt: number;
  poison: boolean;
}

export interface QueueOptions {
  name: string;
  delaySeconds?: number;
  /** Receives before it is a dead letter. */
  receives?: number;
  batch?: number;
  handler: (world: World, batch: SQSEvent) => Promise<SQSBatchResponse>;
}

const visibilityMilliseconds = 60_000;

/** One queue with its dead letters and its consumer, as SQS and Lambda run them: at least once, in no order, up to ten at a time. */
export class Queue {
  readonly name: string;
  readonly receives: number;
  readonly waiting = new Map<string, Message>();
  readonly dead: Message[] = [];
  readonly #options: QueueOptions;
  readonly #world: World;
  /** Milliseconds for which messages are gathered to a batch. */
  readonly #gathering: number;
  #serial = 0;
  #batches = 0;
  constructor(world: World, options: QueueOptions) {
    this.#world = world;
    this.#options = options;
    this.name = options.name;
    this.receives = options.receives ?? 5;
    this.#gathering = world.faults.has("F10") && options.batch !== 1 ? new Random(`${world.seed}/gathering`).spread(10, 300_000) : 0;
  }

  send(body: string, about: string, delayMilliseconds = 0, poison = false): void {
    const { scheduler } = this.#world;
    const visibleAt = scheduler.now + (this.#options.delaySeconds ?? 0) * 1000 + delayMilliseconds;
    this.#put({ id: `${this.name}-${(this.#serial += 1)}`, body, about, receives: 0, visibleAt, sentAt: scheduler.now, poison });
  }

  #put(message: Message): void {
    this.waiting.set(message.id, message);
    this.#world.scheduler.at(message.visibleAt + this.#gathering, () => this.#poll());
  }

  /** What comes back from the dead letters has all its tries again. */
  redrive(): number {
    const messages = this.dead.splice(0);
    for (const message of messages) this.#put({ ...message, receives: 0, visibleAt: this.#world.scheduler.now });
    return messages.length;
  }

  /** Somebody clears the dead letters away. */
  purge(wanted: (message: Message) => boolean): Message[] {
    const kept = this.dead.filter((message) => !wanted(message));
    const gone = this.dead.filter(wanted);
    this.dead.splice(0, this.dead.length, ...kept);
    return gone;
  }

  #poll(): void {
    const { now } = this.#world.scheduler;
    const batch: Message[] = [];
    for (const message of this.waiting.values()) {
      if (message.visibleAt > now || batch.length >= (this.#options.batch ?? 10)) continue;
      if (message.receives >= this.receives) {
        this.waiting.delete(message.id);
        this.dead.push(message);
        this.#world.trace.add(`${now} ${this.name} dead ${message.about}`);
        continue;
      }
      batch.push(message);
    }
    if (batch.length > 0) void this.#deliver(batch);
  }

  async #deliver(batch: Message[]): Promise<void> {
    const { scheduler, faults, check } = this.#world;
    for (const message of batch) {
      message.receives += 1;
      // Standard queues now and then give a message to two at once.
      const twice = faults.strikes("F1", `${this.name}:${message.about}`, this.name, 0.5);
      message.visibleAt = scheduler.now + (twice ? 5 : visibilityMilliseconds);
      scheduler.at(message.visibleAt, () => this.#poll());
    }
    const label = `${this.name}:${batch[0]?.about ?? ""}~${(this.#batches += 1)}`;
    // One of several comes in pieces this time.
    const broken = batch.length > 1 && faults.strikes("F10", label, this.name, 3) ? faults.size("F10", label).pick(batch) : undefined;
    const records = batch.map((message) => ({
      messageId: message.id,
      body: message === broken ? message.body.slice(0, 20) : message.body,
      attributes: { ApproximateReceiveCount: String(message.receives) },
    }));
    const ended = await invoke(this.#world, { label, kind: this.name }, () =>
      this.#options.handler(this.#world, { Records: records } as unknown as SQSEvent),
    );
    const failed = ended.kind === "done" ? new Set(ended.value.batchItemFailures.map((failure) => failure.itemIdentifier)) : undefined;
    if (!broken && failed && failed.size > 0 && failed.size < batch.length) this.#world.happened("F10", { label, kind: this.name });
    for (const message of batch) {
      const done = failed !== undefined && !failed.has(message.id);
      check.delivered(this.name, message, done, label);
      // The answer that deletes it may be lost: it comes again.
      if (done && !faults.strikes("F1", `${label}:${message.id}:ack`, this.name, 0.5)) this.waiting.delete(message.id);
    }
  }
}
