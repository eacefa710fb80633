import { describe, expect, test } from "vitest";
import { chunksOf, readFile } from "../src/import/read-file.ts";
import { merge } from "../src/import/merge.ts";

const read = (text: string, currency = "EUR") => readFile(text, { currency, currencies: ["EUR", "USD", "JPY"] });
const header = "Handle,Title,Body (HTML),Type,Tags,Option1 Name,Option1 Value,Variant SKU,Variant Price,Image Src";
const row = (cells: Record<string, string>) =>
  header
    .split(",")
    .map((name) => cells[name] ?? "")
    .join(",");
const shirt = { Handle: "shirt", Title: "Shirt", Type: "Shirts", "Option1 Name": "Size", "Option1 Value": "S", "Variant Price": "20" };
const sheet = (...rows: Record<string, string>[]) => [header, ...rows.map(row)].join("\n");
const skusOf = (text: string) => read(text).drafts.flatMap((draft) => merge(draft, undefined).product.variants.map(({ sku }) => sku));

describe("a line number", () => {
  test.each([
    ["LF", "\n"],
    ["CRLF", "\r\n"],
  ])("is what an editor shows, after cells over several lines and empty lines (%s)", (_, end) => {
    const text = ["Handle,Title,Body (HTML),Variant Price", 'a,A,"one', "", 'three",1', "", "b,B,,x", 'c,C,"', '",2', "d,D,,1.999"].join(
      end,
    );
    const { drafts } = read(text);
    expect(drafts.map(({ handle, line }) => [handle, line])).toEqual([
      ["a", 2],
      ["b", 6],
      ["c", 7],
      ["d", 9],
    ]);
    expect(drafts.flatMap(({ errors }) => errors.map(({ line, column }) => [line, column]))).toEqual([
      [6, "Variant Price"],
      [9, "Variant Price"],
    ]);
    expect(drafts[0]?.body).toBe("one\n\nthree");
  });

  test("of a row with broken quotes is told, and the rows around it are kept", () => {
    const { drafts, errors } = read('Handle,Title,Variant Price\na,A,1\nb,"B "quoted" b",2\nc,C,3\nd,"D,4\n');
    expect(drafts.map(({ handle }) => handle)).toEqual(["a", "c"]);
    expect(errors.map(({ line }) => line)).toEqual([3, 5]);
  });

  test("of a row with too many cells is told", () => {
    const { drafts, errors } = read("Handle,Title,Variant Price\na,A, red,1\nb,B,2\n");
    expect(drafts.map(({ handle }) => handle)).toEqual(["b"]);
    expect(errors).toMatchObject([{ line: 2 }]);
  });
});

describe("rows", () => {
  test("of one handle are one product, wherever they stand, and later blanks inherit", () => {
    const { drafts } = read(
      sheet(
        shirt,
        { ...shirt, Handle: "hat" },
        { Handle: "SHIRT", "Option1 Value": "M" },
        { Handle: "shirt", "Option1 Value": "L", "Variant Price": "25" },
      ),
    );
    expect(drafts.map(({ handle, line }) => [handle, line])).toEqual([
      ["shirt", 2],
      ["hat", 3],
    ]);
    expect(drafts[0]).toMatchObject({ title: "Shirt", optionNames: ["Size"] });
    expect(drafts[0]?.variants.map(({ choice, prices }) => [...choice, prices["EUR"]])).toEqual([
      ["S", 2000],
      ["M", 2000],
      ["L", 2500],
    ]);
  });

  test("without price and options are pictures, in the order of their positions", () => {
    const text = [
      `${header},Image Position`,
      `${row({ ...shirt, "Image Src": "https://x.example/2.jpg" })},2`,
      `${row({ Handle: "shirt", "Image Src": "http://x.example/1.jpg" })},1`,
    ].join("\n");
    const [draft] = read(text).drafts;
    expect(draft?.variants).toHaveLength(1);
    expect(draft?.pictures?.map(({ src }) => src)).toEqual(["https://x.example/1.jpg", "https://x.example/2.jpg"]);
  });

  test('of "Title" and "Default Title" have no options', () => {
    const [draft] = read(sheet({ ...shirt, "Option1 Name": "Title", "Option1 Value": "Default Title" })).drafts;
    expect(draft?.optionNames).toEqual([]);
    expect(draft && merge(draft, undefined).product.variants).toMatchObject([{ sku: "shirt", options: {} }]);
  });

  test("that say the same variant twice are told", () => {
    const [draft] = read(sheet(shirt, shirt)).drafts;
    expect(draft?.variants).toHaveLength(1);
    expect(draft?.errors).toEqual([{ line: 3, column: "Option1 Value", reason: "The same variant as in line 2" }]);
  });

  test("without a handle take the title's, and without both belong to nothing", () => {
    const { drafts, errors } = read(sheet({ ...shirt, Handle: "", Title: "Ein Café!" }, { "Variant Price": "1" }));
    expect(drafts.map(({ handle }) => handle)).toEqual(["ein-cafe"]);
    expect(errors).toMatchObject([{ line: 3, column: "Handle" }]);
  });
});

describe("a missing SKU", () => {
  test("is made of handle and option values, the same wherever the rows stand", () => {
    const other = { ...shirt, "Option1 Value": "Extra Large" };
    expect(skusOf(sheet(shirt, other))).toEqual(["shirt.s", "shirt.extra-large"]);
    expect(skusOf(sheet(other, shirt))).toEqual(["shirt.extra-large", "shirt.s"]);
  });

  test("differs for values that look alike, and is never too long", () => {
    const skus = skusOf(
      sheet({ ...shirt, "Option1 Value": "S/M" }, { ...shirt, "Option1 Value": "S M" }, { ...shirt, Handle: "h".repeat(120) }),
    );
    expect(new Set(skus).size).toBe(3);
    for (const sku of skus) expect(sku.length).toBeLessThanOrEqual(64);
  });
});

describe("a price", () => {
  test.each([
    ["19.99", "EUR", 1999],
    ["19.9", "EUR", 1990],
    ["20.000", "EUR", 2000],
    ["1500", "JPY", 1500],
  ])("of %s %s is read exactly", (given, currency, amount) => {
    expect(read(sheet({ ...shirt, "Variant Price": given }), currency).drafts[0]?.variants[0]?.prices).toEqual({ [currency]: amount });
  });

  test.each([
    ["19.999", "EUR", "has more decimals than EUR, which has 2"],
    ["10.5", "JPY", "has more decimals than JPY, which has 0"],
    ['"1,50"', "EUR", "is no price"],
    ["$5", "EUR", "is no price"],
    ["-5", "EUR", "is negative"],
  ])("of %s %s is an error at its cell", (given, currency, reason) => {
    const [draft] = read(sheet({ ...shirt, "Variant Price": given }), currency).drafts;
    expect(draft?.errors).toEqual([{ line: 2, column: "Variant Price", reason: expect.stringContaining(reason) }]);
    expect(draft && merge(draft, undefined).product.variants).toEqual([]);
  });

  test("of a further currency has a column of its own", () => {
    const { drafts, warnings } = read(
      "Handle,Title,Variant Price,Variant Price USD,Variant Compare At Price USD,Variant Price GBP\na,A,10,12,15,9\n",
    );
    expect(drafts[0]?.variants).toMatchObject([{ prices: { EUR: 1000, USD: 1200 }, compareAt: { USD: 1500 } }]);
    expect(warnings).toEqual([{ line: 1, column: "Variant Price GBP", reason: "Not imported: the shop does not sell in GBP" }]);
  });
});

describe("stock", () => {
  const stock = (cells: string) =>
    read(`Handle,Title,Variant Price,Variant Inventory Tracker,Variant Inventory Qty,Variant Inventory Policy\na,A,1,${cells}\n`).drafts[0];
  test.each([
    ["shopify,7,deny", 7],
    [",7,deny", 7],
    ["shopify,,deny", 0],
    [",,deny", undefined],
    ["shopify,-3,deny", 0],
  ])("of %s is tracked with %s", (cells, quantity) => {
    expect(stock(cells)?.variants).toMatchObject([{ quantity, tracked: quantity !== undefined }]);
  });

  test("that may be oversold is sold until it is empty, with a warning", () => {
    expect(stock("shopify,7,continue")?.warnings).toMatchObject([{ line: 2, column: "Variant Inventory Policy" }]);
    expect(stock("shopify,7,continue")?.errors).toEqual([]);
  });

  test("of a quantity that is none is an error", () => {
    expect(stock("shopify,many,deny")?.errors).toMatchObject([{ line: 2, column: "Variant Inventory Qty" }]);
  });
});

describe("a column", () => {
  test("is known under its newer names", () => {
    const text =
      "Title,URL handle,Description,Vendor,Product category,Tags,Published on online store,Status,SKU,Option1 name,Option1 value,Price,Compare-at price," +
      "Inventory quantity,Continue selling when out of stock,Product image URL,Gift card\n" +
      'Mug,mug,<p>Mug</p>,Kiln,Home > Kitchen > Mugs,"a, b",TRUE,Active,M-1,Color,Blue,12.50,15,3,DENY,https://x.example/m.jpg,FALSE\n';
    const { drafts, warnings } = read(text);
    expect(warnings).toEqual([]);
    expect(drafts).toMatchObject([
      { handle: "mug", vendor: "Kiln", tags: ["a", "b"], status: "active", variants: [{ sku: "M-1", choice: ["Blue"], quantity: 3 }] },
    ]);
    expect(drafts[0] && merge(drafts[0], undefined).product).toMatchObject({
      category: "home/kitchen/mugs",
      categoryNames: ["Home", "Kitchen", "Mugs"],
    });
  });

  test("that is unknown is listed once, and what Shopify writes besides is not", () => {
    const { warnings } = read(
      "Handle,Title,Variant Price,Shelf,SEO Title,Google Shopping / MPN,Fabric (product.metafields.custom.fabric)\na,A,1,9,,,\nb,B,1,9,,,\n",
    );
    expect(warnings).toEqual([{ line: 1, column: "Shelf", reason: "Not imported: the column is not known" }]);
  });

  test("of neither handle nor title means that it is no product export", () => {
    expect(read("a,b\n1,2\n")).toMatchObject({ drafts: [], errors: [{ line: 1 }] });
  });

  test("may be divided by semicolons, after a byte order mark", () => {
    expect(read("\uFEFFHandle;Title;Variant Price\na;A;1\n").drafts).toMatchObject([{ handle: "a", title: "A" }]);
  });
});

describe("a product", () => {
  const of = (cells: string) => read(`Handle,Title,Type,Tags,Published,Status,Gift Card,Variant Price\na,A,${cells},1\n`).drafts[0];
  test.each([
    ['Mugs,"x, y",true,active,false', "mugs", "active"],
    [',"Gift ideas, y",,,', "gift-ideas", "active"],
    [",,true,draft,", "other", "draft"],
    [",,false,active,", "other", "draft"],
    [",,,archived,", "other", "draft"],
  ])("of %s lies in %s and is %s", (cells, category, status) => {
    const draft = of(cells);
    expect(draft && merge(draft, undefined).product).toMatchObject({ category, status });
  });

  test("that is a gift card is known as one", () => {
    expect(of(",,,,TRUE")?.giftCard).toBe(true);
  });

  test("in chunks comes in the same chunks every time", () => {
    const { drafts } = read(sheet(...Array.from({ length: 120 }, (_, index) => ({ ...shirt, Handle: `p${index}` }))));
    expect(chunksOf(drafts).map((chunk) => chunk.length)).toEqual([50, 50, 20]);
  });
});
