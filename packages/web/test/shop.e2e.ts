import { confirm, fillCart, openBrowser, place, quote, sell, type Stage, startStage, type Visit, visit } from "@souk/testing";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";

type Browser = Awaited<ReturnType<typeof openBrowser>>;

let stage: Stage;
let browser: Browser;
let visits: Visit[] = [];
beforeAll(async () => {
  stage = await startStage({ web: true });
  browser = await openBrowser();
  await sell(stage, { sku: "JUG", quantity: 20, price: 3400 });
  await sell(stage, { sku: "LAST", quantity: 1, price: 5000 });
  // One purchase by the API first: every function is warm when a person waits for it.
  const basket = await fillCart(stage.api, [{ sku: "JUG", quantity: 1 }]);
  const { body } = await place(stage.api, basket, await quote(stage.api, basket));
  expect((await confirm(stage.api, body, "pm_card_visa")).status).toBe(200);
});
afterAll(async () => {
  await browser?.close();
  await stage?.stop();
});
afterEach(async () => {
  const seen = visits;
  visits = [];
  await Promise.all(seen.map((one) => one.close()));
  expect(seen.flatMap((one) => one.faults)).toEqual([]);
});

async function shopper({ javaScript = true } = {}) {
  const one = await visit(browser, { baseURL: stage.web ?? "", javaScript });
  visits.push(one);
  return one.page;
}
type Page = Awaited<ReturnType<typeof shopper>>;

async function toCheckout(page: Page, handle: string): Promise<void> {
  await page.goto(`/products/${handle}`);
  await page.getByRole("button", { name: "Add to cart" }).click();
  await page.waitForURL(/\/cart/);
  await page.getByRole("link", { name: /checkout/i }).click();
  await page.waitForURL(/\/checkout/);
}

async function fillAddress(page: Page): Promise<void> {
  const values = { email: "ada@example.com", name: "Ada Lovelace", line1: "Hafenstraße 1", postalCode: "20457", city: "Hamburg" };
  for (const [name, value] of Object.entries(values)) await page.locator(`input[name="${name}"]`).fill(value);
  await page.locator("select#country").selectOption("DE");
}

const placeOrder = (page: Page) => page.getByRole("button", { name: "Continue to payment" }).filter({ visible: true }).click();

async function pay(page: Page, card: string): Promise<void> {
  await page.locator(`input[name="card"][value="${card}"]`).check();
  await page.getByRole("button", { name: /^Pay / }).click();
}

/** The card is accepted, and the order's page and the mail say so. */
async function confirmed(page: Page): Promise<void> {
  await page.waitForURL(/\/thanks/);
  expect(await page.getByRole("heading", { level: 1 }).innerText()).toContain("Ada");
  await page.getByRole("link", { name: /follow/i }).click();
  await page.waitForURL(/\/orders\/order_[^/]+$/);
  const orderId = /order_[^/?]+/.exec(page.url())?.[0] ?? "";
  await stage.settled();
  const [mail] = (await stage.mails()).filter((sent) => sent.text.includes(orderId));
  expect(mail).toMatchObject({ to: ["ada@example.com"] });
}

test("a guest finds a product from the home page and buys it with an accepted card", async () => {
  const page = await shopper();
  await page.goto("/");
  await page.getByRole("navigation").getByRole("link", { name: "Things" }).first().click();
  await page.getByRole("link", { name: "Product JUG" }).first().click();
  await page.waitForURL(/\/products\/jug/);
  await toCheckout(page, "jug");
  await fillAddress(page);
  await placeOrder(page);
  await page.waitForURL(/\/pay/);
  await pay(page, "pm_card_visa");
  await confirmed(page);
});

test("a declined card says so and keeps the order, an accepted one pays it", async () => {
  const page = await shopper();
  await toCheckout(page, "jug");
  await fillAddress(page);
  await placeOrder(page);
  await page.waitForURL(/\/pay/);
  await pay(page, "pm_card_chargeDeclined");
  await page.getByText(/declined\. Nothing was charged/).waitFor();
  await pay(page, "pm_card_visa");
  await confirmed(page);
});

test("the same purchase without JavaScript, through the bank's page", async () => {
  const page = await shopper({ javaScript: false });
  await toCheckout(page, "jug");
  await fillAddress(page);
  await placeOrder(page);
  await page.waitForURL(/\/pay/);
  await pay(page, "pm_card_authenticationRequired");
  await page.waitForURL(/\/challenge\//);
  await page.getByRole("button", { name: /approve/i }).click();
  await confirmed(page);
});

test("what was typed is still there when a field is wrong, and the field says what to do", async () => {
  const page = await shopper({ javaScript: false });
  await toCheckout(page, "jug");
  await fillAddress(page);
  await page.locator('input[name="city"]').fill(" ");
  await placeOrder(page);
  expect(await page.locator('input[name="email"]').inputValue()).toBe("ada@example.com");
  expect(await page.locator('input[name="city"]').getAttribute("aria-invalid")).toBe("true");
});

test("the last unit wanted by two: one gets it, the other is told and keeps the cart", async () => {
  const [first, second] = [await shopper(), await shopper()];
  for (const page of [first, second]) {
    await toCheckout(page, "last");
    await fillAddress(page);
  }
  await Promise.all([first, second].map(placeOrder));
  await Promise.all([first, second].map((page) => page.waitForURL(/\/pay|\/checkout/)));
  await first.waitForLoadState();
  await second.waitForLoadState();
  const placed = [first, second].filter((page) => page.url().includes("/pay"));
  expect(placed).toHaveLength(1);
  const [other] = [first, second].filter((page) => !page.url().includes("/pay"));
  await other
    ?.getByText(/sold out|no longer|only 0|not enough|left/i)
    .first()
    .waitFor();
  await other?.goto("/cart");
  expect(await other?.getByText("Product LAST").count()).toBeGreaterThan(0);
});
