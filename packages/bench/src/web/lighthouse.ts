import { findChromium } from "@souk/tooling/chromium";
import { median } from "../figure.ts";

interface Lighthouse {
  default(url: string, options: object): Promise<{ lhr: { categories: Record<string, { score: number | null }> } } | undefined>;
}
interface Launcher {
  launch(options: object): Promise<{ port: number; kill(): void }>;
}

const categories = ["performance", "accessibility", "best-practices", "seo"];

/**
 * Lighthouse's four scores on its mobile device, medians of so many runs; undefined where it is not installed. It brings two hundred
 * packages, so that it is nobody's dependency: `npm install --no-save lighthouse@13.5.0` before, `npm ci` after.
 */
export async function lighthouseScores(url: string, runs: number): Promise<number[] | undefined> {
  const [lighthouse, launcher] = await Promise.all([load<Lighthouse>("lighthouse"), load<Launcher>("chrome-launcher")]);
  if (!lighthouse || !launcher) return undefined;
  const chrome = await launcher.launch({ chromePath: findChromium(), chromeFlags: ["--headless=new", "--no-sandbox"] });
  try {
    const scores: number[][] = [];
    for (let run = 0; run < runs; run += 1) {
      const result = await lighthouse.default(url, { port: chrome.port, output: "json", logLevel: "error", onlyCategories: categories });
      scores.push(categories.map((name) => Math.round((result?.lhr.categories[name]?.score ?? 0) * 100)));
    }
    return categories.map((_, index) => median(scores.map((score) => score[index] ?? 0)));
  } finally {
    chrome.kill();
  }
}

async function load<T>(name: string): Promise<T | undefined> {
  try {
    return (await import(name)) as T;
  } catch {
    return undefined;
  }
}
