import { type Answer, send, sell } from "@souk/testing";
import { beforeAll, expect, test } from "vitest";
import { type Page, until } from "./person.ts";
import { useShop } from "./shop.ts";

const shop = useShop();

interface Good {
  handle: string;
  title: string;
  colors: string[];
  price: number;
  category: string;
}

async function offer({ handle, title, colors, price, category }: Good): Promise<string> {
  const variants = colors.map((color) => ({
    sku: `${handle}-${color}`.toUpperCase(),
    options: { Color: color },
    prices: { EUR: price },
    tracked: false,
  }));
  const body = { handle, title, category, options: [{ name: "Color", values: colors }], variants, status: "active" };
  const key = shop.stage.keys.staff;
  const made = await send<{ productId: string }>(shop.stage.api, "POST", "/v1/catalog/products", { body, key });
  expect(made.status).toBe(201);
  return made.body.productId;
}

beforeAll(async () => {
  await offer({ handle: "blue-mug", title: "Quay mug", colors: ["Blue", "Red"], price: 1900, category: "kitchen/mugs" });
  await offer({ handle: "teapot", title: "Harbor teapot", colors: ["Red"], price: 5900, category: "kitchen/teapots" });
  await offer({ handle: "tumbler", title: "Ferry tumbler", colors: ["Green"], price: 2500, category: "kitchen/mugs" });
  await sell(shop.stage, { sku: "GONE", quantity: 0, price: 900 });
  await shop.stage.settled();
});
const titlesOn = (page: Page) => page.locator("main .card-title").allInnerTexts();
const get = (path: string) => fetch(new URL(path, shop.stage.web), { redirect: "manual" });
const textOf = async (path: string) => (await get(path)).text();

test.each([true, false])(
  "words with a mistake lead to the product, filters narrow and are taken off again (scripts: %s)",
  async (javaScript) => {
    const page = await shop.person({ javaScript });
    await page.goto("/");
    await page.getByRole("searchbox").fill("teepot");
    await page.getByRole("searchbox").press("Enter");
    await page.waitForURL(/\/search\?q=teepot/);
    expect(await titlesOn(page)).toEqual(["Harbor teapot"]);

    await page.goto("/c/kitchen");
    expect(await titlesOn(page)).toHaveLength(3);
    await page.getByRole("checkbox", { name: /^Red/ }).check();
    await page.getByRole("textbox", { name: "To" }).fill("20");
    await page.getByRole("button", { name: "Show products" }).click();
    await page.waitForURL(/o=Color%3ARed/);
    expect(await titlesOn(page)).toEqual(["Quay mug"]);
    expect(await page.getByRole("checkbox", { name: /^Red/ }).isChecked()).toBe(true);
    await page.getByRole("link", { name: "Remove filter up to 20" }).click();
    await page.waitForURL((url) => !url.searchParams.has("max"));
    expect(await titlesOn(page)).toHaveLength(2);
    await page.getByRole("link", { name: "Clear all" }).click();
    await page.waitForURL((url) => url.search === "");
    expect(await titlesOn(page)).toHaveLength(3);
  },
);

test("an order of one's own keeps the filters, with scripts as soon as it is chosen", async () => {
  const page = await shop.person();
  await page.goto("/c/kitchen?o=Color%3ARed");
  await page.getByLabel("Sort by").selectOption("price_desc");
  await page.waitForURL(/sort=price_desc/);
  expect(await titlesOn(page)).toEqual(["Harbor teapot", "Quay mug"]);
});

test("on a telephone the filters are folded away", async () => {
  const page = await shop.person();
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/c/kitchen");
  const box = page.getByRole("checkbox", { name: /^Red/ });
  expect(await box.isVisible()).toBe(false);
  await page.getByText("Filter", { exact: true }).click();
  expect(await box.isVisible()).toBe(true);
});

test("nothing found says what to do; what is sold out says so and is left out when asked", async () => {
  const page = await shop.person();
  await page.goto("/search?q=xqzzyw");
  await page.getByRole("heading", { name: "Nothing found" }).waitFor();
  await page.goto("/c/things");
  await page.getByText("Sold out").waitFor();
  await page.goto("/c/things?stock=1");
  await page.getByRole("heading", { name: "Nothing fits all filters" }).waitFor();
  expect(await titlesOn(page)).toEqual([]);
});

test("what was taken back is gone from lists and search at once", async () => {
  const productId = await offer({ handle: "brief", title: "Brief lamp", colors: ["Brass"], price: 100, category: "light" });
  await shop.stage.settled();
  const page = await shop.person();
  await page.goto("/search?q=lamp");
  expect(await titlesOn(page)).toEqual(["Brief lamp"]);
  const hidden = await send(shop.stage.api, "POST", `/v1/catalog/products/${productId}/unpublish`, { key: shop.stage.keys.staff });
  expect(hidden.status).toBe(200);
  await page.reload();
  expect(await titlesOn(page)).toEqual([]);
});

test("machines are told of a product in full, and of searches nothing", async () => {
  const page = await shop.person();
  await page.goto("/products/blue-mug");
  const facts = (await page.locator('script[type="application/ld+json"]').allTextContents()).map((text) => JSON.parse(text) as object);
  expect(facts).toEqual([
    expect.objectContaining({
      "@type": "Product",
      offers: [expect.objectContaining({ price: "19.00", priceCurrency: "EUR" }), expect.anything()],
    }),
    expect.objectContaining({ "@type": "BreadcrumbList" }),
  ]);
  expect(await page.locator('link[rel="canonical"]').getAttribute("href")).toBe(`${shop.stage.web}/products/blue-mug`);
  expect(await page.locator('meta[name="robots"]').count()).toBe(0);
  expect(await page.getByRole("link", { name: "Ferry tumbler" }).count()).toBe(1);
  for (const path of ["/search?q=mug", "/c/kitchen?o=Color%3ARed"]) {
    await page.goto(path);
    expect(await page.locator('meta[name="robots"]').getAttribute("content")).toBe("noindex, follow");
  }
});

test("the sitemap leads to every page, and robots know it", async () => {
  expect(await textOf("/robots.txt")).toContain(`Sitemap: ${shop.stage.web}/sitemap.xml`);
  const index = await get("/sitemap.xml");
  expect([index.status, index.headers.get("content-type"), index.headers.get("cache-control")]).toEqual([
    200,
    "application/xml; charset=utf-8",
    "public, max-age=300",
  ]);
  const files = [...(await index.text()).matchAll(/<loc>(.*?)<\/loc>/g)].map(([, address = ""]) => address);
  const listed = (await Promise.all(files.map(textOf))).join("");
  const addresses = [...listed.matchAll(/<loc>(.*?)<\/loc>/g)].map(([, address = ""]) => address);
  expect(addresses).toEqual(expect.arrayContaining(["/", "/c/kitchen/mugs", "/products/teapot"].map((path) => `${shop.stage.web}${path}`)));
  expect(await Promise.all(addresses.map(async (address) => (await get(address)).status))).toEqual(addresses.map(() => 200));
});

test("a page is fetched before it is opened by who points at its link or stays on it by keyboard; a cart never is", async () => {
  const page = await shop.person();
  const preloading = await page.context().newCDPSession(page);
  const fetched = new Set<string>();
  preloading.on("Preload.prefetchStatusUpdated", ({ prefetchUrl }) => void fetched.add(new URL(prefetchUrl).pathname));
  await preloading.send("Preload.enable");
  await page.goto("/c/kitchen");
  await page.getByRole("link", { name: "Ferry tumbler" }).hover();
  await until(() => fetched.has("/products/tumbler"));
  await page.getByRole("link", { name: "Harbor teapot" }).focus();
  await until(() => fetched.has("/products/teapot"));
  await page.locator('a[href="/cart"]').first().hover();
  await page.getByRole("link", { name: "Quay mug" }).hover();
  await until(() => fetched.has("/products/blue-mug"));
  expect([...fetched].filter((path) => !path.startsWith("/products/"))).toEqual([]);
});

test("a closed shop answers 503 to all but staff, and opens again", async () => {
  const key = shop.stage.keys.staff;
  const given = await send<Record<string, unknown>>(shop.stage.api, "GET", "/v1/shop");
  const { shopId: _, version: __, ...settings } = given.body;
  const save = (more: object) => send(shop.stage.api, "PUT", "/v1/shop", { body: { ...settings, ...more }, key });
  expect((await save({ maintenance: { retryAfterSeconds: 120 } })).status).toBe(200);
  await until(async () => (await get("/")).status === 503, 100);
  const closed = await get("/cart");
  expect([closed.status, closed.headers.get("retry-after")]).toEqual([503, "120"]);
  expect(closed.headers.get("content-security-policy")).toContain("default-src 'none'");
  expect((await get("/staff")).status).toBe(200);
  const staff = await fetch(`${shop.stage.web}/c/kitchen`, { headers: { cookie: "__Host-srt=somebody" } });
  expect(staff.status).toBe(200);
  expect((await save({})).status).toBe(200);
  await until(async () => (await get("/")).status === 200, 100);
}, 240_000);

interface Rebuilt {
  changed: boolean;
  next: number | null;
}

test("what search knows can be made anew from the products, and is what events had made of it", async () => {
  await shop.stage.settled();
  for (let first: number | null = 0; first !== null;) {
    const path = `/v1/search/rebuild?first=${first}`;
    const made: Answer<Rebuilt> = await send<Rebuilt>(shop.stage.api, "POST", path, { key: shop.stage.keys.staff });
    expect([made.status, made.body.changed]).toEqual([200, false]);
    first = made.body.next;
  }
});
