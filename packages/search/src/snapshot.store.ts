import { type Context, perTable, put, type Write } from "@souk/core";
import { Entity } from "@souk/core/entity";
import { shardCount } from "./entry.ts";

/**
 * | question                                           | key                                  |
 * |----------------------------------------------------|--------------------------------------|
 * | has anything changed, and where?                   | `<shop>#search#head`, `head`         |
 * | the products of a shard                            | `<shop>#search#<number>`, `shard`    |
 *
 * Shards lie in partitions of their own: a long import spreads over them.
 */
const heads = perTable(
  (config) =>
    new Entity(
      {
        model: { entity: "search-head", version: "1", service: "souk" },
        attributes: {
          shopId: { type: "string", required: true },
          version: { type: "number", required: true },
          /** By shard: the head's version at its last change; 0 for one that is empty. */
          shards: { type: "any", required: true },
        },
        indexes: {
          primary: {
            pk: { field: "pk", composite: ["shopId"], template: "${shopId}#search#head", casing: "none" },
            sk: { field: "sk", composite: [], template: "head", casing: "none" },
          },
        },
      } as const,
      config,
    ),
);

const shards = perTable(
  (config) =>
    new Entity(
      {
        model: { entity: "search-shard", version: "1", service: "souk" },
        attributes: {
          shopId: { type: "string", required: true },
          shard: { type: "number", required: true },
          /** gzip of a JSON list of entries by product. */
          body: { type: "any", required: true },
        },
        indexes: {
          primary: {
            pk: { field: "pk", composite: ["shopId", "shard"], template: "${shopId}#search#${shard}", casing: "none" },
            sk: { field: "sk", composite: [], template: "shard", casing: "none" },
          },
        },
      } as const,
      config,
    ),
);

export interface Head {
  version: number;
  shards: number[];
}

const nothing = (): Head => ({ version: 0, shards: Array.from({ length: shardCount }, () => 0) });

export async function findHead(ctx: Context, { consistent = false } = {}): Promise<Head> {
  const { data } = await heads(ctx).get({ shopId: ctx.shopId }).go({ consistent });
  return data ? { version: data.version, shards: data.shards as number[] } : nothing();
}

/** The bodies of these shards; of those that were never written there is none. */
export async function findShards(ctx: Context, numbers: number[], { consistent = false } = {}): Promise<Map<number, Uint8Array>> {
  if (numbers.length === 0) return new Map();
  const { data, unprocessed } = await shards(ctx)
    .get(numbers.map((shard) => ({ shopId: ctx.shopId, shard })))
    .go({ consistent });
  // At most 16 MB come at once; what is left over was not asked for again.
  const rest = unprocessed.map(({ shard }) => Number(shard));
  const more = rest.length < numbers.length ? await findShards(ctx, rest, { consistent }) : new Map<number, Uint8Array>();
  return new Map([...data.map(({ shard, body }) => [shard, body as Uint8Array] as const), ...more]);
}

/** Labels `head` and `shard:<number>`: all over exactly the head that was read before the products were. */
export function saving(ctx: Context, head: Head, changed: Map<number, Uint8Array>): Write[] {
  const { shopId } = ctx;
  const version = head.version + 1;
  const next = head.shards.map((since, shard) => (changed.has(shard) ? version : since));
  const headRow = heads(ctx)
    .put({ shopId, version, shards: next })
    .where((item, { notExists, eq }) => (head.version === 0 ? notExists(item.version) : eq(item.version, head.version)));
  return [
    put("head", headRow.params()),
    ...[...changed].map(([shard, body]) => put(`shard:${shard}`, shards(ctx).put({ shopId, shard, body }).params())),
  ];
}
