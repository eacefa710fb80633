import path from "node:path";
import { pathToFileURL } from "node:url";
import { compileFunction } from "node:vm";
import { sharedForEverybody, strangerOf } from "@souk/web/sharing";
import { Cdn } from "./cdn.ts";
import { chance, type Mix, popular } from "./session.ts";

/** Not by name: the packages do not know what infra is written in. This file of it says one thing and uses nothing. */
const file = pathToFileURL(path.resolve(import.meta.dirname, "../../../../infra/visitor.ts")).href;
const { visitor } = (await import(file)) as { visitor: string };
const edge = compileFunction(visitor, ["event"]) as (event: object) => void;

interface PageVisit {
  at: number;
  path: string;
  accept: string;
  cookies: Record<string, { value: string }>;
}

export interface ReplayedPages {
  /** Pages of goods that people without a cart asked for, and those of everybody else. */
  strangers: number;
  others: number;
  /** Shares that the site was not asked for, in percent: of strangers' pages, and of all. */
  withoutOrigin: number;
  ofAll: number;
  /** The oldest page that anybody got, in seconds. */
  oldest: number;
}

/** What browsers say, by how many of them in a hundred do. */
export type Audience = Record<string, number>;
/** Of a shop that sells in one country, and of one that people from everywhere look at. */
export const oneCountry: Audience = { "de-DE,de;q=0.9,en-US;q=0.8,en;q=0.7": 100 };
export const manyCountries: Audience = {
  "de-DE,de;q=0.9,en-US;q=0.8,en;q=0.7": 40,
  "en-US,en;q=0.9": 20,
  "de,en-US;q=0.7,en;q=0.3": 15,
  "de-AT,de;q=0.9": 5,
  "en-GB,en;q=0.9": 5,
  "fr-FR,fr;q=0.9": 5,
  "pl-PL,pl;q=0.9": 5,
  "*": 5,
};
const categories = Array.from({ length: 8 }, (_, index) => `/c/category-${index}`);
/** One visit in ten fills a cart, one in twenty has chosen a language or country. */
const [carts, choices] = [0.1, 0.05];
const seconds = 20;
const chosen = { "__Host-locale": { value: "en" }, "__Host-country": { value: "AT" } };

/** Visits of six pages: home, a category, four products; who fills a cart then looks at it and at two more products. */
function pageVisits({ products, visitorsPerMinute, minutes }: Mix, audience: Audience): PageVisit[] {
  const random = chance(1);
  const [product, category] = [popular(products, random), popular(categories, random)];
  const sayings = Object.entries(audience).flatMap(([accept, percent]) => Array<string>(percent).fill(accept));
  const visits: PageVisit[] = [];
  for (let visit = 0; visit < visitorsPerMinute * minutes; visit += 1) {
    let at = random() * minutes * 60;
    const accept = sayings[Math.floor(random() * sayings.length)] ?? "*";
    let cookies: PageVisit["cookies"] = random() < choices ? chosen : {};
    const look = (where: string) => {
      visits.push({ at, path: where, accept, cookies });
      at += random() * seconds * 2;
    };
    look("/");
    look(category());
    for (let page = 0; page < 4; page += 1) look(`/products/${product().handle}`);
    if (random() >= carts) continue;
    cookies = { "__Host-cart": { value: "cart" } };
    look("/cart");
    for (let page = 0; page < 2; page += 1) look(`/products/${product().handle}`);
    look("/checkout");
  }
  return visits.sort((a, b) => a.at - b.at);
}

/** Replays visits of the site: CloudFront's own function says who asks, and the site's own rule what may be kept. */
export async function replayPages(mix: Mix, audience: Audience): Promise<ReplayedPages> {
  let request = new Request("https://shop.example/");
  const control = () => (strangerOf(request) ? sharedForEverybody : "private, no-cache");
  const cdn = new Cdn({ fetch: async () => ({ headers: new Headers({ "cache-control": control() }), body: "" }) });
  const counts = { strangers: 0, others: 0, kept: 0, oldest: 0 };
  for (const { at, path: where, accept, cookies } of pageVisits(mix, audience)) {
    const event = {
      request: { uri: where, headers: { "accept-language": { value: accept } } as Record<string, { value: string }>, cookies },
    };
    edge(event);
    const said = event.request.headers["souk-visitor"]?.value;
    request = new Request(new URL(where, "https://shop.example"), {
      headers: said === undefined ? { cookie: "__Host-cart=cart" } : { "souk-visitor": said },
    });
    const { from, age } = await cdn.get(`${where}\n${said ?? ""}`, at);
    counts[said === undefined ? "others" : "strangers"] += 1;
    if (from === "cache") counts.kept += 1;
    counts.oldest = Math.max(counts.oldest, age);
  }
  const share = (of: number) => Math.round((counts.kept / of) * 1000) / 10;
  const { strangers, others, oldest } = counts;
  return { strangers, others, withoutOrigin: share(strangers), ofAll: share(strangers + others), oldest: Math.round(oldest) };
}
