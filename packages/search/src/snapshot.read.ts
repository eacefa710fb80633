import type { Context, Table } from "@souk/core";
import { decode, type Entry, shardCount } from "./entry.ts";
import { findHead, findShards, type Head } from "./snapshot.store.ts";
import { createIndex, type TextIndex } from "./text-index.ts";

/** All published products of a shop, as one function holds them. */
export interface Snapshot {
  version: number;
  entries: ReadonlyMap<string, Entry>;
  /** Made when somebody first searches by words. */
  index(): TextIndex;
}

interface Kept {
  head: Head;
  shards: Map<number, Entry[]>;
  snapshot: Snapshot;
}

/** Shops that one function holds at the same time. */
const shopsAtMost = 8;
const kept = new WeakMap<Table, Map<string, Kept>>();

function shopsOf(table: Table): Map<string, Kept> {
  const known = kept.get(table) ?? new Map<string, Kept>();
  kept.set(table, known);
  return known;
}

/** The shop's snapshot: half a read unit to see that it is the same, and besides that the shards that changed since. */
export async function readSnapshot(ctx: Context): Promise<Snapshot> {
  const shops = shopsOf(ctx.table);
  const before = shops.get(ctx.shopId);
  const head = await findHead(ctx);
  // A reader may be told of an older head than it has seen.
  if (before && head.version <= before.head.version) return before.snapshot;
  const numbers = Array.from({ length: shardCount }, (_, shard) => shard).filter(
    (shard) => (head.shards[shard] ?? 0) > (before?.head.shards[shard] ?? 0),
  );
  const bodies = await findShards(ctx, numbers, { consistent: true });
  const changed = [...bodies].map(([shard, body]) => [shard, decode(body)] as const);
  const shards = new Map([...(before?.shards ?? []), ...changed]);
  const snapshot = follow(before?.snapshot, head.version, [...shards.values()].flat());
  shops.delete(ctx.shopId);
  shops.set(ctx.shopId, { head, shards, snapshot });
  const [oldest] = shops.keys();
  if (shops.size > shopsAtMost && oldest !== undefined) shops.delete(oldest);
  return snapshot;
}

const made = new WeakMap<Snapshot, TextIndex>();

/** The index of the snapshot before goes over to the next, since to make one for ten thousand products takes a second. */
function follow(before: Snapshot | undefined, version: number, list: Entry[]): Snapshot {
  const entries = new Map(list.map((entry) => [entry.productId, entry]));
  const inherited = before && made.get(before);
  if (before && inherited) {
    inherited.move(before.entries, entries);
    made.delete(before);
  }
  const snapshot: Snapshot = {
    version,
    entries,
    index() {
      const known = made.get(snapshot) ?? createIndex(entries);
      made.set(snapshot, known);
      return known;
    },
  };
  if (inherited) made.set(snapshot, inherited);
  return snapshot;
}
