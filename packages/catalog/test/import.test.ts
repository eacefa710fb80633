import { Inventory } from "@souk/inventory";
import { useHarness } from "@souk/testing";
import { beforeAll, describe, expect, test } from "vitest";
import { jobs } from "../src/consumer.ts";
import * as Import from "../src/import/import.ts";
import { Catalog } from "../src/index.ts";
import { useAws } from "./aws.ts";
import { inShop } from "./fixture.ts";

const harness = useHarness();
const aws = useAws();
beforeAll(() => void Object.assign(harness.links, aws.links));

const handler = jobs(({ shopId }) => harness.ctx({ type: "system", name: "import" }, shopId));
const record = (message: unknown, tries = 1) => ({
  messageId: "m",
  body: JSON.stringify(message),
  attributes: { ApproximateReceiveCount: String(tries) },
});
const deliver = (message: unknown, tries = 1) => handler({ Records: [record(message, tries)] } as never);

async function drain() {
  for (let message = aws.messages.shift(); message; message = aws.messages.shift())
    expect(await deliver(message)).toEqual({ batchItemFailures: [] });
}

async function importCsv(shopId: string, csv: string, options: { currency?: string; stock?: "keep" | "set" } = {}) {
  const ctx = inShop(harness, shopId);
  const { importId } = await Import.start(ctx, { csv, stock: "keep", ...options }, ctx.id("claim"));
  await drain();
  return Import.get(ctx, importId);
}

const header = "Handle,Title,Body (HTML),Type,Option1 Name,Option1 Value,Variant SKU,Variant Inventory Qty,Variant Price,Image Src";
const csv = [
  header,
  'mug,Mug,"<p>Blue',
  ' <script>x</script>mug</p>",Kitchen > Mugs,Size,S,,4,10,https://x.example/mug.jpg',
  "bowl,Bowl,,Kitchen,Title,Default Title,BOWL,0,20.50,",
  "mug,,,,,L,,2,12,",
  "mug,,,,,,,,,https://x.example/mug-2.jpg",
  "plate,Plate,,Kitchen,,,PLATE,1,1.999,",
  "card,Card,,Gifts,,,,,,",
].join("\n");

describe("an import", () => {
  test("makes products, categories and stock, and reports what it could not", async () => {
    const done = await importCsv("first", csv);
    expect(done).toMatchObject({
      status: "done",
      currency: "EUR",
      progress: { done: 4, total: 4 },
      report: { created: 2, updated: 0, unchanged: 0, warnings: [] },
    });
    expect(done.report.errors).toEqual([
      { line: 7, column: "Variant Price", reason: expect.stringContaining("more decimals") },
      { line: 8, column: "Variant Price", reason: "A new product needs a price" },
    ]);
    const ctx = inShop(harness, "first");
    expect(await Catalog.byHandle(ctx, "mug")).toMatchObject({
      title: "Mug",
      descriptionHtml: "<p>Blue\n mug</p>",
      category: "kitchen/mugs",
      status: "active",
      media: [{ src: "https://x.example/mug.jpg" }, { src: "https://x.example/mug-2.jpg" }],
      variants: [
        { sku: "mug.s", title: "S", prices: { EUR: 1000 }, tracked: true },
        { sku: "mug.l", title: "L", prices: { EUR: 1200 }, tracked: true },
      ],
    });
    const levels = await Inventory.levels(ctx, ["mug.s", "mug.l", "BOWL"]);
    expect(["mug.s", "mug.l", "BOWL"].map((sku) => levels.get(sku)?.onHand)).toEqual([4, 2, 0]);
    expect((await Catalog.categories(ctx)).map(({ name, count }) => [name, count])).toEqual([["Kitchen", 2]]);
  });

  test("of the same file changes nothing the second time", async () => {
    await importCsv("twice", csv);
    const before = (await harness.items()).filter(
      (item) => String(item["pk"]).startsWith("twice#") && !String(item["pk"]).includes("#import#"),
    );
    expect((await importCsv("twice", csv)).report).toMatchObject({ created: 0, updated: 0, unchanged: 2 });
    expect((await importCsv("twice", csv, { stock: "set" })).report).toMatchObject({ created: 0, updated: 0, unchanged: 2 });
    const after = (await harness.items()).filter(
      (item) => String(item["pk"]).startsWith("twice#") && !String(item["pk"]).includes("#import#"),
    );
    expect(after).toEqual(before);
  });

  test("leaves stock alone that is there, unless it is told to set it", async () => {
    const ctx = inShop(harness, "stock");
    await importCsv("stock", csv);
    await Inventory.adjust(ctx, { sku: "mug.s", delta: -3, reason: "counted" });
    await importCsv("stock", csv);
    expect((await Inventory.levels(ctx, ["mug.s"])).get("mug.s")?.onHand).toBe(1);
    expect((await importCsv("stock", csv, { stock: "set" })).report).toMatchObject({ updated: 1, unchanged: 1 });
    expect((await Inventory.levels(ctx, ["mug.s"])).get("mug.s")?.onHand).toBe(4);
  });

  test("keeps prices of other currencies and a variant whose row is wrong", async () => {
    const ctx = inShop(harness, "kept");
    await importCsv("kept", csv);
    await importCsv("kept", csv, { currency: "USD" });
    expect((await Catalog.variants(ctx, ["mug.l"])).get("mug.l")?.prices).toEqual({ EUR: 1200, USD: 1200 });
    const broken = csv.replace("mug,,,,,L,,2,12,", "mug,,,,,L,,2,12.345,").replace(",4,10,", ",4,11,");
    expect((await importCsv("kept", broken)).report).toMatchObject({ updated: 1, unchanged: 1 });
    const sold = await Catalog.variants(ctx, ["mug.s", "mug.l"]);
    expect([sold.get("mug.s")?.prices["EUR"], sold.get("mug.l")?.prices["EUR"]]).toEqual([1100, 1200]);
  });

  test("hides what is unpublished and shows it again", async () => {
    const file = (published: string) => `Handle,Title,Published,Variant Price\na,A,${published},1\n`;
    await importCsv("hidden", file("false"));
    expect((await Catalog.byHandle(inShop(harness, "hidden"), "a")).status).toBe("draft");
    expect((await importCsv("hidden", file("true"))).report).toMatchObject({ updated: 1 });
    expect((await Catalog.byHandle(inShop(harness, "hidden"), "a")).status).toBe("active");
  });

  test("names the SKU that is another product's, and goes on", async () => {
    const { report } = await importCsv("clash", "Handle,Title,Variant SKU,Variant Price\na,A,X,1\nb,B,X,1\nc,C,Y,1\n");
    expect(report).toMatchObject({ created: 2, errors: [{ line: 3, reason: expect.stringContaining("X") }] });
  });

  test("reports gift cards and imports none", async () => {
    const { report } = await importCsv("gift", "Handle,Title,Gift Card,Variant Price\na,A,true,10\n");
    expect(report).toEqual({
      created: 0,
      updated: 0,
      unchanged: 0,
      errors: [{ line: 2, column: "Gift Card", reason: "Gift cards are not imported" }],
      warnings: [],
    });
  });
});

describe("an import of many chunks", () => {
  const many = ["Handle,Title,Variant Price", ...Array.from({ length: 60 }, (_, index) => `p${index},P ${index},1`)].join("\n");

  test("tells how far it is, and is done once although every message comes twice", async () => {
    const ctx = inShop(harness, "many");
    const { importId, status, progress } = await Import.start(ctx, { csv: many, stock: "keep" }, ctx.id("claim"));
    expect([status, progress]).toEqual(["queued", { done: 0, total: null }]);
    await deliver({ shopId: "many", importId, chunk: 0 });
    expect(await Import.get(ctx, importId)).toMatchObject({
      status: "running",
      progress: { done: 50, total: 60 },
      report: { created: 50 },
    });
    for (const chunk of [0, 1, 1]) await deliver({ shopId: "many", importId, chunk });
    expect(await Import.get(ctx, importId)).toMatchObject({
      status: "done",
      progress: { done: 60, total: 60 },
      report: { created: 60, unchanged: 0 },
    });
    expect((await harness.events()).filter((event) => event.shopid === "many")).toHaveLength(60);
  });

  test("is failed, with what it did, when a chunk cannot be finished", async () => {
    const ctx = inShop(harness, "stuck");
    const { importId } = await Import.start(ctx, { csv: many, stock: "keep" }, ctx.id("claim"));
    aws.files.clear();
    expect(await deliver({ shopId: "stuck", importId, chunk: 0 })).toEqual({ batchItemFailures: [{ itemIdentifier: "m" }] });
    expect((await Import.get(ctx, importId)).status).toBe("queued");
    await deliver({ shopId: "stuck", importId, chunk: 0 }, 5);
    expect(await Import.get(ctx, importId)).toMatchObject({
      status: "failed",
      report: { errors: [{ reason: expect.stringContaining("start it again") }] },
    });
  });

  test("of no product export is failed and says so", async () => {
    expect(await importCsv("foreign", "name,amount\nx,1\n")).toMatchObject({ status: "failed", report: { errors: [{ line: 1 }] } });
  });
});
