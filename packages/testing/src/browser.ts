import { chromiumFlags, findChromium } from "@souk/tooling/chromium";
import { type Browser, chromium, type Page } from "playwright-core";

/** A headless browser that asks nobody outside for anything. Close it. */
export const openBrowser = (): Promise<Browser> => chromium.launch({ executablePath: findChromium(), args: chromiumFlags });

export interface Visit {
  page: Page;
  /** Violations of the content security policy and errors of scripts, as they come up. */
  faults: string[];
  close(): Promise<void>;
}

/** One person's own window on a shop: an empty cookie jar. */
export async function visit(browser: Browser, { baseURL, javaScript = true }: { baseURL: string; javaScript?: boolean }): Promise<Visit> {
  const context = await browser.newContext({
    baseURL,
    javaScriptEnabled: javaScript,
    locale: "en-GB",
    viewport: { width: 1280, height: 900 },
  });
  // On a busy machine a first page takes its time; what is not there by then is not there.
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => {
    if (/Content Security Policy|Refused to/.test(message.text())) faults.push(message.text());
  });
  return { page, faults, close: () => context.close() };
}
