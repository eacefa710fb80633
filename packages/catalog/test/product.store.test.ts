import { useHarness } from "@souk/testing";
import { describe, expect, test } from "vitest";
import { Catalog, Product } from "../src/index.ts";
import { storedBytes } from "../src/product.pack.ts";
import { inShop, mug, variation, wide } from "./fixture.ts";

const harness = useHarness();
const rowsOf = async (shopId: string) => (await harness.items()).filter((item) => String(item["pk"]).startsWith(`${shopId}#`));

describe("the rows of a product", () => {
  test("have these keys", async () => {
    const { productId } = await Product.create(inShop(harness, "keys"), mug);
    const keys = (await rowsOf("keys")).map(
      (item) => `${item["pk"]} ${item["sk"]}${item["gsi1pk"] ? ` ${item["gsi1pk"]} ${item["gsi1sk"]}` : ""}`,
    );
    expect(keys.sort()).toEqual(
      [
        `keys#product#${productId} product keys#handle#blue-mug product`,
        `keys#product#${productId} $event#0000000001`,
        "keys#handle#blue-mug handle",
        "keys#variant#MUG-S variant",
        "keys#variant#MUG-L variant",
        `keys#category#* blue mug#${productId}`,
        `keys#category#kitchen blue mug#${productId}`,
        `keys#category#kitchen/mugs blue mug#${productId}`,
        "keys#category#*tree kitchen",
        "keys#category#*tree kitchen/mugs",
      ].sort(),
    );
  });

  test("of two SKUs that differ in case are two", async () => {
    const ctx = inShop(harness, "case");
    const small = { ...mug, options: [], variants: [{ sku: "mug", options: {}, prices: { EUR: 1 }, tracked: true }] };
    await Product.create(ctx, small);
    await Product.create(ctx, {
      ...small,
      handle: "mug-2",
      variants: [{ ...small.variants[0], sku: "MUG", prices: { EUR: 2 }, options: {}, tracked: true }],
    });
    const found = await Catalog.variants(ctx, ["mug", "MUG"]);
    expect([found.get("mug")?.prices, found.get("MUG")?.prices]).toEqual([{ EUR: 1 }, { EUR: 2 }]);
  });

  test("have cards below 500 bytes", async () => {
    const title = "Stoneware pitcher with a long and telling name";
    await Product.create(inShop(harness, "cards"), variation("stoneware-pitcher-with-a-long-and-telling-name", { title }));
    const cards = (await rowsOf("cards")).filter((item) => item["card"] !== undefined);
    expect(cards).toHaveLength(3);
    for (const card of cards) expect(storedBytes(card)).toBeLessThan(500);
  });
});

describe("a product page", () => {
  test("is one query of half a read unit", async () => {
    const ctx = inShop(harness, "units");
    await Product.create(ctx, mug);
    harness.capacity.reset();
    await Catalog.byHandle(ctx, "blue-mug");
    expect(harness.capacity.read).toBe(0.5);
  });

  test("of a hundred variants with ten pictures is a head of at most 8 KB: one read unit", async () => {
    const ctx = inShop(harness, "head");
    const media = Array.from({ length: 10 }, (_, index) => ({
      src: `https://images.example/photos/number-${index}_925x.jpg`,
      alt: `Picture ${index}`,
    }));
    const { productId } = await Product.create(ctx, { ...wide("head", 100), media });
    const head = (await rowsOf("head")).find((item) => item["sk"] === "product");
    expect(storedBytes(head)).toBeLessThanOrEqual(8192);
    harness.capacity.reset();
    expect((await Catalog.byHandle(ctx, "head")).variants).toHaveLength(100);
    expect(harness.capacity.read).toBeLessThanOrEqual(1);
    expect((await Catalog.byId(ctx, productId)).variants).toHaveLength(100);
  });

  test("with a long description still costs at most two", async () => {
    const ctx = inShop(harness, "long");
    const descriptionHtml = `<p>${"word ".repeat(1500).trim()}</p>`;
    await Product.create(ctx, { ...wide("long", 100), descriptionHtml });
    harness.capacity.reset();
    const product = await Catalog.byHandle(ctx, "long");
    expect(harness.capacity.read).toBeLessThanOrEqual(2);
    expect(product.descriptionHtml).toBe(descriptionHtml);
    expect(await Catalog.byId(ctx, product.productId)).toEqual(product);
  });

  test("loses its second item when the description is short again", async () => {
    const ctx = inShop(harness, "shrunk");
    const { productId } = await Product.create(ctx, { ...mug, descriptionHtml: `<p>${"word ".repeat(2000)}</p>` });
    expect((await rowsOf("shrunk")).filter((item) => item["sk"] === "product#more")).toHaveLength(1);
    await Product.update(ctx, productId, { descriptionHtml: "<p>Short.</p>" }, 1);
    expect((await rowsOf("shrunk")).filter((item) => item["sk"] === "product#more")).toEqual([]);
    expect((await Catalog.byHandle(ctx, "blue-mug")).descriptionHtml).toBe("<p>Short.</p>");
  });

  test("that no head could hold is refused", async () => {
    const options = [{ name: "Kind", values: Array.from({ length: 100 }, (_, index) => `${"long ".repeat(15)}${index}`) }];
    const variants = (options[0]?.values ?? []).map((value, index) => ({
      sku: `L${index}`,
      options: { Kind: value },
      prices: { EUR: 1 },
      tracked: true,
    }));
    await expect(Product.create(inShop(harness, "huge"), { ...mug, options, variants })).rejects.toMatchObject({
      code: "catalog.product_too_large",
    });
  });
});

describe("the variants of a cart", () => {
  test("cost half a read unit each, in one batch", async () => {
    const ctx = inShop(harness, "batch");
    await Product.create(ctx, mug);
    harness.capacity.reset();
    expect((await Catalog.variants(ctx, ["MUG-S", "MUG-L"])).size).toBe(2);
    expect(harness.capacity.read).toBe(1);
  });
});

describe("a list", () => {
  test("comes in pages by title that leave nothing out and repeat nothing", async () => {
    const ctx = inShop(harness, "pages");
    for (const title of ["delta", "Alpha", "écho", "bravo", "Charlie"])
      await Product.create(ctx, variation(title.toLowerCase(), { title }));
    const titles: string[] = [];
    let cursor: string | null | undefined;
    do {
      const page = await Catalog.list(ctx, { cursor: cursor ?? undefined, limit: 2, currency: "EUR" });
      titles.push(...page.items.map((item) => item.title));
      cursor = page.cursor;
    } while (cursor !== null);
    expect(titles).toEqual(["Alpha", "bravo", "Charlie", "delta", "écho"]);
  });

  test("leaves out what has no price in the currency, and still fills its pages", async () => {
    const ctx = inShop(harness, "currency");
    for (const [index, name] of ["a", "b", "c", "d"].entries()) {
      const prices: Record<string, number> = index % 2 === 0 ? { EUR: 100 } : { EUR: 100, USD: 120 };
      await Product.create(ctx, variation(name, { options: [], variants: [{ sku: name, options: {}, prices, tracked: true }] }));
    }
    const page = await Catalog.list(ctx, { limit: 2, currency: "USD" });
    expect(page.items.map(({ handle }) => handle)).toEqual(["b", "d"]);
    expect(page.cursor).toBeNull();
  });

  test("refuses a cursor that it did not make", async () => {
    await expect(Catalog.list(inShop(harness, "cursor"), { cursor: "bm90LW91cnM", limit: 2, currency: "EUR" })).rejects.toMatchObject({
      code: "request.invalid",
    });
  });
});
