import { confirm, fillCart, openBrowser, place, quote, sell, send, type Stage, startStage, type Visit, visit } from "@souk/testing";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { addToCart, type Browser, buy, type Page, signIn } from "./person.ts";

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

test("signs in by a mailed code without JavaScript, and out again", async () => {
  const page = await person({ javaScript: false });
  await signIn(stage, page, "plain@example.com");
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
  await signIn(stage, page, "renew@example.com");
  await page.context().clearCookies({ name: "__Host-at" });
  await page.goto("/account");
  await page.getByText("Signed in as renew@example.com").waitFor();
  expect((await page.context().cookies(stage.web)).map(({ name }) => name)).toContain("__Host-at");
});

test("a cart filled before signing in is added to the one of another device", async () => {
  const [first, second] = [await person(), await person()];
  await addToCart(first, "jug");
  await signIn(stage, first, "both@example.com");
  await addToCart(second, "cup");
  await signIn(stage, second, "both@example.com");
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
  await signIn(stage, page, "ada@example.com");
  await page.getByRole("link", { name: `Order ${guest.body.number}` }).click();
  await page.getByText("We are packing your order").waitFor();
  await addToCart(page, "cup");
  const orderId = await buy(page);
  await page.goto("/account");
  expect(await page.locator(`a[href="/orders/${orderId}"]`).count()).toBe(1);
});

test("keeps a name and an address, which the checkout then knows; tells all, and deletes all", async () => {
  const page = await person();
  await signIn(stage, page, "keeper@example.com");
  await page.goto("/account/details");
  await page.locator("input#name").fill("Kim Keeper");
  await page.getByRole("button", { name: "Save" }).first().click();
  await page.getByText("Saved.").waitFor();
  await page.getByRole("link", { name: "A new address" }).click();
  for (const [name, value] of Object.entries({ line1: "Kai 7", postalCode: "10119", city: "Berlin" }))
    await page.locator(`input#${name}`).fill(value);
  await page.locator("select#country").first().selectOption("DE");
  await page.locator(".actions").getByRole("button", { name: "Keep this address" }).click();
  await page.getByText("Kai 7").waitFor();
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
  await signIn(stage, customer, "watch@example.com");
  await addToCart(customer, "jug");
  const orderId = await buy(customer);
  await customer.goto(`/orders/${orderId}`);
  await customer.getByText("We are packing your order").waitFor();
  await signIn(stage, staff, "grace@example.com", "/staff");
  await staff.locator(`a[href="/staff/orders/${orderId}"]`).click();
  await staff.locator("input#carrier").fill("DHL");
  await staff.locator("input#number").fill("0034");
  await staff.getByRole("button", { name: "Ship these" }).click();
  await customer.getByRole("heading", { name: "Your order is on its way" }).waitFor({ timeout: 3000 });
  await staff.getByText("Done.").waitFor();
  await staff.locator("input#amount").fill("10,00");
  await staff.getByRole("button", { name: "Refund this amount" }).click();
  await staff.locator(".timeline").getByText("€10.00").waitFor();
  expect(
    (await stage.ledger()).filter((entry) => entry.orderId === orderId && entry.kind === "refund").map(({ amount }) => amount),
  ).toEqual([1000]);
});

test("staff count stock, and take a product out of the shop and back", async () => {
  const staff = await person();
  await signIn(stage, staff, "grace@example.com", "/staff");
  await staff.goto("/staff/stock?sku=CUP");
  await staff.locator("input#count").fill("44");
  await staff.getByRole("button", { name: "Save the change" }).click();
  await staff.locator(".facts").getByText("44").first().waitFor();
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
  await signIn(stage, page, "curious@example.com");
  await page.goto("/staff");
  await page.locator("main").getByRole("link", { name: "Sign in" }).waitFor();
  expect(await page.getByRole("table").count()).toBe(0);
});
