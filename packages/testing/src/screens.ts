/** `npm run screens`: photographs every page of the demo shop at two widths, light and dark, into docs/screens. */
import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import type { Page } from "playwright-core";
import { openBrowser } from "./browser.ts";
import { walkShop, walkStaff } from "./screens/walk.ts";
import { dropState, newState, startStage } from "./stage.ts";

const { values } = parseArgs({
  options: {
    to: { type: "string" },
    full: { type: "boolean", default: false },
    rtl: { type: "boolean", default: false },
    only: { type: "string" },
  },
});
const folder = path.resolve(values.to ?? path.resolve(import.meta.dirname, "../../../docs/screens"));
const widths = { 1280: 900, 390: 844 };
const schemes = ["light", "dark"] as const;

/** One picture: what a screen shows, or with `--full` the whole page. */
async function shoot(page: Page, name: string): Promise<void> {
  // Pictures further down load when they come near.
  await page.mouse.wheel(0, 500);
  await page.waitForLoadState("networkidle");
  await page.mouse.wheel(0, -500);
  if (values.rtl) await page.evaluate(`document.documentElement.dir = "rtl"`);
  await page.waitForTimeout(150);
  await page.screenshot({ path: path.join(folder, `${name}.jpg`), type: "jpeg", quality: 64, fullPage: values.full });
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
    for (const colorScheme of schemes) {
      const suffix = `${width}-${colorScheme}`;
      if (values.only && values.only !== suffix) continue;
      const context = await browser.newContext({
        baseURL: stage.web ?? "",
        locale: "en-GB",
        viewport: { width: Number(width), height },
        colorScheme,
        reducedMotion: "reduce",
      });
      const page = await context.newPage();
      const walk = { stage, page, shot: (name: string) => shoot(page, `${name}-${suffix}`), email: `ada.${suffix}@example.com` };
      await walkShop(walk);
      await walkStaff(walk);
      await context.close();
    }
  }
  console.log(`${readdirSync(folder).length} pictures in ${path.relative(process.cwd(), folder)}`);
} finally {
  await browser.close();
  await stage.stop();
  dropState(state);
}
