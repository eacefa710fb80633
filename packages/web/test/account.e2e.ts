import { confirm, fillCart, openBrowser, place, quote, sell, send, type Stage, startStage, type Visit, visit } from "@souk/testing";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";

type Browser = Awaited<ReturnType<typeof openBrowser>>;
type Page = Visit["page"];

let stage: Stage;
let browser: Browser;
let visits: Visit[] = [];
beforeAll(async () => {
  stage = await startStage({ web: true });
  browser = await openBrowser();
  await sell(stage, { sku: "JUG", quantity: 30, price: 3400 });
  await sell(stage, { sku: "CUP", quantity: 30, price: 1200 });
  const member = { email: "grace@example.com", name: "Grace", role: "owner" };
  expect((await send(stage.api, "POST", "/v1/staff", { body: member, key: stage.keys.staff })).status).toBe(201);
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

async function person({ javaScript = true } = {}): Promise<Page> {
  const one = await visit(browser, { baseURL: stage.web ?? "", javaScript });
  visits.push(one);
  return one.page;
}

/** Follows the link on a page to the issuer and comes back with the code that was mailed. */
async function signIn(page: Page, email: string, from = "/account"): Promise<void> {
  const before = (await stage.mails()).length;
  await page.goto(from);
  await page.locator("main").getByRole("link", { name: "Sign in" }).click();
  await page.locator('input[type="email"]').fill(email);
  await page.locator("form button").first().click();
  await page.locator('input[name="code"]').waitFor();
  await expect.poll(async () => (await stage.mails()).length).toBeGreaterThan(before);
  const [mail] = (await stage.mails()).filter(({ to }) => to.includes(email));
  const code = /\b(\d{4}) (\d{4})\b/.exec(mail?.text ?? "");
  await page.locator('input[name="code"]').fill(`${code?.[1]}${code?.[2]}`);
  await page.locator("form button").first().click();
  await page.waitForURL((url) => url.origin === new URL(stage.web ?? "").origin && url.pathname === from);
}

async function addToCart(page: Page, handle: string): Promise<void> {
  await page.goto(`/products/${handle}`);
  await page.getByRole("button", { name: "Add to cart" }).click();
  await page.waitForURL(/\/cart/);
}

/** Buys what is in the cart, with the address that the form does not have yet. */
async function buy(page: Page): Promise<string> {
  await page.goto("/checkout");
  for (const [name, value] of Object.entries({ name: "Ada Lovelace", line1: "Hafenstraße 1", postalCode: "20457", city: "Hamburg" }))
    await page.locator(`input[name="${name}"]`).fill(value);
  await page.locator("select#country").selectOption("DE");
  await page.getByRole("button", { name: "Continue to payment" }).filter({ visible: true }).click();
  await page.waitForURL(/\/pay/);
  await page.locator('input[name="card"][value="pm_card_visa"]').check();
  await page.getByRole("button", { name: /^Pay / }).click();
  await page.waitForURL(/\/thanks/);
  return /order_[^/?]+/.exec(page.url())?.[0] ?? "";
}

test("signs in by a mailed code without JavaScript, and out again", async () => {
  const page = await person({ javaScript: false });
  await signIn(page, "plain@example.com");
  await page.getByText("Signed in as plain@example.com").waitFor();
  const cookies = (await page.context().cookies(stage.web)).filter(({ name }) => /__Host-(at|rt)$/.test(name));
  expect(cookies.map(({ httpOnly, secure, sameSite }) => [httpOnly, secure, sameSite])).toEqual([
    [true, true, "Lax"],
    [true, true, "Lax"],
  ]);
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.goto("/account");
  await page.locator("main").getByRole("link", { name: "Sign in" }).waitFor();
});

test("an access token that ran out is renewed unseen", async () => {
  const page = await person();
  await signIn(page, "renew@example.com");
  await page.context().clearCookies({ name: "__Host-at" });
  await page.goto("/account");
  await page.getByText("Signed in as renew@example.com").waitFor();
  expect((await page.context().cookies(stage.web)).map(({ name }) => name)).toContain("__Host-at");
});

test("a cart filled before signing in is added to the one of another device", async () => {
  const [first, second] = [await person(), await person()];
  await addToCart(first, "jug");
  await signIn(first, "both@example.com");
  await addToCart(second, "cup");
  await signIn(second, "both@example.com");
  for (const page of [second, first]) {
    await page.goto("/cart");
    await page.getByText("Product JUG").first().waitFor();
    await page.getByText("Product CUP").first().waitFor();
    expect(await page.locator(".lines > li").count()).toBe(2);
  }
});

test("guest orders under a proven address stand in the account, and so does what is bought signed in", async () => {
  const basket = await fillCart(stage.api, [{ sku: "JUG", quantity: 1 }]);
  const guest = await place(stage.api, basket, await quote(stage.api, basket));
  expect((await confirm(stage.api, guest.body, "pm_card_visa")).status).toBe(200);
  await stage.settled();
  const page = await person();
  await signIn(page, "ada@example.com");
  await page.getByRole("link", { name: `Order ${guest.body.number}` }).click();
  await page.getByText("We are packing your order").waitFor();
  await addToCart(page, "cup");
  const orderId = await buy(page);
  await page.goto("/account");
  expect(await page.locator(`a[href="/orders/${orderId}"]`).count()).toBe(1);
});

test("keeps a name and an address, which the checkout then knows; tells all, and deletes all", async () => {
  const page = await person();
  await signIn(page, "keeper@example.com");
  await page.goto("/account/details");
  await page.locator("input#name").fill("Kim Keeper");
  await page.getByRole("button", { name: "Save" }).first().click();
  await page.getByText("Saved.").waitFor();
  for (const [name, value] of Object.entries({ line1: "Kai 7", postalCode: "10119", city: "Berlin" }))
    await page.locator(`input#${name}`).fill(value);
  await page.locator("select#country").first().selectOption("DE");
  await page.getByRole("button", { name: "Keep this address" }).click();
  await page.getByText("Kim Keeper, Kai 7").waitFor();
  const told = await page.evaluate(async () => (await fetch("/account/export")).text());
  expect(told).toContain("Kai 7");
  await addToCart(page, "jug");
  await page.goto("/checkout");
  expect(await page.locator('input[name="line1"]').inputValue()).toBe("Kai 7");
  expect(await page.locator('input[name="email"]').inputValue()).toBe("keeper@example.com");
  await page.goto("/account/details");
  await page.locator("summary").click();
  await page.getByRole("button", { name: "Yes, delete my account" }).click();
  await page.getByText("Your account was deleted.").waitFor();
});

test("staff ship an order, and the customer's open page changes within 3 seconds", async () => {
  const [customer, staff] = [await person(), await person()];
  await signIn(customer, "watch@example.com");
  await addToCart(customer, "jug");
  const orderId = await buy(customer);
  await customer.goto(`/orders/${orderId}`);
  await customer.getByText("We are packing your order").waitFor();
  await signIn(staff, "grace@example.com", "/staff");
  await staff.locator(`a[href="/staff/orders/${orderId}"]`).click();
  await staff.locator("input#carrier").fill("DHL");
  await staff.locator("input#number").fill("0034");
  await staff.getByRole("button", { name: "Ship all that is left" }).click();
  await customer.getByRole("heading", { name: "Your order is on its way" }).waitFor({ timeout: 3000 });
  await staff.getByText("Done.").waitFor();
  await staff.locator("input#amount").fill("10,00");
  await staff.getByRole("button", { name: "Refund" }).click();
  await staff.getByText(/Refunded: .*10\.00/).waitFor();
  expect(
    (await stage.ledger()).filter((entry) => entry.orderId === orderId && entry.kind === "refund").map(({ amount }) => amount),
  ).toEqual([1000]);
});

test("staff count stock, and take a product out of the shop and back", async () => {
  const staff = await person();
  await signIn(staff, "grace@example.com", "/staff");
  await staff.goto("/staff/stock?sku=CUP");
  await staff.locator("input#counted").fill("44");
  await staff.getByRole("button", { name: "Save the count" }).click();
  await staff.getByText("On hand: 44").waitFor();
  await staff.goto("/staff/products");
  await staff.getByRole("button", { name: "Unpublish: Product CUP" }).click();
  await staff.getByRole("button", { name: "Publish: Product CUP", exact: true }).click();
  await staff.getByRole("button", { name: "Unpublish: Product CUP" }).waitFor();
  expect(await staff.getByRole("button", { name: "Publish: Product CUP", exact: true }).count()).toBe(0);
});

test("a customer is no staff, and the staff corner shows nothing to the public", async () => {
  const page = await person();
  await page.goto("/staff/products");
  await page.locator("main").getByRole("link", { name: "Sign in" }).waitFor();
  await signIn(page, "curious@example.com");
  await page.goto("/staff");
  await page.locator("main").getByRole("link", { name: "Sign in" }).waitFor();
  expect(await page.getByRole("table").count()).toBe(0);
});
