import { expect, test } from "vitest";
import { barriers, movingOf, sidewaysOf } from "./audit.ts";
import { mailedCode, mailsTo, type Page, until } from "./person.ts";
import { useShop, useVisitor } from "./shop.ts";

const shop = useShop();
const one = useVisitor(shop);

/** Nothing in the way of anybody, in both color schemes, both directions and every width; and no script at all. */
async function sound(page: Page, name: string): Promise<void> {
  expect(new URL(page.url()).origin, name).toBe(shop.stage.auth);
  expect(await page.evaluate(() => document.scripts.length)).toBe(0);
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    expect(await movingOf(page)).toEqual([]);
    expect(await barriers(page), `${name}, ${colorScheme}`).toEqual([]);
  }
  for (const direction of ["rtl", "ltr"])
    for (const width of [320, 640, 1280]) {
      await page.evaluate((dir) => void (document.documentElement.dir = dir), direction);
      await page.setViewportSize({ width, height: 700 });
      expect(await sidewaysOf(page), `${name}, ${direction} at ${width}`).toEqual([]);
    }
}

test("the issuer's pages have no barrier, on the way in and when something is wrong", async () => {
  const { page } = one;
  await page.goto("/api/auth/login?next=/account");
  await sound(page, "address");
  await page.locator("#email").fill("no address");
  await page.locator("form button").first().click();
  await page.locator("#email-error").waitFor();
  await sound(page, "wrong address");
  await page.locator("#email").fill("ida@example.com");
  await page.locator("form button").first().click();
  await page.locator("#code").waitFor();
  await sound(page, "code");
  await until(async () => (await mailsTo(shop.stage, "ida@example.com")) > 0);
  await page.locator("#code").fill("00000000");
  await page.locator("form button").first().click();
  await page.locator("#code-error").waitFor();
  await sound(page, "wrong code");
  await page.goto(`${shop.stage.auth}/authorize?client_id=nobody`);
  await sound(page, "refused");
  expect((await page.goto(`${shop.stage.auth}/nothing`))?.status()).toBe(404);
  await sound(page, "not found");
});

test("somebody who is not on the staff is told so on a page without a barrier", async () => {
  const { page } = one;
  const email = "visitor@example.com";
  await page.goto("/api/auth/staff/login");
  await page.locator("#email").fill(email);
  await page.locator("form button").first().click();
  await page.locator("#code").fill(await mailedCode(shop.stage, email, 0));
  await page.locator("form button").first().click();
  await page.getByRole("heading", { name: "Not on the staff" }).waitFor();
  await sound(page, "not on the staff");
  await page.getByRole("link", { name: /^Back to/ }).click();
  await expect.poll(() => page.url()).toBe(`${shop.stage.web}/`);
});
