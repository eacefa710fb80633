import { existsSync } from "node:fs";
import path from "node:path";
import { type BuiltSite, startBuiltSite, type Visit, visit } from "@souk/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { barriers, inlineScripts, movingOf, sidewaysOf, watchTraffic } from "./audit.ts";
import { cdnBefore } from "./edge.ts";
import { type Facts, pages, routesOfTheSite, type Who } from "./pages.ts";
import { addToCart, buy, type Page, placeOrder, signIn, until } from "./person.ts";
import { useShop, employOwner, owner } from "./shop.ts";

// The promise is for a product's page; it is kept for all of them.
const scriptBytes = 30_000;
// All of a page but its pictures.
const pageBytes = 150_000;

const shop = useShop({ seed: "demo" });
let site: BuiltSite;
let facts: Facts;
const people = new Map<Who, Visit>();

const person = async (who: Who): Promise<Visit> => {
  const one = await visit(shop.browser, { baseURL: shop.stage.web ?? "" });
  people.set(who, one);
  return one;
};

beforeAll(async () => {
  site = await startBuiltSite(shop.stage);
  await employOwner(shop.stage);
  await until(() => existsSync(path.join(shop.stage.state, "seeded.json")), 170);
  await person("stranger");
  const { page: guest } = await person("guest");
  await addToCart(guest, "quay-mug");
  const paidId = await buy(guest, "guest@example.com");
  await addToCart(guest, "quay-mug");
  const unpaidId = await placeOrder(guest, "guest@example.com");
  await addToCart(guest, "quay-mug");
  const { page: customer } = await person("customer");
  await signIn(shop.stage, customer, "customer@example.com");
  await addToCart(customer, "quay-mug");
  const staffOrderId = await buy(customer);
  await addToCart(customer, "quay-mug");
  const { page: staff } = await person("staff");
  await signIn(shop.stage, staff, owner, "/staff");
  facts = { paidId, unpaidId, staffOrderId };
}, 300_000);
afterAll(async () => {
  await site?.stop();
});

/** A page of its own for each look at one, with the cookies of who looks. */
async function look(who: Who) {
  const one = people.get(who);
  if (!one) throw new Error(`nobody is ${who}`);
  const page = await one.page.context().newPage();
  await page.emulateMedia({ reducedMotion: "reduce" });
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" && !/status of 4\d\d/.test(message.text())) faults.push(message.text());
  });
  return { page, faults };
}

/** Chooses a language as the form in the footer does. */
const speak = (page: Page, locale: "en" | "de") =>
  page.evaluate(
    async (chosen) => void (await fetch("/preferences", { method: "POST", body: new URLSearchParams({ locale: chosen }) })),
    locale,
  );

test("every page of the site is looked at below", () => {
  expect(Object.keys(pages).sort()).toEqual(routesOfTheSite().sort());
});

const places = Object.entries(pages).flatMap(([route, list]) => list.map((place) => ({ route, status: 200, ...place })));

describe.each(places)("$route, $who, $status, $path", ({ who, path: where, status }) => {
  test("has no barrier, fits every width and direction, keeps still, asks nobody else, and keeps its policy and its budget", async () => {
    const { page, faults } = await look(who);
    try {
      const traffic = watchTraffic(page);
      const answer = await page.goto(new URL(typeof where === "string" ? where : where(facts), site.url).href);
      expect(answer?.status()).toBe(status);
      await page.waitForLoadState("networkidle");
      await traffic.settled();
      expect(await page.locator("h1").count(), "headings of the first level").toBe(1);
      expect(await movingOf(page)).toEqual([]);
      expect([...new Set(traffic.requests.map(({ origin }) => origin))]).toEqual([site.url]);
      const bytes = [...traffic.scripts.values()].reduce((sum, size) => sum + size, await inlineScripts(page));
      expect(bytes).toBeGreaterThan(0);
      expect(bytes).toBeLessThan(scriptBytes);
      expect([...traffic.bytes.values()].reduce((sum, size) => sum + size, 0)).toBeLessThan(pageBytes);
      expect(await barriers(page), "light, wide").toEqual([]);
      await page.emulateMedia({ colorScheme: "dark" });
      await page.setViewportSize({ width: 390, height: 844 });
      expect(await barriers(page), "dark, narrow").toEqual([]);
      // 640 is what 1280 pixels are at 200 %.
      for (const direction of ["ltr", "rtl"])
        for (const width of [320, 640, 1280]) {
          await page.evaluate((dir) => void (document.documentElement.dir = dir), direction);
          await page.setViewportSize({ width, height: 700 });
          expect(await sidewaysOf(page), `${direction} at ${width}`).toEqual([]);
        }
      // Words are longer in the other language.
      await page.setViewportSize({ width: 320, height: 700 });
      await speak(page, "de");
      await page.reload();
      expect(await page.evaluate(() => document.documentElement.lang)).toBe("de");
      expect(await sidewaysOf(page), "German").toEqual([]);
      expect(faults).toEqual([]);
    } finally {
      await speak(page, "en");
      await page.close();
    }
  });
});

test.each(["/", "/c/cups-mugs", "/products/quay-mug"])("behind a CDN nobody is given a page of %s that is somebody's", async (where) => {
  const ask = cdnBefore(site.url);
  const cookiesOf = async (who: Who) =>
    Object.fromEntries(((await people.get(who)?.page.context().cookies()) ?? []).map(({ name, value }) => [name, value]));
  const owners = await Promise.all((["guest", "customer", "staff"] as const).map(cookiesOf));
  for (const from of ["origin", "cache"]) {
    for (const accept of ["en-GB,en;q=0.9", "de-DE"]) {
      const strangers = await ask({ path: where, accept });
      expect(strangers.from).toBe(from);
      expect(strangers.body).toContain(`<html lang="${accept.slice(0, 2)}"`);
      expect(strangers.body).not.toMatch(/nonce=|name="key"|cart-count/);
      const chosen = await ask({ path: where, accept, cookies: { "__Host-locale": "de", "__Host-country": "AT" } });
      expect(chosen.body).toContain('<html lang="de"');
      for (const cookies of owners) {
        const own = await ask({ path: where, accept, cookies });
        expect(own.from).toBe("origin");
        expect(own.body).toContain("nonce=");
        expect(/cart-count/.test(own.body)).toBe("__Host-cart" in cookies);
      }
    }
  }
});

test("a page that many are given runs its own script and no other, and its form makes each a cart", async () => {
  const context = await shop.browser.newContext({ baseURL: site.url, extraHTTPHeaders: { "souk-visitor": "en" } });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(message.text());
  });
  try {
    const answer = await page.goto("/products/quay-mug");
    expect(answer?.headers()["cache-control"]).toContain("s-maxage");
    await page.locator(".choice .pill").last().click();
    await page.waitForURL(/option1=/);
    expect(faults).toEqual([]);
    await page.evaluate(
      () => void document.body.append(Object.assign(document.createElement("script"), { text: "document.title='taken'" })),
    );
    expect(await page.title()).not.toBe("taken");
    await page.locator("[data-add]:not([disabled])").click();
    await page.waitForURL(/\/cart/);
    expect((await context.cookies()).map(({ name }) => name)).toContain("__Host-cart");
    const again = await page.goto("/products/quay-mug");
    expect(again?.headers()["cache-control"]).toBe("private, no-cache");
    await page.locator(".cart-count").waitFor();
  } finally {
    await context.close();
  }
});

test("the page for when nothing behind the site answers has no barrier either", async () => {
  const alone = await startBuiltSite({ api: "http://127.0.0.1:9", auth: "http://127.0.0.1:9" }, { built: true });
  const { page } = await look("stranger");
  try {
    const answer = await page.goto(new URL("/", alone.url).href);
    expect(answer?.status()).toBe(503);
    await page.getByRole("heading", { level: 1, name: "We cannot show this right now" }).waitFor();
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await barriers(page), colorScheme).toEqual([]);
    }
    await page.setViewportSize({ width: 320, height: 700 });
    expect(await sidewaysOf(page)).toEqual([]);
  } finally {
    await page.close();
    await alone.stop();
  }
});
