import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { Entity } from "./entity.ts";
import * as z from "zod";
import { type Context, expiresIn } from "./context.ts";
import { CloudEvent, type EventDefinition, type EventOf } from "./event.ts";
import { createLog, describe } from "./log.ts";
import { findMeter } from "./meter.ts";
import { createContext } from "./runtime.ts";
import { perTable, put, retryConflicts, transact, TransactionRefused, type Write } from "./table.ts";

/** Longer than any message can live: 24 h on the bus, 4 d in a queue, 14 d as a dead letter, and a redrive of that. */
const inboxSeconds = 35 * 24 * 3600;

/**
 * | question                                  | key                                        |
 * |-------------------------------------------|--------------------------------------------|
 * | did this consumer act on this event?      | `<shop>#inbox#<consumer>#<event id>`, `inbox` |
 */
const inbox = perTable(
  (config) =>
    new Entity(
      {
        model: { entity: "inbox", version: "1", service: "souk" },
        attributes: {
          shopId: { type: "string", required: true },
          consumer: { type: "string", required: true },
          eventId: { type: "string", required: true },
          expiresAt: { type: "number", required: true },
        },
        indexes: {
          primary: {
            pk: {
              field: "pk",
              composite: ["shopId", "consumer", "eventId"],
              template: "${shopId}#inbox#${consumer}#${eventId}",
              casing: "none",
            },
            sk: { field: "sk", composite: [], template: "inbox", casing: "none" },
          },
        },
      } as const,
      config,
    ),
);

/** The write that makes a reaction happen once per event. Its label is `inbox`. */
export function received(ctx: Context, consumer: string, eventId: string): Write {
  return put(
    "inbox",
    inbox(ctx)
      .create({ shopId: ctx.shopId, consumer, eventId, expiresAt: expiresIn(ctx, inboxSeconds) })
      .params(),
  );
}

/** True when this consumer has already acted on the event: for reactions that must look before an outside effect. */
export async function wasReceived(ctx: Context, consumer: string, eventId: string): Promise<boolean> {
  const { data } = await inbox(ctx).get({ shopId: ctx.shopId, consumer, eventId }).go({ consistent: true });
  return data !== null;
}

/**
 * Commits a reaction with its inbox record, so that a second delivery of the event changes nothing. Returns false when the event was
 * handled before. Other refusals are thrown; conflicts are retried.
 */
export async function commitOnce(ctx: Context, consumer: string, eventId: string, writes: Write[]): Promise<boolean> {
  try {
    await retryConflicts(ctx, () => transact(ctx, [...writes, received(ctx, consumer, eventId)]));
    return true;
  } catch (error) {
    if (error instanceof TransactionRefused && error.failed("inbox")) return false;
    throw error;
  }
}

/** How often the queue has given the message out, this time in. */
export interface Delivery {
  receives: number;
  /** Set when it is a replay for this consumer alone: what is built anew is told apart from what was there by this name. */
  generation?: string;
}

export interface Reaction {
  definition: EventDefinition;
  run(ctx: Context, event: CloudEvent, delivery: Delivery): Promise<void>;
}

/** What a consumer does on one kind of event. The event's data are parsed before it runs. */
export function on<Definition extends EventDefinition>(
  definition: Definition,
  react: (ctx: Context, event: EventOf<Definition>, delivery: Delivery) => Promise<void>,
): Reaction {
  // Unknown fields are dropped, not refused: a producer may have added one since.
  const data = z.object(definition.data.shape);
  return {
    definition,
    run: (ctx, event, delivery) => react(ctx, { ...event, data: data.parse(event.data) } as unknown as EventOf<Definition>, delivery),
  };
}

const Envelope = z.object({ detail: CloudEvent, generation: z.string().optional() });

type ContextOf = (event: CloudEvent) => Context;

interface ConsumerOptions {
  /** It only builds something from events and applies the higher `sequence`: a replay may build it anew. Others ignore replays. */
  replayable?: boolean;
}

/**
 * The Lambda handler of a domain's queue. Every record is handled by itself; those that fail are reported, so that they alone come
 * again, and after five tries lie in the dead-letter queue. An event that nobody here reacts to is done, and so is a replay, unless the
 * consumer says that it takes them: charges and mails happen once.
 */
export function consumer(
  name: string,
  reactions: Reaction[],
  contextOf: ContextOf = systemContext(name),
  { replayable = false }: ConsumerOptions = {},
) {
  const byName = new Map(reactions.map((reaction) => [reaction.definition.name, reaction]));

  async function handleRecord(record: SQSRecord): Promise<void> {
    const { detail, generation } = Envelope.parse(JSON.parse(record.body));
    if (generation !== undefined && !replayable)
      return createLog({ consumer: name, eventId: detail.id, generation }).info("replay ignored");
    const receives = Number(record.attributes?.ApproximateReceiveCount ?? 1);
    const delivery = { receives, ...(generation === undefined ? {} : { generation }) };
    const react = async () => byName.get(detail.type)?.run(contextOf(detail), detail, delivery);
    const meter = findMeter();
    await (meter ? meter.within(detail.traceparent, react) : react());
  }

  return async function handler(batch: SQSEvent): Promise<SQSBatchResponse> {
    const results = await Promise.allSettled(batch.Records.map(handleRecord));
    const batchItemFailures = results.flatMap((result, index) => {
      const record = batch.Records[index];
      if (result.status === "fulfilled" || !record) return [];
      createLog({ consumer: name, messageId: record.messageId }).error("reaction failed", describe(result.reason));
      return [{ itemIdentifier: record.messageId }];
    });
    return { batchItemFailures };
  };
}

function systemContext(name: string): ContextOf {
  return (event) =>
    createContext({ actor: { type: "system", name }, requestId: event.id, traceparent: event.traceparent, shopId: event.shopid });
}
