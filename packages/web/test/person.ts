import { confirm, fillCart, type openBrowser, place, quote, type Stage, type Visit } from "@souk/testing";

export type Browser = Awaited<ReturnType<typeof openBrowser>>;
export type Page = Visit["page"];

/** Waits for a fact, in hooks too. */
export async function until(holds: () => boolean | Promise<boolean>, seconds = 20): Promise<void> {
  for (const deadline = performance.now() + seconds * 1000; !(await holds());) {
    if (performance.now() > deadline) throw new Error(`it does not hold after ${seconds} s: ${String(holds)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** One purchase by the API: every function is warm when a person waits for it. */
export async function warm(stage: Stage, sku: string): Promise<void> {
  const basket = await fillCart(stage.api, [{ sku, quantity: 1 }]);
  const { body } = await place(stage.api, basket, await quote(stage.api, basket));
  const { status } = await confirm(stage.api, body, "pm_card_visa");
  if (status !== 200) throw new Error(`the first purchase answered ${status}`);
}

/** The code of the newest mail to an address, once it is there. */
export async function mailedCode(stage: Stage, email: string, before: number): Promise<string> {
  await until(async () => (await mailsTo(stage, email)) > before);
  const [mail] = (await stage.mails()).filter(({ to }) => to.includes(email));
  const code = /\b(\d{4}) (\d{4})\b/.exec(mail?.text ?? "");
  return `${code?.[1]}${code?.[2]}`;
}

export const mailsTo = async (stage: Stage, email: string): Promise<number> =>
  (await stage.mails()).filter(({ to }) => to.includes(email)).length;

/** Follows the link on a page to the issuer and comes back with the code that was mailed. */
export async function signIn(stage: Stage, page: Page, email: string, from = "/account"): Promise<void> {
  const before = await mailsTo(stage, email);
  await page.goto(from);
  await page.locator("main").getByRole("link", { name: "Sign in" }).click();
  await page.locator('input[type="email"]').fill(email);
  await page.locator("form button").first().click();
  await page.locator('input[name="code"]').waitFor();
  await page.locator('input[name="code"]').fill(await mailedCode(stage, email, before));
  await page.locator("form button").first().click();
  await page.waitForURL((url) => url.origin === new URL(stage.web ?? "").origin && url.pathname === from);
}

export async function addToCart(page: Page, handle: string): Promise<void> {
  await page.goto(`/products/${handle}`);
  await page.getByRole("button", { name: "Add to cart" }).click();
  await page.waitForURL(/\/cart/);
}

const home = { name: "Ada Lovelace", line1: "Hafenstraße 1", postalCode: "20457", city: "Hamburg" };

/** Types where the order goes, and to whom mail about it. */
export async function fillAddress(page: Page, email?: string): Promise<void> {
  for (const [name, value] of Object.entries({ ...home, ...(email ? { email } : {}) }))
    await page.locator(`input[name="${name}"]`).fill(value);
  await page.locator("select#country").selectOption("DE");
}

/** Places an order of what is in the cart and stops at its payment. */
export async function placeOrder(page: Page, email?: string): Promise<string> {
  await page.goto("/checkout");
  await fillAddress(page, email);
  await page.getByRole("button", { name: "Continue to payment" }).filter({ visible: true }).click();
  await page.waitForURL(/\/pay/);
  return /order_[^/?]+/.exec(page.url())?.[0] ?? "";
}

/** Buys what is in the cart. */
export async function buy(page: Page, email?: string): Promise<string> {
  const orderId = await placeOrder(page, email);
  await page.locator('input[name="card"][value="pm_card_visa"]').check();
  await page.getByRole("button", { name: /^Pay / }).click();
  await page.waitForURL(/\/thanks/);
  return orderId;
}
