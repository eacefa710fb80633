import { useHarness } from "@souk/testing";
import { describe, expect, test } from "vitest";
import { Catalog, Product } from "../src/index.ts";
import { inShop, mug, variation, wide } from "./fixture.ts";

const harness = useHarness();
const shopper = (shopId: string) => harness.ctx({ type: "public" }, shopId);
const eventsOf = async (productId: string) =>
  (await harness.events()).filter((event) => event.subject === productId).sort((a, b) => a.sequence - b.sequence);

describe("a new product", () => {
  test("is seen, listed, counted and sold at once when it is active", async () => {
    const ctx = inShop(harness, "new");
    const ref = await Product.create(ctx, mug);
    expect(ref).toEqual({ productId: expect.stringMatching(/^prod_/), handle: "blue-mug", status: "active", version: 1 });
    expect(await Catalog.byHandle(shopper("new"), "blue-mug")).toMatchObject({
      title: "Blue mug",
      variants: [{ title: "Small" }, { title: "Large" }],
    });
    for (const category of [undefined, "kitchen", "kitchen/mugs"]) {
      const { items } = await Catalog.list(shopper("new"), { category, limit: 24, currency: "EUR" });
      expect(items).toMatchObject([{ handle: "blue-mug", price: { amount: 1490, currency: "EUR" }, priceVaries: true }]);
    }
    expect(await Catalog.categories(ctx)).toEqual([
      { path: "kitchen", name: "Kitchen", count: 1, children: [{ path: "kitchen/mugs", name: "Mugs", count: 1, children: [] }] },
    ]);
    const sold = await Catalog.variants(ctx, ["MUG-L", "MUG-L", "mug-l"]);
    expect([...sold]).toEqual([
      [
        "MUG-L",
        {
          sku: "MUG-L",
          productId: ref.productId,
          handle: "blue-mug",
          productTitle: "Blue mug",
          title: "Large",
          options: { Size: "Large" },
          prices: { EUR: 1990, USD: 2190 },
          compareAtPrices: { EUR: 2490 },
          tracked: true,
          active: true,
          media: "/demo/blue-mug.avif",
        },
      ],
    ]);
  });

  test("announces itself once, by ids and facts", async () => {
    const ref = await Product.create(inShop(harness, "announced"), mug);
    const [event, ...more] = await eventsOf(ref.productId);
    expect(more).toEqual([]);
    expect(event).toMatchObject({
      type: "product.created",
      sequence: 1,
      actor: "staff:key",
      data: { productId: ref.productId, handle: "blue-mug", category: "kitchen/mugs", skus: ["MUG-S", "MUG-L"], status: "active" },
    });
  });

  test("has no markup that could harm its readers", async () => {
    const ctx = inShop(harness, "html");
    await Product.create(ctx, {
      ...mug,
      descriptionHtml: `<p onclick="x()">Fine <script>alert(1)</script><a href="javascript:x()">link</a><img src=x></p>`,
    });
    expect((await Catalog.byHandle(ctx, "blue-mug")).descriptionHtml).toBe("<p>Fine <a>link</a></p>");
  });

  test("is refused when its handle or one of its SKUs is another's, and nothing of it is left", async () => {
    const ctx = inShop(harness, "taken");
    await Product.create(ctx, mug);
    await expect(Product.create(ctx, { ...variation("other"), handle: "blue-mug" })).rejects.toMatchObject({
      code: "catalog.handle_taken",
    });
    await expect(Product.create(ctx, { ...variation("other"), variants: mug.variants })).rejects.toMatchObject({
      code: "catalog.sku_taken",
      details: { skus: ["MUG-S", "MUG-L"] },
    });
    await Product.create(ctx, variation("other"));
    expect((await Catalog.list(ctx, { limit: 24, currency: "EUR" })).items).toHaveLength(2);
  });

  test.each([
    [
      "a value that its option does not have",
      { variants: [{ sku: "A", options: { Size: "Huge" }, prices: {}, tracked: true }] },
      "variants.0.options.Size",
    ],
    [
      "an option that it does not have",
      { options: [], variants: [{ sku: "A", options: { Size: "Large" }, prices: {}, tracked: true }] },
      "variants.0.options.Size",
    ],
    [
      "two variants without options",
      { options: [], variants: ["A", "B"].map((sku) => ({ sku, options: {}, prices: {}, tracked: true })) },
      "variants.1.options",
    ],
    ["one SKU twice", { variants: mug.variants.map((variant) => ({ ...variant, sku: "A" })) }, "variants.1.sku"],
  ])("is refused for %s", async (_, changes, path) => {
    const refused = Product.create(inShop(harness, "unfit"), { ...mug, ...changes });
    await expect(refused).rejects.toMatchObject({
      code: "catalog.product_invalid",
      details: { issues: expect.arrayContaining([expect.objectContaining({ path })]) },
    });
  });

  test("cannot be active without a price", async () => {
    const free = { ...mug, variants: mug.variants.map((variant) => ({ ...variant, prices: {} })) };
    await expect(Product.create(inShop(harness, "unpriced"), free)).rejects.toMatchObject({ code: "catalog.nothing_to_sell" });
  });
});

describe("publishing", () => {
  test("moves a product between its categories and the drafts, and closes its variants", async () => {
    const ctx = inShop(harness, "moved");
    const { productId } = await Product.create(ctx, mug);
    expect(await Product.unpublish(ctx, productId, 1)).toMatchObject({ status: "draft", version: 2 });
    await expect(Catalog.byHandle(shopper("moved"), "blue-mug")).rejects.toMatchObject({ code: "catalog.product_not_found" });
    expect((await Catalog.list(ctx, { limit: 24, currency: "EUR" })).items).toEqual([]);
    expect((await Catalog.listStatus(ctx, "draft", { limit: 24, currency: "EUR" })).items).toHaveLength(1);
    expect((await Catalog.variants(ctx, ["MUG-S"])).get("MUG-S")?.active).toBe(false);
    expect(await Catalog.categories(ctx)).toEqual([]);
    await Product.publish(ctx, productId);
    expect((await Catalog.variants(ctx, ["MUG-S"])).get("MUG-S")?.active).toBe(true);
    await Product.archive(ctx, productId);
    expect((await Catalog.listStatus(ctx, "archived", { limit: 24, currency: "EUR" })).items).toHaveLength(1);
    expect((await eventsOf(productId)).map((event) => [event.type, event.sequence])).toEqual([
      ["product.created", 1],
      ["product.unpublished", 2],
      ["product.published", 3],
      ["product.archived", 4],
    ]);
  });

  test("by many who name no version happens once, and all are told the same", async () => {
    const ctx = inShop(harness, "together");
    const { productId } = await Product.create(ctx, { ...mug, status: "draft" });
    const refs = await Promise.all([1, 2, 3].map(() => Product.publish(ctx, productId)));
    expect(refs.map(({ version, status }) => [version, status])).toEqual(refs.map(() => [2, "active"]));
    expect(await eventsOf(productId)).toHaveLength(2);
  });

  test("of what another shop has answers as absent", async () => {
    const { productId } = await Product.create(inShop(harness, "owner"), mug);
    await expect(Product.publish(inShop(harness, "stranger"), productId)).rejects.toMatchObject({
      code: "catalog.product_not_found",
      status: 404,
    });
    await expect(Catalog.byHandle(shopper("stranger"), "blue-mug")).rejects.toMatchObject({ code: "catalog.product_not_found" });
    expect((await Catalog.variants(shopper("stranger"), ["MUG-S"])).size).toBe(0);
  });
});

describe("a change", () => {
  test("sets prices by currency and takes them away", async () => {
    const ctx = inShop(harness, "priced");
    const { productId } = await Product.create(ctx, mug);
    await Product.update(
      ctx,
      productId,
      { prices: [{ sku: "MUG-L", prices: { EUR: 1790, USD: null, CHF: 1890 }, compareAtPrices: { EUR: null } }] },
      1,
    );
    const sold = (await Catalog.variants(ctx, ["MUG-L"])).get("MUG-L");
    expect(sold?.prices).toEqual({ EUR: 1790, CHF: 1890 });
    expect(sold?.compareAtPrices).toBeUndefined();
    expect((await Catalog.list(ctx, { limit: 24, currency: "USD" })).items).toMatchObject([
      { price: { amount: 1590 }, priceVaries: false },
    ]);
  });

  test("of title and category moves the product in every list", async () => {
    const ctx = inShop(harness, "renamed");
    const { productId } = await Product.create(ctx, mug);
    await Product.update(ctx, productId, { title: "Étagère", category: "living/shelves", handle: "etagere" }, 1);
    expect((await Catalog.list(ctx, { category: "kitchen", limit: 24, currency: "EUR" })).items).toEqual([]);
    expect((await Catalog.list(ctx, { category: "living/shelves", limit: 24, currency: "EUR" })).items).toMatchObject([
      { handle: "etagere", title: "Étagère" },
    ]);
    expect((await Catalog.categories(ctx)).map(({ path, count }) => [path, count])).toEqual([["living", 1]]);
    await expect(Catalog.byHandle(ctx, "blue-mug")).rejects.toMatchObject({ code: "catalog.product_not_found" });
    await Product.create(ctx, { ...variation("free-again"), handle: "blue-mug" });
  });

  test("of an old version is refused", async () => {
    const ctx = inShop(harness, "stale");
    const { productId } = await Product.create(ctx, mug);
    await Product.update(ctx, productId, { title: "New" }, 1);
    await expect(Product.update(ctx, productId, { title: "Newer" }, 1)).rejects.toMatchObject({
      code: "request.version_conflict",
      details: { version: 2 },
    });
  });

  test("that drops a variant frees its SKU", async () => {
    const ctx = inShop(harness, "dropped");
    const { productId } = await Product.create(ctx, mug);
    await Product.update(ctx, productId, { variants: mug.variants.slice(0, 1) }, 1);
    expect((await Catalog.variants(ctx, ["MUG-L"])).size).toBe(0);
    await Product.create(ctx, {
      ...variation("heir"),
      options: [],
      variants: [{ sku: "MUG-L", options: {}, prices: { EUR: 1 }, tracked: false }],
    });
  });

  test("of one price writes that variant's row and no other's", async () => {
    const ctx = inShop(harness, "economy");
    const { productId } = await Product.create(ctx, mug);
    await Product.update(ctx, productId, { prices: [{ sku: "MUG-L", prices: { EUR: 1890 } }] }, 1);
    const versions = (await harness.items())
      .filter((item) => String(item["pk"]).startsWith("economy#variant#"))
      .map((item) => [item["sku"], item["version"]]);
    expect(versions.sort()).toEqual([
      ["MUG-L", 2],
      ["MUG-S", 1],
    ]);
  });

  test("by many at once happens once per version", async () => {
    const ctx = inShop(harness, "raced");
    const { productId } = await Product.create(ctx, mug);
    const results = await Promise.allSettled(["A", "B", "C"].map((title) => Product.update(ctx, productId, { title }, 1)));
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await eventsOf(productId)).toHaveLength(2);
  });
});

describe("a product of more rows than a transaction takes", () => {
  test("is created, changed and archived in steps that end alike", async () => {
    const ctx = inShop(harness, "wide");
    const { productId } = await Product.create(ctx, wide("wide", 100));
    const skus = Array.from({ length: 100 }, (_, index) => `wide-${index + 1}`);
    const all = async () => [...(await Catalog.variants(ctx, skus)).values()];
    expect((await all()).filter(({ active }) => active)).toHaveLength(100);
    await Product.update(ctx, productId, { prices: skus.map((sku) => ({ sku, prices: { EUR: 900 } })) }, 1);
    expect(new Set((await all()).map(({ prices, active }) => `${prices["EUR"]} ${active}`))).toEqual(new Set(["900 true"]));
    await Product.archive(ctx, productId, 2);
    expect((await all()).some(({ active }) => active)).toBe(false);
    expect((await eventsOf(productId)).map(({ type }) => type)).toEqual(["product.created", "product.updated", "product.archived"]);
    expect((await harness.items()).filter((item) => item["pending"])).toEqual([]);
  });

  test("leaves nothing claimed when one of its SKUs is another's", async () => {
    const ctx = inShop(harness, "claimed");
    await Product.create(ctx, {
      ...variation("first"),
      options: [],
      variants: [{ sku: "late-99", options: {}, prices: { EUR: 1 }, tracked: false }],
    });
    await expect(Product.create(ctx, wide("late", 100))).rejects.toMatchObject({
      code: "catalog.sku_taken",
      details: { skus: ["late-99"] },
    });
    expect((await Catalog.variants(ctx, ["late-1", "late-98", "late-99"])).size).toBe(1);
    await Product.create(ctx, wide("late", 98));
  });

  test("is finished by the next command when its writer died in between", async () => {
    const ctx = inShop(harness, "died");
    const { productId } = await Product.create(ctx, wide("died", 100));
    const skus = Array.from({ length: 100 }, (_, index) => ({ sku: `died-${index + 1}`, prices: { EUR: 5 } }));
    let calls = 0;
    const dying = {
      ...ctx,
      table: {
        name: ctx.table.name,
        client: { send: (command: never) => ((calls += 1) > 6 ? Promise.reject(new Error("died")) : ctx.table.client.send(command)) },
      },
    };
    await expect(Product.update(dying, productId, { prices: skus }, 1)).rejects.toThrow("died");
    const stuck = (
      await Catalog.variants(
        ctx,
        skus.map(({ sku }) => sku),
      )
    ).values();
    expect([...stuck].some(({ active }) => !active)).toBe(true);
    const { version } = await Catalog.byId(ctx, productId);
    await Product.update(ctx, productId, { title: "Healed" }, version);
    const healed = [
      ...(
        await Catalog.variants(
          ctx,
          skus.map(({ sku }) => sku),
        )
      ).values(),
    ];
    expect(new Set(healed.map(({ active, productTitle }) => `${active} ${productTitle}`))).toEqual(new Set(["true Healed"]));
  });
});
