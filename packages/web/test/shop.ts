import { openBrowser, sell, send, type Stage, startStage, type Visit, visit } from "@souk/testing";
import { afterAll, afterEach, beforeAll, expect } from "vitest";
import { type Browser, type Page, warm } from "./person.ts";

/** A good to sell: how many there are, and its price in cents. */
type Goods = Record<string, { quantity: number; price: number }>;

export interface Shop {
  readonly stage: Stage;
  readonly browser: Browser;
  /** A browser of somebody's own at the shop, until the end of the test. A fault on its pages fails the test. */
  person(options?: { javaScript?: boolean }): Promise<Page>;
}

/** What the tests of a file share: a stage with its site and these goods, every function warm, and a browser. */
export function useShop({ goods = {}, seed }: { goods?: Goods; seed?: "demo" } = {}): Shop {
  let stage: Stage;
  let browser: Browser;
  let visits: Visit[] = [];
  beforeAll(async () => {
    stage = await startStage({ web: true, ...(seed ? { seed } : {}) });
    browser = await openBrowser();
    for (const [sku, good] of Object.entries(goods)) await sell(stage, { sku, ...good });
    const [first] = Object.keys(goods);
    if (first) await warm(stage, first);
  });
  afterEach(async () => {
    const seen = visits;
    visits = [];
    await Promise.all(seen.map((one) => one.close()));
    expect(seen.flatMap((one) => one.faults)).toEqual([]);
  });
  afterAll(async () => {
    await browser?.close();
    await stage?.stop();
  });
  return {
    get stage() {
      return stage;
    },
    get browser() {
      return browser;
    },
    async person(options) {
      const one = await visit(browser, { baseURL: stage.web ?? "", ...options });
      visits.push(one);
      return one.page;
    },
  };
}

/** Somebody who walks through all tests of a file in one browser, without a fault in any. */
export function useVisitor(shop: Shop): { readonly page: Page } {
  let one: Visit;
  beforeAll(async () => {
    one = await visit(shop.browser, { baseURL: shop.stage.web ?? "" });
  });
  afterEach(() => expect(one.faults).toEqual([]));
  return {
    get page() {
      return one.page;
    },
  };
}

export const owner = "grace@example.com";

/** Makes the owner one of the staff. */
export async function employOwner({ api, keys }: Stage): Promise<void> {
  const { status } = await send(api, "POST", "/v1/staff", { body: { email: owner, name: "Grace", role: "owner" }, key: keys.staff });
  expect(status).toBe(201);
}
