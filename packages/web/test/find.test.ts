import { describe, expect, test } from "vitest";
import type { Product } from "../src/server/catalog.ts";
import { plainText, productFacts, shopFacts, trailFacts } from "../src/server/fact.ts";
import { addressOf, filterCount, readFilter, toQuery } from "../src/server/filter.ts";
import { pageOf } from "../src/server/maintenance.ts";
import { sharePicture } from "../src/server/share.ts";

const read = (query: string) => readFilter(new URLSearchParams(query));

describe("a list's address", () => {
  test("says what its filters say, and back", () => {
    const address = "q=blue+mug&c=kitchen%2Fmugs&o=Color%3ABlue&o=Size%3AL&min=5&max=19.90&stock=1&sort=price&cursor=abc";
    const filter = read(address);
    expect(addressOf("/search", filter, { cursor: filter.cursor })).toBe(`/search?${address}`);
    expect(toQuery(filter, "EUR")).toEqual({
      q: "blue mug",
      category: "kitchen/mugs",
      option: ["Color:Blue", "Size:L"],
      minPrice: 500,
      maxPrice: 1990,
      inStock: "true",
      sort: "price",
      cursor: "abc",
    });
    expect(filterCount(filter)).toBe(5);
  });

  test("goes back to the first page with every change", () => {
    expect(addressOf("/c/mugs", read("o=Color%3ABlue&cursor=abc"), { options: [] })).toBe("/c/mugs");
  });

  test.each(["min=a&max=-1", "sort=cheapest", "o=Blue", "o=%3A", "stock=yes", "cursor=%2F..", "c=..%2F%3Cx", "q=%20%20"])(
    "with %s in it asks for nothing that cannot be meant",
    (query) => {
      expect(toQuery(read(query), "EUR")).toEqual({});
    },
  );

  test("asks for no maximum below the minimum, and reads amounts in the market's currency", () => {
    expect(toQuery(read("min=20&max=10"), "EUR")).toEqual({ minPrice: 2000 });
    expect(toQuery(read("min=20&max=3000"), "JPY")).toEqual({ minPrice: 20, maxPrice: 3000 });
    expect(toQuery(read("max=19,5"), "EUR")).toEqual({ maxPrice: 1950 });
  });

  test("holds no more than a request takes", () => {
    const many = Array.from({ length: 50 }, (_, index) => `o=Size%3A${index}`).join("&");
    expect(read(many).options).toHaveLength(30);
    expect(read(`q=${"x".repeat(500)}`).q).toHaveLength(100);
  });
});

describe("a shared link's picture", () => {
  test.each([
    ["/demo/mug.webp", { src: "/demo/mug-share.jpg", sized: true }],
    ["/demo/mug-960.webp", { src: "/demo/mug-share.jpg", sized: true }],
    ["/media/demo/abc.jpg", { src: "/media/demo/abc.jpg", sized: false }],
    ["/media/demo/abc.webp", undefined],
    ["https://cdn.example/mug.jpg", undefined],
    [undefined, undefined],
  ])("of %s is one that messengers show", (src, expected) => {
    expect(sharePicture(src)).toEqual(expected);
  });
});

describe("facts for machines", () => {
  const variant = (sku: string, amount: number | undefined) => ({
    sku,
    title: "",
    price: amount === undefined ? null : { amount, currency: "EUR" },
  });
  const product = {
    handle: "krüge",
    title: "Krüge",
    media: [{ src: "/demo/jug.webp", alt: "" }],
    variants: [variant("A", 1990), variant("B", 2500), variant("C", undefined)],
  } as unknown as Product;
  const stock = new Map([["B", { sku: "B", tracked: true, available: 0 }]]) as never;

  test("tell price, currency and availability of each variant that is for sale", () => {
    expect(productFacts({ product, stock, description: "", origin: "https://shop.example" })).toMatchObject({
      "@type": "Product",
      url: "https://shop.example/products/kr%C3%BCge",
      image: ["https://shop.example/demo/jug-share.jpg"],
      offers: [
        { sku: "A", price: "19.90", priceCurrency: "EUR", availability: "https://schema.org/InStock" },
        { sku: "B", price: "25.00", priceCurrency: "EUR", availability: "https://schema.org/OutOfStock" },
      ],
    });
  });

  test("tell the way from the home page, and how to search", () => {
    const trail = [{ path: "mugs", name: "Mugs", count: 1, children: [] }];
    const here = { name: "Krüge", path: "/products/krüge" };
    expect(trailFacts({ home: "Home", trail, here, origin: "https://shop.example" })).toMatchObject({
      itemListElement: [
        { position: 1, item: "https://shop.example/" },
        { position: 2, item: "https://shop.example/c/mugs" },
        { position: 3, item: "https://shop.example/products/kr%C3%BCge" },
      ],
    });
    expect(JSON.stringify(shopFacts("Souk", "https://shop.example"))).toContain("https://shop.example/search?q={search_term_string}");
  });

  test("are plain words, cut between two", () => {
    expect(plainText("<p>Salt &amp; <b>tar</b>&nbsp;soap</p>")).toBe("Salt & tar soap");
    expect(plainText("one two three", 9)).toBe("one two…");
    expect(plainText("&amp;lt;script&gt;")).toBe("&lt;script>");
  });
});

describe("a closed shop", () => {
  const page = (message?: string) =>
    pageOf("Ink & <Paper>", { retryAfterSeconds: 600, ...(message ? { message } : {}) }, { locale: "de", nonce: "n0nce" });

  test("answers 503 with the time to come again, in the reader's language", async () => {
    const answer = page();
    expect([answer.status, answer.headers.get("retry-after"), answer.headers.get("cache-control")]).toEqual([503, "600", "no-store"]);
    const html = await answer.text();
    expect(html).toContain('<html lang="de">');
    expect(html).toContain("Gleich wieder da");
    expect(html).toContain("Ink &amp; &lt;Paper>");
    expect(html).toContain('<style nonce="n0nce">');
    expect(html).not.toMatch(/<script|<link|<img/);
  });

  test("says what its staff wrote, as text", async () => {
    expect(await page("<b>Stocktaking</b> until 6").text()).toContain("&lt;b>Stocktaking&lt;/b> until 6");
  });
});
