import type { TransactionRefused } from "@souk/core";
import { transact } from "@souk/core";
import { useHarness } from "@souk/testing";
import { describe, expect, test } from "vitest";
import { Inventory } from "../src/index.ts";

const harness = useHarness();
const staff = { type: "staff", staffId: "key" } as const;
let count = 0;
const newSku = () => `SKU-${(count += 1)}`;

async function stocked(quantity: number): Promise<string> {
  const sku = newSku();
  await Inventory.initialize(harness.ctx(), [{ sku, quantity }]);
  return sku;
}
const counts = async (sku: string) => {
  const { onHand, available } = await Inventory.get(harness.ctx(), sku);
  return { onHand, available };
};
const reserve = (lines: Inventory.Quantity[]) => transact(harness.ctx(), Inventory.reservation(harness.ctx(), lines));

describe("keys", () => {
  test("a level lies under its SKU and location, an adjustment under its id and in its SKU's ledger", async () => {
    await Inventory.initialize(harness.ctx(), [{ sku: "Mug/Blue#1", quantity: 3 }]);
    const rows = await harness.items();
    expect(rows.find((row) => row["pk"] === "demo#stock#Mug/Blue#1")).toMatchObject({ sk: "main", onHand: 3, available: 3 });
    const adjustment = rows.find((row) => row["sk"] === "adjustment" && row["sku"] === "Mug/Blue#1");
    expect(adjustment?.["pk"]).toMatch(/^demo#adjustment#adj_/);
    expect(adjustment).toMatchObject({
      gsi1pk: "demo#stock#Mug/Blue#1",
      gsi1sk: `2026-03-01T10:00:00.000Z#${String(adjustment?.["adjustmentId"])}`,
    });
    expect(rows.find((row) => row["pk"] === adjustment?.["pk"] && row["sk"] === "$event#0000000001")).toBeDefined();
  });

  test("two SKUs that differ in case are two levels", async () => {
    await Inventory.initialize(harness.ctx(), [
      { sku: "case-a", quantity: 1 },
      { sku: "CASE-A", quantity: 2 },
    ]);
    const levels = await Inventory.levels(harness.ctx(), ["case-a", "CASE-A"]);
    expect([levels.get("case-a")?.onHand, levels.get("CASE-A")?.onHand]).toEqual([1, 2]);
  });
});

describe("reservation", () => {
  test("lowers what is available, summed per SKU, and leaves what is on hand", async () => {
    const sku = await stocked(5);
    await reserve([
      { sku, quantity: 1 },
      { sku, quantity: 2 },
    ]);
    expect(await counts(sku)).toEqual({ onHand: 5, available: 2 });
  });

  test("of more than there is refuses all of it and tells what is left", async () => {
    const [plenty, short] = [await stocked(9), await stocked(1)];
    const error = await reserve([
      { sku: plenty, quantity: 1 },
      { sku: short, quantity: 2 },
    ]).catch((refused: unknown) => refused);
    expect((error as TransactionRefused).failedAll("stock:")).toMatchObject([{ label: `stock:${short}`, item: { available: 1 } }]);
    expect(await counts(plenty)).toEqual({ onHand: 9, available: 9 });
  });

  test("of a SKU without a level is refused", async () => {
    const error = await reserve([{ sku: "NOT-THERE", quantity: 1 }]).catch((refused: unknown) => refused);
    expect((error as TransactionRefused).failed("stock:NOT-THERE")).toBeDefined();
  });

  test("by thirty at once never sells more than there is", async () => {
    const sku = await stocked(7);
    const results = await Promise.allSettled(Array.from({ length: 30 }, () => reserve([{ sku, quantity: 1 }])));
    expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(7);
    expect(await counts(sku)).toEqual({ onHand: 7, available: 0 });
  });

  test("costs two write units a SKU", async () => {
    const skus = [await stocked(5), await stocked(5), await stocked(5)];
    harness.capacity.reset();
    await reserve(skus.map((sku) => ({ sku, quantity: 1 })));
    expect(harness.capacity.write).toBe(6);
  });
});

describe("initialize", () => {
  test("sets up what is new, skips what is there, and says how many it made", async () => {
    const [old, fresh] = [await stocked(5), newSku()];
    expect(
      await Inventory.initialize(harness.ctx(), [
        { sku: old, quantity: 99 },
        { sku: fresh, quantity: 2 },
      ]),
    ).toBe(1);
    expect([await counts(old), await counts(fresh)]).toEqual([
      { onHand: 5, available: 5 },
      { onHand: 2, available: 2 },
    ]);
  });

  test("by two at once makes a level once, with one event", async () => {
    const sku = newSku();
    const made = await Promise.all([
      Inventory.initialize(harness.ctx(), [{ sku, quantity: 2 }]),
      Inventory.initialize(harness.ctx(), [{ sku, quantity: 3 }]),
    ]);
    expect(made.sort()).toEqual([0, 1]);
    expect((await harness.events()).filter((event) => event.data["sku"] === sku)).toHaveLength(1);
  });
});

describe("adjust", () => {
  test("moves both counts by the difference and announces what is on hand then", async () => {
    const sku = await stocked(5);
    await reserve([{ sku, quantity: 2 }]);
    const adjustment = await Inventory.adjust(harness.ctx(staff), { sku, delta: -3, reason: "damaged", note: "Fell off Ada's cart" });
    expect(adjustment).toMatchObject({ delta: -3, onHand: 2, actor: "staff:key" });
    expect(await counts(sku)).toEqual({ onHand: 2, available: 0 });
    const event = (await harness.events()).find((one) => one.subject === adjustment.adjustmentId);
    expect(event).toMatchObject({ type: "inventory.adjusted", sequence: 1, actor: "staff:key" });
    expect(event?.data).toEqual({ adjustmentId: adjustment.adjustmentId, sku, location: "main", delta: -3, reason: "damaged", onHand: 2 });
  });

  test("setting a count keeps what is reserved", async () => {
    const sku = await stocked(5);
    await reserve([{ sku, quantity: 2 }]);
    await Inventory.adjust(harness.ctx(staff), { sku, set: 10, reason: "counted" });
    expect(await counts(sku)).toEqual({ onHand: 10, available: 8 });
  });

  test("setting begins to track, a difference from nothing is refused", async () => {
    const sku = newSku();
    await expect(Inventory.adjust(harness.ctx(staff), { sku, delta: 1, reason: "received" })).rejects.toMatchObject({
      code: "inventory.not_tracked",
      status: 404,
    });
    await Inventory.adjust(harness.ctx(staff), { sku, set: 4, reason: "counted" });
    expect(await counts(sku)).toEqual({ onHand: 4, available: 4 });
  });

  test("never takes away what orders reserved", async () => {
    const sku = await stocked(5);
    await reserve([{ sku, quantity: 4 }]);
    await expect(Inventory.adjust(harness.ctx(staff), { sku, delta: -2, reason: "lost" })).rejects.toMatchObject({
      code: "inventory.below_reserved",
      status: 409,
      details: { onHand: 5, available: 1, reserved: 4 },
    });
  });

  test("by four at once loses none", async () => {
    const sku = await stocked(0);
    await Promise.all(Array.from({ length: 4 }, () => Inventory.adjust(harness.ctx(staff), { sku, delta: 1, reason: "received" })));
    expect(await counts(sku)).toEqual({ onHand: 4, available: 4 });
  });

  test("the ledger has the newest first", async () => {
    const sku = await stocked(1);
    harness.clock.advance(1000);
    await Inventory.adjust(harness.ctx(staff), { sku, delta: 2, reason: "received" });
    const { items } = await Inventory.ledger(harness.ctx(), sku, { limit: 10 });
    expect(items.map(({ reason, delta, onHand }) => [reason, delta, onHand])).toEqual([
      ["received", 2, 3],
      ["initial", 1, 1],
    ]);
  });
});
