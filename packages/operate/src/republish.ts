import { PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { SendMessageBatchCommand } from "@aws-sdk/client-sqs";
import type { CloudEvent } from "@souk/core";
import { callsOf, entryOf } from "@souk/core/bus";
import { type Choice, chosen } from "./chosen.ts";
import { queuesOf } from "./queues.ts";
import { CommandError, type Target } from "./target.ts";

export interface Republish extends Choice {
  /** One consumer's queue, as `infra/` names it: "Search". */
  to?: string | undefined;
  /** Names what a replay builds anew. */
  generation?: string | undefined;
  dryRun: boolean;
}

/** Consumers remember for 35 days what they acted on: what is older they would take for new. */
const rememberedDays = 30;

/**
 * Reads event rows and puts them on the bus again, for all who subscribe: what they acted on they do not do twice. With `to` they go
 * as a replay to one consumer's queue, which ignores them unless it only builds something from events.
 */
export async function republish(target: Target, options: Republish, say: (line: string) => void): Promise<void> {
  const { to, generation, dryRun } = options;
  if ((to === undefined) !== (generation === undefined))
    throw new CommandError("A replay needs both: --to, the consumer that builds anew, and --generation, a name for what it builds.");
  if (to === undefined && options.since.getTime() < Date.now() - rememberedDays * 86_400_000)
    throw new CommandError(
      `Consumers remember ${rememberedDays} days for certain: what is older goes to one of them, with --to and --generation.`,
    );
  const send = to === undefined ? await toBus(target) : await toConsumer(target, to, generation ?? "");
  const types = new Map<string, number>();
  for await (const events of chosen(target, options)) {
    for (const { type } of events) types.set(type, (types.get(type) ?? 0) + 1);
    if (!dryRun) await send(events);
  }
  for (const [type, count] of [...types].toSorted(([a], [b]) => (a < b ? -1 : 1))) say(`${String(count).padStart(7)}  ${type}`);
  const all = [...types.values()].reduce((sum, count) => sum + count, 0);
  say(dryRun ? `${all} events would go; nothing was sent.` : `${all} events went to ${to ?? "the bus"}.`);
}

type Send = (events: CloudEvent[]) => Promise<void>;

const tries = 5;
const pause = (attempt: number) => new Promise((resolve) => setTimeout(resolve, 200 * 2 ** attempt));

async function toBus(target: Target): Promise<Send> {
  const bus = await target.busName();
  return async (events) => {
    for (const call of callsOf(events.map((event) => ({ entry: entryOf(event, bus) })))) {
      let left = call.map(({ entry }) => entry);
      for (let attempt = 1; left.length > 0; attempt += 1) {
        const { Entries = [] } = await target.events.send(new PutEventsCommand({ Entries: left }));
        left = left.filter((_entry, index) => Entries[index]?.ErrorCode !== undefined);
        const code = Entries.find(({ ErrorCode }) => ErrorCode)?.ErrorCode;
        if (left.length > 0 && attempt === tries)
          throw new CommandError(`The bus refuses ${left.length} events: ${code}. Begin again from here.`);
        if (left.length > 0) await pause(attempt);
      }
    }
  };
}

const perCall = 10;

async function toConsumer(target: Target, to: string, generation: string): Promise<Send> {
  const queues = await queuesOf(target);
  const consumers = queues.filter(({ gives }) => gives !== undefined);
  const queue = consumers.find(({ id }) => id === to || id === `${to}Queue`);
  if (!queue) throw new CommandError(`There is no consumer ${to}: ${consumers.map(({ id }) => id.replace(/Queue$/, "")).join(", ")}.`);
  return async (events) => {
    for (let start = 0; start < events.length; start += perCall) {
      const Entries = events.slice(start, start + perCall).map((event, index) => ({
        Id: String(index),
        MessageBody: JSON.stringify({ "detail-type": event.type, source: event.source, time: event.time, detail: event, generation }),
      }));
      const { Failed = [] } = await target.sqs.send(new SendMessageBatchCommand({ QueueUrl: queue.url, Entries }));
      if (Failed.length > 0) throw new CommandError(`${queue.id} refuses ${Failed.length} events: ${Failed[0]?.Message}. Begin again.`);
    }
  };
}
