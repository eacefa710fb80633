// First: the relay reads its links when it is loaded.
import "./resource.ts";
import type { Entry } from "@souk/core/aws/event-bus";
import { carryBy } from "@souk/core/aws/service";
import { handler } from "@souk/core/relay";
import { marshall } from "@souk/core/dynamo/marshall";
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from "aws-lambda";
import { Random } from "../random.ts";
import type { Change } from "../table/twin.ts";
import { publish } from "./bus.ts";
import { current, type Ended, invoke } from "./invocation.ts";
import type { World } from "./world.ts";

interface Position {
  number: string;
  change: Change;
  /** How often the batch that begins with it failed. */
  tries: number;
}

const shards = 2;
const batchSize = 100;
const retries = 50;
const hour = 3_600_000;

/** The table's stream and the relay behind it, as `infra/relay.ts` sets them up: in order per item, again and again from what failed. */
export class Relay {
  readonly #world: World;
  readonly #waiting: Position[][] = Array.from({ length: shards }, () => []);
  readonly #busy = new Set<number>();
  readonly dead: string[] = [];
  #number = 0;
  #batches = 0;
  #standsUntil = 0;
  constructor(world: World) {
    this.#world = world;
  }

  /** The stream's filter: new event rows alone. */
  take(changes: Change[]): void {
    const events = changes.filter(({ sk, before }) => before === undefined && sk.startsWith("$event#"));
    for (const change of events) {
      const shard = new Random(change.pk).int(0, shards - 1);
      this.#waiting[shard]?.push({ number: String((this.#number += 1)).padStart(12, "0"), change, tries: 0 });
      if (this.#waiting[shard]?.length === 1) this.#soon(shard, 20);
    }
  }

  get idle(): boolean {
    return this.#waiting.every((list) => list.length === 0);
  }

  #soon(shard: number, milliseconds: number): void {
    const { scheduler, faults } = this.#world;
    if (scheduler.now >= this.#standsUntil && faults.strikes("F20", "relay", "Relay", 0.3)) {
      this.#standsUntil = scheduler.now + faults.size("F20", "relay").spread(hour, 23 * hour);
    }
    scheduler.at(Math.max(scheduler.now + milliseconds, this.#standsUntil), () => void this.#run(shard));
  }

  async #run(shard: number): Promise<void> {
    const waiting = this.#waiting[shard] ?? [];
    if (waiting.length === 0 || this.#busy.has(shard)) return;
    this.#busy.add(shard);
    const batch = waiting.slice(0, batchSize);
    const place = { label: `Relay:${batch[0]?.number}~${(this.#batches += 1)}`, kind: "Relay" };
    const ended = await invoke(this.#world, place, () => handler({ Records: batch.map(toRecord) } as unknown as DynamoDBStreamEvent));
    this.#busy.delete(shard);
    this.#advance(shard, batch, ended);
  }

  #advance(shard: number, batch: Position[], ended: Ended<DynamoDBBatchResponse>): void {
    const waiting = this.#waiting[shard] ?? [];
    const failed = ended.kind === "done" ? ended.value.batchItemFailures[0]?.itemIdentifier : batch[0]?.number;
    const place = failed === undefined ? batch.length : batch.findIndex(({ number }) => number === failed);
    waiting.splice(0, place);
    const first = waiting[0];
    if (!first) return;
    if (failed !== undefined) first.tries += 1;
    if (first.tries > retries) this.dead.push(String(waiting.shift()?.change.sk));
    this.#soon(shard, failed === undefined ? 10 : Math.min(60_000, 200 * 2 ** Math.min(first.tries, 9)));
  }
}

function toRecord({ number, change }: Position) {
  return { eventName: "INSERT", dynamodb: { SequenceNumber: number, NewImage: marshall(change.after ?? {}) } };
}

/** Bus and queue for the relay, in this process: they tell the world of the function that calls them. A bucket takes whatever it is given. */
export function connectRelay(): void {
  carryBy(async (service, { body }) => {
    if (service.name === "s3") return Buffer.alloc(0);
    const input = JSON.parse(String(body)) as { Entries: Entry[]; MessageBody: string };
    const answer = await (service.name === "events" ? putEvents(input.Entries) : parked(input.MessageBody));
    return Buffer.from(JSON.stringify(answer));
  });
}

function putEvents(entries: Entry[]) {
  const invocation = current();
  return invocation.io("PutEvents", () => {
    if (invocation.strikes("F7")) throw new Error("ThrottlingException");
    const Entries = entries.map((entry) => {
      if (invocation.strikes("F7")) return { ErrorCode: "ThrottlingException" };
      publish(invocation.world, entry);
      return { EventId: "accepted" };
    });
    if (invocation.strikes("F9")) throw new Error("the bus did not answer");
    return { Entries };
  });
}

function parked(body: string) {
  const invocation = current();
  return invocation.io("SendMessage", () => {
    invocation.world.relay.dead.push(body);
    return {};
  });
}
