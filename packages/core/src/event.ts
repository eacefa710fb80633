import { Entity } from "./entity.ts";
import * as z from "zod";
import { actorName, type Context, instant } from "./context.ts";
import { perTable, put, type Write } from "./table.ts";

/** A fact that a domain announces: `order.placed`, version 1, and what it says. Never names, addresses or e-mails: ids and facts. */
export interface EventDefinition<Data extends z.ZodObject = z.ZodObject> {
  name: string;
  version: number;
  domain: string;
  data: Data;
  summary: string;
  example: z.input<Data>;
}

/**
 * Declares an event beside its schema and example. Adding an optional field keeps the version; anything else is a new event name.
 */
export function defineEvent<Data extends z.ZodObject>(definition: EventDefinition<Data>): EventDefinition<Data> {
  return definition;
}

/** CloudEvents 1.0 (https://github.com/cloudevents/spec), the `detail` of what lies on the bus. */
export const CloudEvent = z.object({
  specversion: z.literal("1.0"),
  id: z.string(),
  source: z.string(),
  type: z.string(),
  time: z.string(),
  subject: z.string(),
  dataschema: z.string(),
  datacontenttype: z.literal("application/json"),
  sequence: z.int(),
  shopid: z.string(),
  actor: z.string(),
  traceparent: z.string(),
  data: z.record(z.string(), z.unknown()),
});
export type CloudEvent = z.infer<typeof CloudEvent>;

/** A CloudEvent whose data was parsed by its declaration. */
export type EventOf<Definition> =
  Definition extends EventDefinition<infer Data> ? Omit<CloudEvent, "data"> & { data: z.infer<Data> } : never;

const limitBytes = 64 * 1024;

/** What a row holds: the parts of a CloudEvent that are not the same for all. Short, since every KB of a row is two write units. */
const Row = z.object({
  id: z.string(),
  domain: z.string(),
  type: z.string(),
  version: z.int(),
  time: z.string(),
  /** Absent where it ends the partition's key. */
  subject: z.string().optional(),
  sequence: z.int(),
  actor: z.string(),
  traceparent: z.string(),
  data: z.record(z.string(), z.unknown()),
});

/**
 * | question                                   | key                                   |
 * |--------------------------------------------|---------------------------------------|
 * | the events of an aggregate, oldest first   | pk of the aggregate, sk `$event#…`    |
 *
 * The row is the outbox, the aggregate's history and the audit trail at once.
 */
const events = perTable(
  (config) =>
    new Entity(
      {
        model: { entity: "event", version: "1", service: "souk" },
        attributes: {
          partition: { type: "string", required: true, field: "pk" },
          position: { type: "string", required: true, field: "sk" },
          event: { type: "any", required: true },
        },
        indexes: {
          primary: {
            pk: { field: "pk", composite: ["partition"], template: "${partition}", casing: "none" },
            sk: { field: "sk", composite: ["position"], template: "${position}", casing: "none" },
          },
        },
      } as const,
      config,
    ),
);

const position = (sequence: number) => `$event#${String(sequence).padStart(10, "0")}`;

/** The CloudEvent that an event row stands for. The row is a table's item or a stream's image, unmarshalled. */
export function cloudEventOf(item: Record<string, unknown>): CloudEvent {
  const { domain, version, ...row } = Row.parse(item["event"]);
  const partition = String(item["pk"]);
  return {
    ...row,
    subject: row.subject ?? partition.slice(partition.lastIndexOf("#") + 1),
    specversion: "1.0",
    source: `souk.${domain}`,
    dataschema: `https://souk.dev/events/${row.type}/${version}`,
    datacontenttype: "application/json",
    // Every partition starts with its shop.
    shopid: partition.split("#", 1)[0] ?? "",
  };
}

export interface Fact<Definition> {
  /** The partition key of the aggregate's own item. */
  partition: string;
  subject: string;
  /** The aggregate's version after the change. */
  sequence: number;
  data: Definition extends EventDefinition<infer Data> ? z.input<Data> : never;
}

/** An event's data without anything that was not declared; kept, since a schema costs more to make than to use. */
const exact = new WeakMap<EventDefinition, z.ZodObject>();
function exactly(definition: EventDefinition): z.ZodObject {
  const schema = exact.get(definition) ?? z.strictObject(definition.data.shape);
  exact.set(definition, schema);
  return schema;
}

/** The write that announces a fact, for the transaction that makes it true. Throws when the data do not fit the declaration. */
export function emit<Definition extends EventDefinition>(ctx: Context, definition: Definition, fact: Fact<Definition>): Write {
  const event: z.infer<typeof Row> = {
    id: ctx.id("evt"),
    domain: definition.domain,
    type: definition.name,
    version: definition.version,
    time: instant(ctx),
    ...(fact.partition.endsWith(`#${fact.subject}`) ? {} : { subject: fact.subject }),
    sequence: fact.sequence,
    actor: actorName(ctx.actor),
    traceparent: ctx.traceparent,
    data: exactly(definition).parse(fact.data),
  };
  if (Buffer.byteLength(JSON.stringify(event)) > limitBytes) throw new RangeError(`${definition.name} is larger than ${limitBytes} bytes`);
  return put(
    "event",
    events(ctx)
      .create({ partition: fact.partition, position: position(fact.sequence), event })
      .params(),
  );
}

/** The aggregate's events after a sequence number, oldest first. One query. */
export async function listEvents(ctx: Context, partition: string, after = 0, limit = 100): Promise<CloudEvent[]> {
  const { data } = await events(ctx)
    .query.primary({ partition })
    .gt({ position: position(after) })
    .go({ limit, order: "asc" });
  return data.map((row) => cloudEventOf({ pk: partition, event: row.event }));
}
