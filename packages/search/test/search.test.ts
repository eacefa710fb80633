import { Product } from "@souk/catalog";
import { useHarness } from "@souk/testing";
import { beforeAll, describe, expect, test } from "vitest";
import { api } from "../src/http.ts";
import { Search } from "../src/index.ts";
import { add, deliverTo, inShop } from "./fixture.ts";

const harness = useHarness();
const deliver = deliverTo(harness);
const ctx = () => inShop(harness, "demo");
const sync = async () => expect(await deliver((await harness.events()).filter(({ shopid }) => shopid === "demo"))).toEqual([]);

const goods = [
  { title: "Blue mug", price: 1000, colors: ["Blue", "Red"], tags: ["coffee"] },
  { title: "Green mug", price: 1500, colors: ["Green", "Blue"] },
  { title: "Harbor teapot", category: "kitchen/teapots", price: 4000, colors: ["Blue"] },
  { title: "Krüge für Wasser", category: "kitchen/teapots", price: 3000 },
  { title: "Print", category: "paper", prices: { USD: 500 } },
  { title: "Secret draft", status: "draft" as const },
];
beforeAll(async () => {
  for (const good of goods) {
    await add(ctx(), good);
    harness.clock.advance(60_000);
  }
  await sync();
});

type Input = Omit<Parameters<typeof Search.find>[1], "limit" | "currency"> & { limit?: number; currency?: string };
const found = (input: Input = {}) => Search.find(ctx(), { limit: 24, currency: "EUR", ...input });
const titles = async (input: Input = {}) => (await found(input)).items.map(({ title }) => title);

describe("words", () => {
  test.each([
    ["a whole word", "teapot", ["Harbor teapot"]],
    ["a beginning", "tea", ["Harbor teapot", "Krüge für Wasser"]],
    ["a typing mistake", "teepot", ["Harbor teapot"]],
    ["another case, without its accent", "KRUGE", ["Krüge für Wasser"]],
    ["a tag", "coffee", ["Blue mug"]],
    ["a SKU", "GREEN-MUG-GREEN", ["Green mug"]],
    ["signs alone", "!!!", []],
    ["what is a draft", "secret", []],
  ])("find by %s: %s", async (_, q, expected) => {
    expect((await titles({ q })).slice(0, expected.length || 24)).toEqual(expected);
  });

  test("are all wanted, and some where no product has all", async () => {
    expect(await titles({ q: "blue mug" })).toEqual(["Blue mug", "Green mug"]);
    const some = await found({ q: "teapot zebra" });
    expect([some.partial, some.items[0]?.title]).toEqual([true, "Harbor teapot"]);
  });

  test("that find nothing bring suggestions", async () => {
    expect(await found({ q: "tezzzpot" })).toMatchObject({ total: 0, items: [], cursor: null });
    expect((await found({ q: "habrro" })).suggestions.concat(await titles({ q: "habrro" })).length).toBeGreaterThan(0);
  });
});

describe("filters and counts", () => {
  test("a category holds what is below it, and no other that begins alike", async () => {
    expect(await titles({ category: "kitchen", sort: "title" })).toEqual(["Blue mug", "Green mug", "Harbor teapot", "Krüge für Wasser"]);
    expect(await titles({ category: "kitch" })).toEqual([]);
  });

  test("values of one option add up, and each facet counts with all filters but its own", async () => {
    const { items, total, facets } = await found({ option: ["Color:Red", "Color:Green"], category: "kitchen/mugs" });
    expect([items.length, total]).toEqual([2, 2]);
    expect(facets.options).toEqual([
      {
        name: "Color",
        values: [
          { value: "Blue", count: 2 },
          { value: "Green", count: 1 },
          { value: "Red", count: 1 },
        ],
      },
    ]);
    expect(facets.categories).toEqual([
      { path: "kitchen", count: 2 },
      { path: "kitchen/mugs", count: 2 },
    ]);
    const blue = await found({ option: ["Color:Blue"], maxPrice: 1200 });
    expect(blue.facets.price).toMatchObject({ min: { amount: 1000 }, max: { amount: 4000, currency: "EUR" } });
  });

  test("a price is of the market's currency, and what has none is not for sale there", async () => {
    expect(await titles({ minPrice: 1500, maxPrice: 3000, sort: "price" })).toEqual(["Green mug", "Krüge für Wasser"]);
    expect(await titles({ q: "print" })).toEqual([]);
    expect(await titles({ q: "print", currency: "USD" })).toEqual(["Print"]);
  });
});

describe("order and pages", () => {
  test.each([
    [undefined, ["Krüge für Wasser", "Harbor teapot", "Green mug", "Blue mug"]],
    ["price", ["Blue mug", "Green mug", "Krüge für Wasser", "Harbor teapot"]],
    ["price_desc", ["Harbor teapot", "Krüge für Wasser", "Green mug", "Blue mug"]],
    ["title", ["Blue mug", "Green mug", "Harbor teapot", "Krüge für Wasser"]],
  ] as const)("by %s, whole and in pages of one", async (sort, expected) => {
    expect(await titles({ sort })).toEqual(expected);
    const pages: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await found({ sort, cursor, limit: 1 });
      pages.push(...page.items.map(({ title }) => title));
      cursor = page.cursor ?? undefined;
    } while (cursor);
    expect(pages).toEqual(expected);
  });

  test("a product that came between two pages shifts nothing that was seen", async () => {
    const first = await found({ sort: "title", limit: 2 });
    const { productId } = await add(ctx(), { title: "Ale mug" });
    await sync();
    const next = await found({ sort: "title", limit: 2, cursor: first.cursor ?? "" });
    expect(next.items.map(({ title }) => title)).toEqual(["Harbor teapot", "Krüge für Wasser"]);
    await Product.archive(ctx(), productId);
    await sync();
  });
});

describe("what was taken back", () => {
  test("is not shown although the snapshot still has it; a price of now is", async () => {
    const { productId } = await add(ctx(), { title: "Fresh mug" });
    await sync();
    expect(await titles({ q: "fresh" })).toEqual(["Fresh mug"]);
    await Product.update(ctx(), productId, { prices: [{ sku: "FRESH-MUG-", prices: { EUR: 1234 } }] }, 1);
    expect((await found({ q: "fresh" })).items[0]?.price.amount).toBe(1234);
    await Product.unpublish(ctx(), productId);
    expect(await found({ q: "fresh" })).toMatchObject({ items: [], total: 1 });
    expect(
      await Search.related(ctx(), (await found({ q: "green" })).items[0]?.productId ?? "", { limit: 9, currency: "EUR" }),
    ).not.toContainEqual(expect.objectContaining({ productId }));
    await sync();
    expect(await found({ q: "fresh" })).toMatchObject({ items: [], total: 0 });
  });
});

test("what goes with a product is of its category, the nearest price first, then of the one above", async () => {
  const [mug] = (await found({ q: "blue mug" })).items;
  const near = await Search.related(ctx(), mug?.productId ?? "", { limit: 3, currency: "EUR" });
  expect(near.map(({ title }) => title)).toEqual(["Green mug", "Krüge für Wasser", "Harbor teapot"]);
});

test("addresses come in pages, each product once", async () => {
  const first = await Search.addresses(ctx(), undefined, 3);
  const second = await Search.addresses(ctx(), first.cursor ?? "", 3);
  expect([...first.items, ...second.items].map(({ handle }) => handle).sort()).toEqual([
    "blue-mug",
    "green-mug",
    "harbor-teapot",
    "krüge-für-wasser",
    "print",
  ]);
  expect(second.cursor).toBeNull();
});

describe("over HTTP", () => {
  const get = async (path: string) => {
    const response = await api.request(path, {}, harness.env);
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };

  test("one filter and several of a kind are understood", async () => {
    expect((await get("/v1/search/products?option=Color:Red&country=DE&inStock=true&q=mug")).body).toMatchObject({ total: 1 });
    expect((await get("/v1/search/products?option=Color:Red&option=Color:Green")).body).toMatchObject({ total: 2 });
    expect((await get("/v1/search/addresses?limit=2")).body).toMatchObject({ items: [{}, {}] });
  });

  test.each([
    "option=Red",
    "sort=cheapest",
    "maxPrice=-1",
    "maxPrice=",
    "minPrice=5&maxPrice=4",
    "inStock=maybe",
    "cursor=abc",
    "limit=0",
    "limit=1000",
    `q=${"x".repeat(101)}`,
    "category=../x",
    "colour=Red",
  ])("%s is a problem that names what is wrong", async (query) => {
    const { status, body } = await get(`/v1/search/products?${query}`);
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: "request.invalid", issues: [expect.objectContaining({ path: expect.any(String) })] });
  });

  test("a cursor of another order is refused", async () => {
    const { body } = await get("/v1/search/products?sort=price&limit=1");
    expect((await get(`/v1/search/products?sort=title&cursor=${body.cursor}`)).status).toBe(400);
  });

  test("only staff make the snapshot anew", async () => {
    const post = (headers: Record<string, string>) => api.request("/v1/search/rebuild?first=48", { method: "POST", headers }, harness.env);
    expect((await post({})).status).toBe(401);
    const answer = await post({ authorization: `Bearer ${harness.staffKey}` });
    expect(await answer.json()).toMatchObject({ changed: false, next: null });
  });

  test("a page costs half a read unit to see that nothing changed, and half for each product shown", async () => {
    await get("/v1/search/products?limit=4");
    harness.capacity.reset();
    await get("/v1/search/products?limit=4");
    expect(harness.capacity.read).toBe(2.5);
  });
});
