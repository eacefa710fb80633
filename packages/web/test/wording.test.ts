import { describe, expect, test } from "vitest";
import { brandOf } from "../src/brand.ts";
import { de } from "../src/i18n/de.ts";
import { en } from "../src/i18n/en.ts";
import { countryName, textOf } from "../src/i18n/text.ts";
import { trailOf } from "../src/server/catalog.ts";
import { decimal, formatMoney } from "../src/server/money.ts";
import { interleave } from "../src/server/page/home.ts";
import { letterOf, sourcesOf } from "../src/server/picture.ts";
import { languageTags, readPreference } from "../src/server/preference.ts";

const leaves = (value: object, path = ""): string[] =>
  Object.entries(value).flatMap(([name, leaf]) => (typeof leaf === "object" ? leaves(leaf, `${path}${name}.`) : [`${path}${name}`]));

describe("languages", () => {
  test("say the same things", () => {
    expect(leaves(de)).toEqual(leaves(en));
    expect(Object.keys(brandOf("Brinewick")?.words.de.categories ?? {})).toEqual(
      Object.keys(brandOf("Brinewick")?.words.en.categories ?? {}),
    );
  });

  test.each([
    [{ cookie: null, acceptLanguage: "de-AT,en;q=0.5" }, "de", "AT"],
    [{ cookie: null, acceptLanguage: "en;q=0.5,de;q=0.9" }, "de", undefined],
    [{ cookie: "__Host-locale=en; __Host-country=FR", acceptLanguage: "de-DE" }, "en", "FR"],
    [{ cookie: "__Host-locale=xx", acceptLanguage: "fr" }, "en", undefined],
    [{ cookie: null, acceptLanguage: null }, "en", undefined],
  ])("are chosen by cookie, then by the browser: %j", (asked, locale, country) => {
    expect(readPreference(asked)).toEqual({ locale, country });
  });

  test("are read by weight, without those that are refused", () => {
    expect(languageTags("en;q=0.1, de , fr;q=0")).toEqual(["de", "en"]);
  });

  test("tell counts and countries in their own words", () => {
    expect([textOf("en").products(1), textOf("de").products(2), countryName("DE", "de")]).toEqual([
      "1 product",
      "2 Artikel",
      "Deutschland",
    ]);
  });
});

test.each([
  [1999, "EUR", "en", "€19.99"],
  [1999, "EUR", "de", "19,99 €"],
  [1999, "JPY", "en", "¥1,999"],
  [1999, "KWD", "en", "KWD 1.999"],
  [-500, "USD", "en", "-$5.00"],
])("%i minor units of %s are in %s %s", (amount, currency, locale, text) => {
  expect(formatMoney({ amount, currency }, locale).replaceAll(/\s/g, " ")).toBe(text);
});

test("a price for machines has a point and the currency's decimals", () => {
  expect([decimal({ amount: 1999, currency: "EUR" }), decimal({ amount: 1999, currency: "JPY" })]).toEqual(["19.99", "1999"]);
});

describe("pictures", () => {
  test("of the shop come in two widths and two formats", () => {
    expect(sourcesOf("/demo/mug.webp")).toEqual({
      src: "/demo/mug-960.webp",
      avif: "/demo/mug-480.avif 480w, /demo/mug-960.avif 960w",
      webp: "/demo/mug-480.webp 480w, /demo/mug-960.webp 960w",
    });
  });

  test("that were fetched from elsewhere are shown as they are", () => {
    const src = `/media/demo/${"0".repeat(64)}.jpg`;
    expect(sourcesOf(src)).toEqual({ src, avif: undefined, webp: undefined });
  });

  test.each(["https://cdn.example/mug.jpg", "//cdn.example/mug.jpg", "/mug.jpg?x=1", "", undefined])("from %s are not loaded", (src) => {
    expect(sourcesOf(src)).toBeUndefined();
  });

  test("that are missing are drawn with an initial", () => {
    expect([letterOf("“Öl”"), letterOf("7 mugs"), letterOf("…")]).toEqual(["Ö", "7", "·"]);
  });
});

test("a category knows the way to it, and a part of a name is no way", () => {
  const mugs = { path: "kitchen/mugs", name: "Mugs", count: 1, children: [] };
  const kitchen = { path: "kitchen", name: "Kitchen", count: 1, children: [mugs] };
  expect(trailOf([kitchen], "kitchen/mugs")).toEqual([kitchen, mugs]);
  expect(trailOf([kitchen], "kitchens")).toEqual([]);
  expect(trailOf([kitchen], "kitchen/none").at(-1)?.path).toBe("kitchen");
});

test("the home page shows the first of every category before the second of any", () => {
  expect(interleave([["a1", "a2"], [], ["c1"]])).toEqual(["a1", "c1", "a2"]);
});
