import { confirm, fillCart, place, quote } from "@souk/testing";
import { expect, test } from "vitest";
import { addToCart, type Page, placeOrder } from "./person.ts";
import { useShop, useVisitor } from "./shop.ts";

const shop = useShop({ goods: { JUG: { quantity: 20, price: 3400 } } });
const one = useVisitor(shop);

/** What a screen reader is given of a part of a page. */
const tree = (page: Page, part = "body"): Promise<string> => page.locator(part).ariaSnapshot();

/** Headings as their levels and words, in the order in which they are read. */
const headings = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll("h1, h2, h3")].map((h) => `${h.tagName[1]} ${h.textContent?.trim().replaceAll(/\s+/g, " ")}`),
  );

test("every page has its landmarks, each once or with a name of its own", async () => {
  const { page } = one;
  await page.goto("/products/jug");
  await page.getByRole("heading", { level: 1, name: "Product JUG" }).waitFor();
  const text = await tree(page);
  for (const landmark of ["banner", "main", "contentinfo"])
    expect(text.split("\n").filter((line) => line === `- ${landmark}:`)).toHaveLength(1);
  expect(text).toMatch(/navigation "Categories"/);
  expect(text).toMatch(/navigation "You are here"/);
  expect(text).toContain('link "Skip to content"');
});

test("a product is told by its name, its price, its stock and what to do", async () => {
  const { page } = one;
  await page.goto("/products/jug");
  expect((await headings(page)).slice(0, 2)).toEqual(["1 Product JUG", "2 About it"]);
  const text = await tree(page, "main");
  for (const part of ["€34.00", "status: In stock", 'combobox "Quantity"', 'button "Add to cart"', 'region "Pictures of Product JUG"'])
    expect(text).toContain(part);
});

test("a cart is a list of things, each with its own controls by name", async () => {
  const { page } = one;
  await addToCart(page, "jug");
  expect(await headings(page)).toEqual(expect.arrayContaining(["1 Your cart", "2 Product JUG"]));
  const text = await tree(page, "main");
  for (const part of ['combobox "Quantity of Product JUG"', 'button "Remove Product JUG"', 'link "Go to checkout"'])
    expect(text).toContain(part);
  expect(await tree(page, "header")).toContain('link "Cart 1 item"');
});

test("a checkout is groups of labeled fields, and an error is told with its field", async () => {
  const { page } = one;
  await page.goto("/checkout");
  expect(await headings(page)).toEqual(["1 Checkout", "2 Order summary"]);
  const text = await tree(page, "main");
  for (const part of [
    'group "Contact"',
    'group "Delivery address"',
    'group "Shipping"',
    'textbox "Email"',
    'complementary "Order summary"',
  ])
    expect(text).toContain(part);
  await page.locator("main form").evaluate((form: HTMLFormElement) => void (form.noValidate = true));
  await page.locator("aside").getByRole("button", { name: "Continue to payment" }).click();
  await page.getByRole("alert").waitFor();
  const email = page.getByLabel("Email");
  expect(await email.getAttribute("aria-invalid")).toBe("true");
  expect(await email.getAttribute("aria-describedby")).toBe("email-hint email-error");
});

test("an order says how it stands first, and a change is announced", async () => {
  const { page } = one;
  const orderId = await placeOrder(page, "ada@example.com");
  await page.goto(`/orders/${orderId}`);
  expect((await headings(page))[0]).toBe("1 Waiting for your payment");
  expect(await headings(page)).toEqual(expect.arrayContaining(["2 Progress", "2 Delivered to", "2 Order summary"]));
  const announcer = page.locator("[data-announce]");
  expect([await announcer.getAttribute("role"), await announcer.innerText()]).toEqual(["status", ""]);
  const basket = await fillCart(shop.stage.api, [{ sku: "JUG", quantity: 1 }]);
  const { body } = await place(shop.stage.api, basket, await quote(shop.stage.api, basket));
  await page.goto(`/orders/${body.orderId}?token=${body.token}`);
  expect((await confirm(shop.stage.api, body, "pm_card_visa")).status).toBe(200);
  await page.getByRole("heading", { level: 1, name: "We are packing your order" }).waitFor();
  await expect.poll(() => page.locator("[data-announce]").textContent()).toBe("Your order's status has changed.");
});
