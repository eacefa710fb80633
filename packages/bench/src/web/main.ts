/**
 * `npm run bench:web [-- --runs 5 --only product]`: the built site before a demo shop, behind a front that packs text as a CDN does. Prints what
 * home, category, product and cart weigh, how long the server makes them and what a visitor on a slow phone waits for; Lighthouse's scores
 * where it is installed. Fails beyond a budget.
 */
import { existsSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { dropState, newState, openBrowser, startBuiltSite, startStage } from "@souk/testing";
import { median, short, table } from "../figure.ts";
import { startFront } from "./front.ts";
import { lighthouseScores } from "./lighthouse.ts";
import { visitPage, type Vitals, type Weight } from "./visit.ts";

const { values } = parseArgs({
  options: { runs: { type: "string", default: "5" }, only: { type: "string" }, built: { type: "boolean", default: false } },
});
const runs = Number(values.runs);

/** A page's scripts, and the page without its pictures, in kB of 1,000 bytes under gzip. */
const budget = { script: 30, page: 150 };

const state = newState();
const stage = await startStage({ state, seed: "demo" });
const browser = await openBrowser();
let stopSite = async () => {};
try {
  while (!existsSync(path.join(state, "seeded.json"))) await new Promise((resolve) => setTimeout(resolve, 200));
  const site = await startBuiltSite(stage, { built: values.built });
  const front = await startFront(site.url);
  stopSite = async () => {
    front.stop();
    await site.stop();
  };
  const [product = "", category = ""] = await links(site.url);
  const pages = { home: "/", category, product, cart: "/cart" };
  const rows: string[][] = [];
  const over: string[] = [];
  for (const [name, where] of Object.entries(pages)) {
    if (values.only && values.only !== name) continue;
    const url = new URL(where, front.url).href;
    const render = await renderMilliseconds(new URL(where, site.url).href);
    const slow = await visits(url, true);
    const fast = await visits(url, false);
    const { weight } = fast;
    const page = (weight.html + weight.script + weight.style + weight.font) / 1000;
    if (weight.script / 1000 > budget.script) over.push(`${name}: ${short(weight.script / 1000)} kB of scripts`);
    if (page > budget.page) over.push(`${name}: ${short(page)} kB without its pictures`);
    const scores = await lighthouseScores(url, runs);
    const kilobytes = [weight.html, weight.style, weight.script, weight.font].map((bytes) => short(bytes / 1000));
    const waits = [slow.vitals.fcp, slow.vitals.lcp, slow.vitals.tbt].map(short);
    rows.push([
      name,
      ...kilobytes,
      short(page),
      short(weight.image / 1000),
      short(render),
      ...waits,
      slow.vitals.cls.toFixed(3),
      short(fast.vitals.lcp),
      scores?.join("/") ?? "not installed",
    ]);
  }
  const head = [
    "page",
    "HTML kB",
    "CSS",
    "JS",
    "fonts",
    "all but pictures",
    "pictures",
    "render ms",
    "FCP ms slow phone",
    "LCP",
    "TBT",
    "CLS",
    "LCP here",
    "Lighthouse",
  ];
  console.log(table(head, rows));
  if (over.length > 0)
    throw new Error(`Over the budget of ${budget.script} kB of scripts and ${budget.page} kB in all:\n${over.join("\n")}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
} finally {
  await browser.close();
  await stopSite();
  await stage.stop();
  dropState(state);
}

/** The first product and the first category that the home page leads to. */
async function links(url: string): Promise<[product: string | undefined, category: string | undefined]> {
  const html = await (await fetch(url, { headers: { "accept-language": "en" } })).text();
  const hrefs = [...html.matchAll(/href="([^"#?]+)"/g)].map(([, href = ""]) => href);
  return [hrefs.find((href) => /\/products\/[^/]+$/.test(href)), hrefs.find((href) => href.startsWith("/c/"))];
}

async function renderMilliseconds(url: string): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < 20; run += 1) {
    const from = performance.now();
    await (await fetch(url)).text();
    times.push(performance.now() - from);
  }
  return median(times.slice(5));
}

async function visits(url: string, slow: boolean): Promise<{ vitals: Vitals; weight: Weight }> {
  const all: Awaited<ReturnType<typeof visitPage>>[] = [];
  for (let run = 0; run < runs; run += 1) all.push(await visitPage(browser, url, { slow }));
  const of = (key: keyof Vitals) => median(all.map(({ vitals }) => vitals[key]));
  const [first] = all;
  if (!first) throw new Error("--runs takes a number above 0");
  return { vitals: { fcp: of("fcp"), lcp: of("lcp"), cls: of("cls"), tbt: of("tbt") }, weight: first.weight };
}
