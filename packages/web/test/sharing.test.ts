import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { locales } from "../src/i18n/locale.ts";
import { commonPaths, isShareable, sharedForEverybody, strangerOf } from "../src/security/sharing.ts";
import { readCart } from "../src/server/session.ts";
import { isSignedIn } from "../src/server/sign-in.ts";
import { cookieOf, preferenceOf } from "../src/server/visit.ts";
import { type Asked, beyondEdge, cacheKey, direct } from "./edge.ts";

const cart = "cart_01h455vb4pex5vsknk084sn02q.aaaaaaaaaaaaaaaaaaaaaaaa.3";
/** Every cookie of the site but its two choices. */
const own: [string, string][] = [
  ["__Host-cart", cart],
  ["__Host-orders", "order_01h455vb4pex5vsknk084sn02q.aaaaaaaaaaaaaaaaaaaaaaaa"],
  ["__Host-at", "a"],
  ["__Host-rt", "r"],
  ["__Host-sat", "a"],
  ["__Host-srt", "r"],
  ["__Host-flow-customer", "{}"],
  ["__Host-theme", "dark"],
];
const pages = ["/", "/c/cups-mugs", "/products/quay-mug", "/policies/shipping"];

/** What a page shows of who asks: by these alone pages of one address differ. */
const shown = (request: Request) => ({
  ...preferenceOf(request),
  cart: readCart(cookieOf(request))?.count ?? 0,
  customer: isSignedIn(request, "customer"),
  staff: isSignedIn(request, "staff"),
});

const languages = fc.constantFrom(
  undefined,
  "",
  "en",
  "de-AT, en;q=0.5",
  "fr-CH, fr;q=0.9, de;q=0.8",
  "de;q=0.1,en-GB;q=0.9",
  "*",
  "zh-Hans-CN",
);
const accepted = fc.oneof(languages, fc.string({ unit: "grapheme-ascii", maxLength: 40 }));
const choices = fc.record(
  { "__Host-locale": fc.constantFrom("en", "de", "xx"), "__Host-country": fc.constantFrom("DE", "at", "XX", "1") },
  { requiredKeys: [] },
);

describe("pages behind the CDN", () => {
  test.each(pages)("a stranger's %s is for everybody who speaks their language in their country", (path) => {
    const request = beyondEdge({ path, accept: "de-AT,de;q=0.9,en;q=0.8", cookies: { _ga: "1" } });
    expect(request.headers.get("souk-visitor")).toBe("de.AT");
    expect(cookieOf(request)).toBeNull();
    expect(strangerOf(request)).toEqual({ locale: "de", country: "AT" });
  });

  test.each(locales)("the CDN knows that the site speaks %s", (locale) => {
    expect(strangerOf(beyondEdge({ path: "/", accept: `xx,${locale}` }))?.locale).toBe(locale);
    expect(strangerOf(beyondEdge({ path: "/", cookies: { "__Host-locale": locale } }))?.locale).toBe(locale);
  });

  test.each(own)("who has %s gets a page of their own", (name, value) => {
    for (const path of pages) {
      const request = beyondEdge({ path, accept: "en", cookies: { [name]: value }, headers: { "souk-visitor": "en" } });
      expect(request.headers.has("souk-visitor")).toBe(false);
      expect(cookieOf(request)).toBe(`${name}=${value}`);
      expect(strangerOf(request)).toBeUndefined();
    }
  });

  test.each(["/cart", "/checkout", "/account", "/search?q=a", "/orders/x", "/staff", "/c", "/productsx/a", "/v1/shop", "/api/auth/login"])(
    "%s is nobody else's, whatever who asks says",
    (path) => {
      const request = beyondEdge({ path, accept: "en", headers: { "souk-visitor": "en" } });
      expect(request.headers.has("souk-visitor")).toBe(false);
      expect(strangerOf(new Request(request, { headers: { "souk-visitor": "en" } }))).toBeUndefined();
    },
  );

  test("the site believes nobody who shows a cookie or does more than read", () => {
    const asked = (method: string, headers: Record<string, string>) => strangerOf(new Request("https://shop.test/", { method, headers }));
    expect(asked("GET", { "souk-visitor": "en" })).toEqual({ locale: "en", country: undefined });
    expect(asked("GET", { "souk-visitor": "en", cookie: "a=b" })).toBeUndefined();
    expect(asked("POST", { "souk-visitor": "en" })).toBeUndefined();
    for (const said of ["", "xx", "en.DE.x", "en.de", "EN"]) expect(asked("GET", { "souk-visitor": said })).toBeUndefined();
  });

  test("a stranger is shown what they would be shown without a CDN", () => {
    fc.assert(
      fc.property(fc.constantFrom(...pages), accepted, choices, (path, accept, cookies) => {
        const asked = { path, accept, cookies };
        expect(shown(beyondEdge(asked))).toEqual(shown(direct(asked)));
      }),
      { numRuns: 300 },
    );
  });

  test("in whatever order people come, everybody is shown their own page", () => {
    const person = fc.record({
      path: fc.constantFrom("/", "/products/quay-mug"),
      accept: languages,
      cookies: fc
        .tuple(choices, fc.subarray(own, { maxLength: 1 }))
        .map(([chosen, more]): Record<string, string> => ({ ...(chosen as Record<string, string>), ...Object.fromEntries(more) })),
      headers: fc.constantFrom<Record<string, string>>({}, { "souk-visitor": "en" }, { "souk-visitor": "de.DE" }),
    });
    let given = 0;
    fc.assert(
      fc.property(fc.array(person, { minLength: 30, maxLength: 40 }), (people: Asked[]) => {
        const kept = new Map<string, ReturnType<typeof shown>>();
        for (const asked of people) {
          const request = beyondEdge(asked);
          const found = kept.get(cacheKey(request));
          if (found) given += 1;
          expect(found ?? shown(request)).toEqual(shown(direct(asked)));
          if (strangerOf(request)) kept.set(cacheKey(request), shown(request));
        }
      }),
      { numRuns: 40 },
    );
    // Nothing would differ, were nothing ever kept.
    expect(given).toBeGreaterThan(100);
  });
});

test("only a page that came out well is kept, for less than a minute, and never by a browser", () => {
  expect(isShareable(undefined, new Headers())).toBe(true);
  expect(isShareable(404, new Headers())).toBe(false);
  expect(isShareable(503, new Headers())).toBe(false);
  expect(isShareable(200, new Headers({ location: "/" }))).toBe(false);
  expect(isShareable(200, new Headers({ "set-cookie": "a=b" }))).toBe(false);
  const [, seconds] = /s-maxage=(\d+)/.exec(sharedForEverybody) ?? [];
  expect(Number(seconds)).toBeLessThan(60);
  expect(sharedForEverybody).toContain("max-age=0, must-revalidate");
});

test("pages that are fetched ahead are those that are for everybody", () => {
  expect(commonPaths.map((path) => strangerOf(beyondEdge({ path: path.replace("*", "a") })) !== undefined)).toEqual([
    true,
    true,
    true,
    true,
  ]);
});
