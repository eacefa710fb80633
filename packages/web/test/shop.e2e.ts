import { expect, test } from "vitest";
import { type Page, addToCart, fillAddress } from "./person.ts";
import { useShop } from "./shop.ts";

const shop = useShop({ goods: { JUG: { quantity: 20, price: 3400 }, LAST: { quantity: 1, price: 5000 } } });

async function toCheckout(page: Page, handle: string): Promise<void> {
  await addToCart(page, handle);
  await page.getByRole("link", { name: /checkout/i }).click();
  await page.waitForURL(/\/checkout/);
}

const email = "ada@example.com";
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
  await shop.stage.settled();
  const [mail] = (await shop.stage.mails()).filter((sent) => sent.text.includes(orderId));
  expect(mail).toMatchObject({ to: [email] });
}

test("a guest finds a product from the home page and buys it with an accepted card", async () => {
  const page = await shop.person();
  await page.goto("/");
  await page.getByRole("navigation").getByRole("link", { name: "Things" }).first().click();
  await page.getByRole("link", { name: "Product JUG" }).first().click();
  await page.waitForURL(/\/products\/jug/);
  await toCheckout(page, "jug");
  await fillAddress(page, email);
  await placeOrder(page);
  await page.waitForURL(/\/pay/);
  await pay(page, "pm_card_visa");
  await confirmed(page);
});

test("a declined card says so and keeps the order, an accepted one pays it", async () => {
  const page = await shop.person();
  await toCheckout(page, "jug");
  await fillAddress(page, email);
  await placeOrder(page);
  await page.waitForURL(/\/pay/);
  await pay(page, "pm_card_chargeDeclined");
  await page.getByText(/declined\. Nothing was charged/).waitFor();
  await pay(page, "pm_card_visa");
  await confirmed(page);
});

test("the same purchase without JavaScript, through the bank's page", async () => {
  const page = await shop.person({ javaScript: false });
  await toCheckout(page, "jug");
  await fillAddress(page, email);
  await placeOrder(page);
  await page.waitForURL(/\/pay/);
  await pay(page, "pm_card_authenticationRequired");
  await page.waitForURL(/\/challenge\//);
  await page.getByRole("button", { name: /approve/i }).click();
  await confirmed(page);
});

test("what was typed is still there when a field is wrong, and the field says what to do", async () => {
  const page = await shop.person({ javaScript: false });
  await toCheckout(page, "jug");
  await fillAddress(page, email);
  await page.locator('input[name="city"]').fill(" ");
  await placeOrder(page);
  expect(await page.locator('input[name="email"]').inputValue()).toBe(email);
  expect(await page.locator('input[name="city"]').getAttribute("aria-invalid")).toBe("true");
});

test("the last unit wanted by two: one gets it, the other is told and keeps the cart", async () => {
  const [first, second] = [await shop.person(), await shop.person()];
  for (const page of [first, second]) {
    await toCheckout(page, "last");
    await fillAddress(page, email);
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
