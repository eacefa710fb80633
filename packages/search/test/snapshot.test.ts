import { Product } from "@souk/catalog";
import { type CloudEvent, transact } from "@souk/core";
import { Inventory } from "@souk/inventory";
import { useHarness } from "@souk/testing";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { textOf } from "../src/entry.ts";
import { findHead, findShards } from "../src/snapshot.store.ts";
import { rebuild } from "../src/snapshot.ts";
import { worker } from "../src/stock-stream.ts";
import { Search } from "../src/index.ts";
import { add, deliverTo, forget, inShop } from "./fixture.ts";

const harness = useHarness();
const deliver = deliverTo(harness);
const eventsOf = async (shopId: string) => (await harness.events()).filter(({ shopid }) => shopid === shopId);
const numbers = Array.from({ length: 64 }, (_, shard) => shard);

/** What the snapshot holds, by shard. */
async function textsOf(shopId: string): Promise<[number, string][]> {
  const bodies = await findShards(inShop(harness, shopId), numbers, { consistent: true });
  return [...bodies]
    .map(([shard, body]): [number, string] => [shard, textOf(body)])
    .filter(([, text]) => text !== "[]")
    .sort(([a], [b]) => a - b);
}

async function rebuildAll(shopId: string): Promise<{ products: number; changed: boolean }> {
  const parts = [];
  for (const first of [0, 16, 32, 48]) parts.push(await rebuild(inShop(harness, shopId), first));
  return { products: parts.reduce((sum, part) => sum + part.products, 0), changed: parts.some(({ changed }) => changed) };
}

/** A shop in which products came, changed, left and sold out. */
async function lively(shopId: string): Promise<CloudEvent[]> {
  const ctx = inShop(harness, shopId);
  const [mug, bowl, vase] = [
    await add(ctx, { title: "Mug", colors: ["Blue", "Red"] }),
    await add(ctx, { title: "Bowl", category: "kitchen/bowls", price: 2500 }),
    await add(ctx, { title: "Vase", status: "draft" }),
  ];
  await Product.update(ctx, mug.productId, { title: "Big mug", prices: [{ sku: "MUG-RED", prices: { EUR: 700 } }] }, 1);
  await Product.publish(ctx, vase.productId);
  await Product.unpublish(ctx, bowl.productId);
  await Inventory.adjust(ctx, { sku: "MUG-BLUE", set: 0, reason: "counted" });
  await Inventory.adjust(ctx, { sku: "MUG-RED", set: 0, reason: "counted" });
  await Inventory.adjust(ctx, { sku: "VASE-", set: 3, reason: "counted" });
  await Product.archive(ctx, (await add(ctx, { title: "Lamp" })).productId);
  return eventsOf(shopId);
}

describe("the snapshot", () => {
  test("is the same after any order of the events, with repeats and in any batches, and the same as one made anew", async () => {
    const events = await lively("orders");
    await deliver(events);
    const expected = await textsOf("orders");
    expect(expected.length).toBeGreaterThan(0);
    expect(
      expected.flatMap(([, text]) => JSON.parse(text) as { title: string; soldOut?: true }[]).map(({ title, soldOut }) => [title, soldOut]),
    ).toEqual(
      expect.arrayContaining([
        ["Big mug", true],
        ["Vase", undefined],
      ]),
    );
    expect(await rebuildAll("orders")).toEqual({ products: 2, changed: false });

    let replay = 0;
    const order = fc.shuffledSubarray([...events, ...events], { minLength: events.length * 2 });
    await fc.assert(
      fc.asyncProperty(order, fc.integer({ min: 1, max: 7 }), async (list, size) => {
        replay += 1;
        await forget(harness, "orders");
        for (let at = 0; at < list.length; at += size) expect(await deliver(list.slice(at, at + size))).toEqual([]);
        expect(await textsOf("orders")).toEqual(expected);
      }),
      { numRuns: 12, seed: 7 },
    );
    expect(replay).toBe(12);
  });

  test("converges while events are delivered in parallel and products change meanwhile", async () => {
    const ctx = inShop(harness, "parallel");
    const made = [];
    for (let number = 0; number < 6; number += 1) made.push(await add(ctx, { title: `Mug ${number}` }));
    const changes = made.map(async ({ productId }, number) => {
      if (number % 2 === 0) await Product.unpublish(ctx, productId);
      if (number % 2 === 1) await Product.update(ctx, productId, { title: `Cup ${number}` }, 1);
      await deliver((await eventsOf("parallel")).slice(-2));
    });
    await Promise.all([...changes, deliver(await eventsOf("parallel"))]);
    // What a failed delivery leaves comes again.
    await deliver(await eventsOf("parallel"));
    expect(await rebuildAll("parallel")).toEqual({ products: 3, changed: false });
  });

  test("is written for a change alone, and moves its version then", async () => {
    const ctx = inShop(harness, "still");
    await add(ctx, { title: "Mug" });
    const events = await eventsOf("still");
    await deliver(events);
    const { version } = await findHead(ctx);
    harness.capacity.reset();
    await deliver([...events, ...events]);
    expect(harness.capacity.write).toBe(0);
    expect((await findHead(ctx)).version).toBe(version);
  });

  test("made anew mends what was wrong and says so", async () => {
    const ctx = inShop(harness, "mend");
    await add(ctx, { title: "Mug" });
    expect(await rebuildAll("mend")).toEqual({ products: 1, changed: true });
    expect(await rebuildAll("mend")).toEqual({ products: 1, changed: false });
  });

  test("costs a change of one product of eighty at most 6 write and 9 read units", async () => {
    const ctx = inShop(harness, "cost");
    let last = "";
    for (let number = 0; number < 80; number += 1) last = (await add(ctx, { title: `Mug ${number}`, colors: ["Blue", "Red"] })).productId;
    await rebuildAll("cost");
    await Product.update(ctx, last, { title: "Another" }, 1);
    const event = (await eventsOf("cost")).filter(({ subject }) => subject === last).at(-1);
    harness.capacity.reset();
    expect(await deliver([event])).toEqual([]);
    expect(harness.capacity.write).toBeLessThanOrEqual(6);
    expect(harness.capacity.read).toBeLessThanOrEqual(9);
  });

  test("a poisoned event fails alone", async () => {
    await add(inShop(harness, "poison"), { title: "Mug" });
    const [event] = await eventsOf("poison");
    expect(await deliver([{ ...event, data: {} }, event])).toEqual(["0"]);
    expect((await textsOf("poison")).length).toBe(1);
  });

  test("keeps products of one shop from another", async () => {
    await add(inShop(harness, "ours"), { title: "Mug" });
    await deliver(await eventsOf("ours"));
    expect((await Search.find(inShop(harness, "theirs"), { limit: 10, currency: "EUR" })).items).toEqual([]);
  });
});

describe("stock", () => {
  const line = { sku: "MUG-", location: "main", quantity: 1 };
  const handle = worker((shopId) => harness.ctx({ type: "system", name: "search" }, shopId));
  /** What the table's stream says of a row of stock, and to whom it says it. */
  const told = (shopId: string, sku: string) =>
    handle({ Records: [{ eventName: "MODIFY", dynamodb: { NewImage: { shopId: { S: shopId }, sku: { S: sku } } } }] });

  test("of which the last is taken marks a product as sold out, and not when something came back", async () => {
    const ctx = inShop(harness, "last");
    await add(ctx, { title: "Mug" });
    await Inventory.adjust(ctx, { sku: "MUG-", set: 1, reason: "counted" });
    await deliver(await eventsOf("last"));
    await transact(ctx, Inventory.reservation(ctx, [line]));
    await told("last", "MUG-");
    const { items, facets } = await Search.find(ctx, { limit: 10, currency: "EUR" });
    expect([items[0]?.inStock, facets.inStock]).toEqual([false, 0]);
    await Inventory.adjust(ctx, { sku: "MUG-", delta: 1, reason: "returned" });
    await told("last", "MUG-");
    expect((await Search.find(ctx, { limit: 1, currency: "EUR" })).facets.inStock).toBe(1);
  });

  test("of a shop that cannot be looked at is told again from its first record, and no other shop waits before it", async () => {
    const well = inShop(harness, "well");
    await add(well, { title: "Mug" });
    await Inventory.adjust(well, { sku: "MUG-", set: 1, reason: "counted" });
    await deliver(await eventsOf("well"));
    await transact(well, Inventory.reservation(well, [line]));
    const broken = worker((shopId) => {
      const ctx = harness.ctx({ type: "system", name: "search" }, shopId);
      const fail = () => Promise.reject(new Error("the table does not answer"));
      return shopId === "ill" ? { ...ctx, table: { ...ctx.table, client: { ...ctx.table.client, send: fail } } } : ctx;
    });
    const record = (shopId: string, SequenceNumber: string) => ({
      eventName: "MODIFY" as const,
      dynamodb: { SequenceNumber, NewImage: { shopId: { S: shopId }, sku: { S: "MUG-" } } },
    });
    expect(await broken({ Records: [record("well", "1"), record("ill", "2"), record("ill", "3")] })).toEqual({
      batchItemFailures: [{ itemIdentifier: "2" }],
    });
    expect((await Search.find(well, { limit: 1, currency: "EUR" })).facets.inStock).toBe(0);
  });

  test("that nobody sells any more changes nothing, and neither does a row that was taken away", async () => {
    const ctx = inShop(harness, "gone");
    await add(ctx, { title: "Mug" });
    await deliver(await eventsOf("gone"));
    const { version } = await findHead(ctx);
    await told("gone", "NOBODYS");
    await handle({ Records: [{ eventName: "REMOVE", dynamodb: { OldImage: { sku: { S: "MUG-" } } } }] });
    expect((await findHead(ctx)).version).toBe(version);
  });
});
