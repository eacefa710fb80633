import { expect, test } from "vitest";
import { type Page } from "./person.ts";
import { useShop, useVisitor } from "./shop.ts";

const shop = useShop({ goods: { JUG: { quantity: 20, price: 3400 } } });
const one = useVisitor(shop);

interface Focus {
  /** Its words: label, text or name. */
  name: string;
  tag: string;
  /** Whether anything shows where the focus is. */
  seen: boolean;
}

const focus = (page: Page): Promise<Focus> =>
  page.evaluate(() => {
    const element = document.activeElement;
    if (!(element instanceof HTMLElement)) return { name: "", tag: "", seen: false };
    const field = element instanceof HTMLInputElement || element instanceof HTMLSelectElement ? element : undefined;
    const name = field?.labels?.[0]?.textContent ?? element.getAttribute("aria-label") ?? element.textContent ?? "";
    const outlined = (box: Element | null): boolean => {
      if (!box) return false;
      const { outlineStyle, outlineWidth } = getComputedStyle(box);
      return outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2;
    };
    // A pill draws the outline of its hidden radio, a card that of its link.
    const seen = outlined(element) || outlined(element.nextElementSibling) || outlined(element.closest(".card"));
    // Clipped to a point is hidden, whatever its outline says.
    const shown = element.getBoundingClientRect().width > 2;
    return { name: name.trim().replaceAll(/\s+/g, " "), tag: element.tagName.toLowerCase(), seen: seen && shown };
  });

/** Presses Tab until the focus is on what is named, and sees it on every stop of the way. */
async function tabTo(page: Page, name: RegExp, limit = 60): Promise<void> {
  const passed: string[] = [];
  for (let presses = 0; presses < limit; presses += 1) {
    await page.keyboard.press("Tab");
    const now = await focus(page);
    if (now.tag === "body") continue;
    expect(now.seen, `the focus is seen on ${now.tag} "${now.name}"`).toBe(true);
    if (name.test(now.name)) return;
    passed.push(now.name);
  }
  throw new Error(`no Tab leads to ${name}: ${passed.join(" | ")}`);
}

const typed = { Email: "ada@example.com", "Full name": "Ada Lovelace", Street: "Hafenstraße 1", Postal: "20457", City: "Hamburg" };

test("the first Tab offers to skip to the content, and does", async () => {
  const { page } = one;
  await page.goto("/");
  await page.keyboard.press("Tab");
  expect(await focus(page)).toMatchObject({ name: "Skip to content", seen: true });
  expect(await page.evaluate(() => document.activeElement?.getBoundingClientRect().top)).toBeGreaterThanOrEqual(0);
  await page.keyboard.press("Enter");
  await page.waitForURL(/#main$/);
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.querySelector("main")?.contains(document.activeElement))).toBe(true);
});

test("no page holds the focus: Tab goes on to the last control, and from there out of the page", async () => {
  const { page } = one;
  for (const path of ["/", "/products/jug", "/cart", "/account", "/no-such-page"]) {
    await page.goto(path);
    await tabTo(page, /^Language/);
    await page.keyboard.press("Tab");
    // Out of the page, or, where the browser has nothing else to offer, at its start again.
    const { tag, name } = await focus(page);
    expect(tag === "body" || name === "Skip to content", `${path}: ${tag} ${name}`).toBe(true);
  }
});

test("a whole purchase by keyboard alone, with a field forgotten on the way", async () => {
  const { page } = one;
  await page.goto("/");
  await tabTo(page, /^Things$/);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/c\/things/);
  await tabTo(page, /^Product JUG$/);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/products\/jug/);
  await tabTo(page, /^Quantity/);
  await page.keyboard.press("ArrowDown");
  await tabTo(page, /^Add to cart$/);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/cart/);
  expect(await page.getByRole("combobox", { name: "Quantity of Product JUG" }).inputValue()).toBe("2");
  await tabTo(page, /^Quantity of Product JUG/);
  await page.keyboard.press("ArrowDown");
  await tabTo(page, /^Update$/);
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => url.pathname === "/cart");
  await expect.poll(() => page.locator(".cart-count").innerText()).toContain("3");
  await tabTo(page, /Go to checkout/);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/checkout/);
  await tabTo(page, /^Country/);
  await page.keyboard.press("ArrowDown");
  await page.waitForFunction(() => document.querySelector<HTMLSelectElement>("main #country")?.selectedOptions[0]?.defaultSelected);
  expect(await focus(page), "another country brings the form again, at the same field").toMatchObject({ name: "Country", seen: true });
  await page.keyboard.press("ArrowUp");
  await page.waitForFunction(() => document.querySelector<HTMLSelectElement>("main #country")?.value === "DE");
  await page.locator("main #country[autofocus]").waitFor();
  await page.getByLabel("Email").focus();
  await page.keyboard.press("Shift+Tab");
  for (const [label, value] of Object.entries(typed)) {
    await tabTo(page, new RegExp(`^${label}`));
    await page.keyboard.type(label === "City" ? " " : value);
  }
  await page.keyboard.press("Enter");
  await page.getByText("Please look at the marked fields.").waitFor();
  expect(await focus(page)).toMatchObject({ name: "City", seen: true });
  expect(await page.locator("#city").getAttribute("aria-describedby")).toBe("city-error");
  await page.keyboard.press("Control+A");
  await page.keyboard.type(typed.City);
  await tabTo(page, /^Continue to payment$/);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/pay/);
  await tabTo(page, /^Visa ending in 4242/);
  await page.keyboard.press("ArrowDown");
  expect((await focus(page)).name).toMatch(/^Mastercard/);
  await tabTo(page, /^Pay €/);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/thanks/);
  await tabTo(page, /Follow your order/);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "We are packing your order" }).waitFor();
});

test("after a refused card the focus is on what happened", async () => {
  const { page } = one;
  await page.goto("/products/jug");
  await page.getByRole("button", { name: "Add to cart" }).click();
  await page.waitForURL(/\/cart/);
  await page.goto("/checkout");
  for (const [label, value] of Object.entries(typed)) await page.getByLabel(new RegExp(`^${label}`)).fill(value);
  await page.getByRole("button", { name: "Continue to payment" }).filter({ visible: true }).click();
  await page.waitForURL(/\/pay/);
  await page.locator('input[value="pm_card_chargeDeclined"]').check();
  await page.getByRole("button", { name: /^Pay / }).click();
  await page.getByText(/declined\. Nothing was charged/).waitFor();
  expect(await page.evaluate(() => document.activeElement?.getAttribute("role"))).toBe("alert");
});
