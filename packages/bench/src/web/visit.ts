import path from "node:path";
import { gzipSync } from "node:zlib";
import type { Browser, Response } from "playwright-core";

export interface Weight {
  html: number;
  script: number;
  style: number;
  font: number;
  image: number;
}

export interface Vitals {
  /** First and largest contentful paint, in milliseconds. */
  fcp: number;
  lcp: number;
  /** Cumulative layout shift. */
  cls: number;
  /** Milliseconds that tasks blocked beyond 50 each. */
  tbt: number;
}

const observer = path.join(import.meta.dirname, "observe.js");

/** Lighthouse's mobile device: a slow 4G line and a processor four times as slow. */
const slowLine = { offline: false, latency: 150, downloadThroughput: (1.6 * 1024 * 1024) / 8, uploadThroughput: (750 * 1024) / 8 };

/** One visit with an empty cache on that device, or on this machine as it is. */
export async function visitPage(browser: Browser, url: string, { slow }: { slow: boolean }) {
  const context = await browser.newContext({
    viewport: { width: 412, height: 823 },
    deviceScaleFactor: 1.75,
    isMobile: true,
    hasTouch: true,
    locale: "en-GB",
  });
  try {
    const page = await context.newPage();
    await page.addInitScript({ path: observer });
    const session = await context.newCDPSession(page);
    if (slow) {
      await session.send("Network.emulateNetworkConditions", slowLine);
      await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
    }
    const responses: Response[] = [];
    page.on("response", (response) => void responses.push(response));
    await page.goto(url, { waitUntil: "networkidle", timeout: 60_000 });
    const vitals = await page.evaluate<Vitals>("soukVitals");
    return { vitals, weight: await weigh(responses) };
  } finally {
    await context.close();
  }
}

const compressed = /text|json|javascript|svg/;

/** Bytes as a CDN would send them: text under gzip, the rest as it is. */
async function weigh(responses: Response[]): Promise<Weight> {
  const weight: Weight = { html: 0, script: 0, style: 0, font: 0, image: 0 };
  const kinds: Record<string, keyof Weight> = { document: "html", script: "script", stylesheet: "style", font: "font", image: "image" };
  for (const response of responses) {
    const kind = kinds[response.request().resourceType()];
    const body = kind && response.ok() ? await response.body().catch(() => undefined) : undefined;
    if (!kind || !body) continue;
    const text = compressed.test(response.headers()["content-type"] ?? "");
    weight[kind] += text ? gzipSync(body).length : body.length;
    // Scripts in the page are scripts too.
    if (kind === "html") weight.script += inlineScripts(body.toString("utf8"));
  }
  return weight;
}

const inlineScripts = (html: string): number =>
  [...html.matchAll(/<script(?![^>]*(?:src=|json))[^>]*>([\s\S]*?)<\/script>/g)].reduce(
    (sum, [, text = ""]) => sum + gzipSync(text).length,
    0,
  );
