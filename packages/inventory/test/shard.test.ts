import { type Context, transact, TransactionRefused } from "@souk/core";
import { useHarness } from "@souk/testing";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Inventory } from "../src/index.ts";

const harness = useHarness();
let count = 0;

async function hot(quantity: number, shards: number, ctx = harness.ctx()): Promise<string> {
  const sku = `HOT#${(count += 1)}`;
  await Inventory.initialize(ctx, [{ sku, quantity }]);
  await Inventory.split(ctx, { sku, shards });
  return sku;
}
const level = (sku: string) => Inventory.get(harness.ctx(), sku);
const counts = async (sku: string) => {
  const { onHand, available, parts } = await level(sku);
  return { onHand, available, shards: parts.length };
};
const rows = async (sku: string) => (await harness.items()).filter((item) => item["sku"] === sku && String(item["pk"]).includes("#stock#"));

/** As an order does: without a look first, then with one. */
async function buy(ctx: Context, sku: string, quantity: number): Promise<Inventory.Draw[] | "short"> {
  const lines = [{ sku, quantity }];
  for (let tries = 0; tries < 200; tries += 1) {
    try {
      const { draws, short } = tries === 0 ? { draws: Inventory.guess(ctx, lines), short: [] } : await Inventory.plan(ctx, lines);
      if (short.length > 0) return "short";
      await transact(ctx, Inventory.reservation(ctx, draws));
      return draws;
    } catch (error) {
      if (!(error instanceof TransactionRefused)) throw error;
    }
  }
  throw new Error("never came through");
}

describe("splitting", () => {
  test("spreads what is available over rows of their own, under keys that start with the shop, and joins it again", async () => {
    const sku = await hot(10, 4);
    expect(await counts(sku)).toEqual({ onHand: 10, available: 10, shards: 4 });
    expect((await level(sku)).parts).toEqual([4, 2, 2, 2]);
    expect((await rows(sku)).map(({ pk, sk }) => `${String(pk)} ${String(sk)}`).toSorted()).toEqual([
      `demo#stock#${sku} main`,
      `demo#stock#${sku}#1 shard`,
      `demo#stock#${sku}#2 shard`,
      `demo#stock#${sku}#3 shard`,
    ]);
    await Inventory.split(harness.ctx(), { sku, shards: 2 });
    expect(await counts(sku)).toEqual({ onHand: 10, available: 10, shards: 2 });
    await Inventory.split(harness.ctx(), { sku, shards: 1 });
    expect(await rows(sku)).toMatchObject([{ sk: "main", available: 10, onHand: 10 }]);
  });

  test("a SKU that is called as another's shard is another SKU", async () => {
    const sku = await hot(9, 3);
    await Inventory.initialize(harness.ctx(), [{ sku: `${sku}#1`, quantity: 77 }]);
    expect([(await counts(sku)).available, (await counts(`${sku}#1`)).available]).toEqual([9, 77]);
  });

  test("what is not tracked cannot be split", async () => {
    await expect(Inventory.split(harness.ctx(), { sku: "NOWHERE", shards: 3 })).rejects.toMatchObject({ code: "inventory.not_tracked" });
  });
});

describe("drawing", () => {
  test("takes from shards until the very last unit, and refuses only then", async () => {
    const sku = await hot(17, 8);
    const bought = [];
    for (let buyers = 0; buyers < 20; buyers += 1) bought.push(await buy(harness.ctx(), sku, 1));
    expect(bought.filter((one) => one === "short")).toHaveLength(3);
    expect(await counts(sku)).toEqual({ onHand: 17, available: 0, shards: 8 });
  });

  test("a quantity that no shard holds is drawn from several together, in one transaction", async () => {
    const sku = await hot(8, 8);
    const draws = await buy(harness.ctx(), sku, 7);
    expect(draws).toHaveLength(7);
    expect(await buy(harness.ctx(), sku, 2)).toBe("short");
    expect(await buy(harness.ctx(), sku, 1)).toHaveLength(1);
  });

  test("fifty SKUs in crumbs are gathered first: no order is larger than a transaction", async () => {
    const skus = [];
    for (let made = 0; made < 12; made += 1) skus.push(await hot(16, 16));
    const lines = skus.map((sku) => ({ sku, quantity: 16 }));
    const ctx = harness.ctx();
    await expect(Inventory.plan(ctx, lines)).rejects.toMatchObject({ conflicted: true });
    const { draws, short } = await Inventory.plan(ctx, lines);
    expect(short).toEqual([]);
    expect(draws).toHaveLength(12);
  });

  test("whoever never heard of the shards draws from the level's own row, and what is not hot costs no read", async () => {
    const sku = await hot(16, 4);
    const stranger = { ...harness.ctx(), table: { ...harness.ctx().table } };
    expect(Inventory.guess(stranger, [{ sku, quantity: 1 }])).toEqual([{ sku, quantity: 1, shard: 0 }]);
    await Inventory.plan(stranger, [{ sku, quantity: 1 }]);
    const seen = new Set(Array.from({ length: 60 }, () => Inventory.guess(stranger, [{ sku, quantity: 1 }])[0]?.shard));
    expect([...seen].toSorted()).toEqual([0, 1, 2, 3]);
    harness.clock.advance(61_000);
    expect(Inventory.guess({ ...stranger, now: harness.ctx().now }, [{ sku, quantity: 1 }])).toEqual([{ sku, quantity: 1, shard: 0 }]);
  });
});

describe("adjusting", () => {
  test("counts the whole: more is spread, less is taken from any shard, and what orders hold stays covered", async () => {
    const ctx = harness.ctx();
    const sku = await hot(8, 4);
    await buy(ctx, sku, 3);
    expect(await Inventory.adjust(ctx, { sku, delta: 20, reason: "received" })).toMatchObject({ delta: 20, onHand: 28 });
    expect(Math.max(...(await level(sku)).parts)).toBeLessThanOrEqual(10);
    expect(await Inventory.adjust(ctx, { sku, set: 5, reason: "counted" })).toMatchObject({ delta: -23, onHand: 5 });
    expect(await counts(sku)).toEqual({ onHand: 5, available: 2, shards: 4 });
    await expect(Inventory.adjust(ctx, { sku, delta: -3, reason: "lost" })).rejects.toMatchObject({ code: "inventory.below_reserved" });
  });
});

type Act = { kind: "buy" | "split" | "adjust"; size: number };
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant("buy" as const), size: fc.integer({ min: 1, max: 5 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("split" as const), size: fc.integer({ min: 1, max: 8 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("adjust" as const), size: fc.integer({ min: -4, max: 12 }) }) },
);

test("whatever is bought, split and adjusted at once: not one unit more is sold than there was, and not one is lost", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 30 }),
      fc.integer({ min: 1, max: 8 }),
      fc.array(act, { maxLength: 14 }),
      async (stock, shards, acts) => {
        const sku = await hot(stock, shards);
        let [sold, adjusted] = [0, 0];
        const doing = acts.map(async ({ kind, size }) => {
          const ctx = harness.ctx();
          if (kind === "split") return void (await Inventory.split(ctx, { sku, shards: size }));
          if (kind === "buy") {
            const bought = await buy(ctx, sku, size);
            sold += bought === "short" ? 0 : size;
            return;
          }
          try {
            const { delta } = await Inventory.adjust(ctx, { sku, delta: size, reason: "counted" });
            adjusted += delta;
          } catch (error) {
            expect(error).toMatchObject({ code: expect.stringMatching(/below_reserved|contended/) });
          }
        });
        await Promise.all(doing);
        const { onHand, available, parts } = await level(sku);
        expect({ onHand, available }).toEqual({ onHand: stock + adjusted, available: stock + adjusted - sold });
        expect(Math.min(...parts)).toBeGreaterThanOrEqual(0);
        // No row is left over, and none is missing.
        expect(await rows(sku)).toHaveLength(parts.length);
        if (available > 0) expect(await buy(harness.ctx(), sku, available)).not.toBe("short");
        expect(await buy(harness.ctx(), sku, 1)).toBe("short");
      },
    ),
    { numRuns: 40 },
  );
}, 60_000);
