/** `npm run screens`: photographs every page of the demo shop at two widths, light and dark, into docs/screens. */
import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { openBrowser } from "./browser.ts";
import { dropState, newState, startStage } from "./stage.ts";

type Browser = Awaited<ReturnType<typeof openBrowser>>;
type Page = Awaited<ReturnType<Browser["newPage"]>>;

const folder = path.resolve(import.meta.dirname, "../../../docs/screens");
const widths = { 1280: 900, 390: 844 };
const address = { email: "ada@example.com", name: "Ada Lovelace", line1: "Hafenstraße 1", postalCode: "20457", city: "Hamburg" };

async function shoot(page: Page, name: string): Promise<void> {
  // Pictures further down load when they come near.
  await page.mouse.wheel(0, 500);
  await page.waitForLoadState("networkidle");
  await page.mouse.wheel(0, -500);
  await page.waitForTimeout(150);
  await page.screenshot({ path: path.join(folder, `${name}.jpg`), type: "jpeg", quality: 72 });
}

/** One purchase, each page on the way photographed. */
async function walk(page: Page, suffix: string): Promise<void> {
  const shot = (name: string) => shoot(page, `${name}-${suffix}`);
  await page.goto("/");
  await shot("home");
  await page.goto("/c/cups-mugs");
  await shot("category");
  await page.goto("/products/quay-mug");
  await shot("product");
  await page.locator("[data-add]").click();
  await page.waitForURL(/\/cart/);
  await shot("cart");
  await page.goto("/checkout");
  for (const [name, value] of Object.entries(address)) await page.locator(`input[name="${name}"]`).fill(value);
  await shot("checkout");
  await page.locator('aside button[value="place"]').click();
  await page.waitForURL(/\/pay/);
  await shot("payment");
  await page.locator("main form[action$='/pay'] button").click();
  await page.waitForURL(/\/thanks/);
  await shot("confirmation");
  await page.goto(page.url().replace("/thanks", ""));
  await shot("order");
  await page.goto("/policies/shipping");
  await shot("policy");
  await page.goto("/no-such-page");
  await shot("not-found");
}

const state = newState();
const stage = await startStage({ state, seed: "demo", web: true });
const browser = await openBrowser();
try {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) if (name.endsWith(".jpg")) rmSync(path.join(folder, name));
  // The demo's goods come behind the first page.
  while (!existsSync(path.join(state, "seeded.json"))) await new Promise((resolve) => setTimeout(resolve, 200));
  for (const [width, height] of Object.entries(widths)) {
    for (const colorScheme of ["light", "dark"] as const) {
      const context = await browser.newContext({
        baseURL: stage.web ?? "",
        locale: "en-GB",
        viewport: { width: Number(width), height },
        colorScheme,
        reducedMotion: "reduce",
      });
      await walk(await context.newPage(), `${width}-${colorScheme}`);
      await context.close();
    }
  }
  console.log(`${readdirSync(folder).length} pictures in docs/screens`);
} finally {
  await browser.close();
  await stage.stop();
  dropState(state);
}
