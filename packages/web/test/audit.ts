import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { gzipSync } from "node:zlib";
import type { AxeResults } from "axe-core";
import type { Page } from "./person.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

declare global {
  interface Window {
    axe: { run(context: Document, options: object): Promise<AxeResults> };
  }
}

/** What axe finds wrong with a page as it is shown now: one line per rule and element. */
export async function barriers(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const { violations } = await page.evaluate((values) => window.axe.run(document, { runOnly: { type: "tag", values } }), tags);
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(
      ({ target, any, all }) => `${id}: ${help} (${target.join(" ")}) ${[...any, ...all].map(({ message }) => message).join("; ")}`,
    ),
  );
}

/** What sticks out of the page to a side, unless its own box scrolls it. Nothing, where nobody must scroll sideways. */
export const sidewaysOf = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    // What is folded away must fit too.
    for (const folded of document.querySelectorAll("details")) folded.open = true;
    const { clientWidth, scrollWidth } = document.documentElement;
    const clipped = (element: Element): boolean => {
      for (let box: Element | null = element; box && box !== document.documentElement; box = box.parentElement)
        if (getComputedStyle(box).overflowX !== "visible" && box !== document.body) return true;
      return false;
    };
    const names = [...document.body.querySelectorAll("*")]
      .filter((element) => {
        const { left, right, width } = element.getBoundingClientRect();
        return width > 0 && (left < -1 || right > clientWidth + 1) && !clipped(element);
      })
      .map((element) => `${element.tagName.toLowerCase()}.${element.className}: ${element.textContent?.trim().slice(0, 40)}`);
    return scrollWidth > clientWidth ? [`the page is ${scrollWidth} wide in ${clientWidth}`, ...names] : names;
  });

/** What would move for somebody who asked for no motion: nothing. */
export const movingOf = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [document.documentElement, ...document.body.querySelectorAll("*")]
      .filter((element) => {
        const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(element);
        return transitionDuration.split(", ").some((time) => time !== "0s") || animationName !== "none" || scrollBehavior === "smooth";
      })
      .map((element) => `${element.tagName.toLowerCase()}.${element.className}`),
  );

export interface Traffic {
  /** Scripts of the page, as bytes under gzip. */
  scripts: Map<string, number>;
  /** The page itself, its scripts, styles and fonts, as a CDN sends them: text under gzip. */
  bytes: Map<string, number>;
  requests: URL[];
}

type Response = Awaited<ReturnType<Page["waitForResponse"]>>;

const counted = new Set(["document", "script", "stylesheet", "font"]);

/** Notes what a page asks for from now on, until it has settled: a page that was left has no bytes to be counted any more. */
export function watchTraffic(page: Page): Traffic & { settled(): Promise<void> } {
  const traffic: Traffic = { scripts: new Map(), bytes: new Map(), requests: [] };
  const pending: Promise<void>[] = [];
  const count = (response: Response) => {
    const kind = response.request().resourceType();
    const moved = response.status() >= 300 && response.status() < 400;
    if (moved || !counted.has(kind)) return;
    pending.push(
      response.body().then((body) => {
        const size = kind === "font" ? body.length : gzipSync(body).length;
        traffic.bytes.set(response.url(), size);
        if (kind === "script") traffic.scripts.set(response.url(), size);
      }),
    );
  };
  page.on("request", (request) => void traffic.requests.push(new URL(request.url())));
  page.on("response", count);
  const settled = async () => {
    page.off("response", count);
    await Promise.all(pending);
  };
  return { ...traffic, settled };
}

/** Scripts that stand in the page itself. */
export const inlineScripts = async (page: Page): Promise<number> =>
  (
    await page.evaluate(() =>
      [...document.scripts].filter(({ src, type }) => src === "" && !/json/.test(type)).map(({ textContent }) => textContent ?? ""),
    )
  ).reduce((sum, text) => sum + gzipSync(text).length, 0);
