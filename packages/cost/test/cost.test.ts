import { afterAll, beforeAll, expect, test } from "vitest";
import { budgets, judge, lifeOf } from "../src/budget.ts";
import type { Request } from "../src/journey.ts";
import { type Measured, measure } from "../src/measure.ts";
import { stockGoods } from "../src/process/goods.ts";
import { type ProcessShop, startProcessShop } from "../src/process/shop.ts";

let shop: ProcessShop;
let measured: Measured[];
let goods: { sku: string; handle: string }[];
beforeAll(async () => {
  shop = await startProcessShop();
  goods = await stockGoods(shop.ctx, 5);
  await shop.settle();
  measured = await measure(shop, goods);
});
afterAll(async () => shop?.stop());

const of = (lines: number): Measured => {
  const found = measured.find((one) => one.lines === lines);
  if (!found) throw new Error(`no journey of ${lines} lines was made`);
  return found;
};

test("the life of a three-line order stays within its budgets", () => {
  const { journey, hold } = of(3);
  const over = judge(journey, lifeOf(journey, hold)).filter(({ is, most }) => is > most);
  expect(over.map(({ what, is, most }) => `${what}: ${is}, at most ${most}`)).toEqual([]);
});

test("where the provider answers before its webhook comes, three lines are read with six units", () => {
  const { journey, hold } = of(3);
  expect(lifeOf(journey, hold).read).toBe(6);
});

test("one more line is two write units of stock, and half a read unit", () => {
  const [one, three] = [of(1), of(3)].map(({ journey, hold }) => lifeOf(journey, hold));
  expect([(three?.write ?? 0) - (one?.write ?? 0), (three?.read ?? 0) - (one?.read ?? 0)]).toEqual([4, 1]);
});

test("a product page with its stock is at most two read units, a line put into a cart one write and one read", () => {
  const { journey } = of(3);
  expect([journey.browse.write, journey.browse.read <= 2]).toEqual([0, true]);
  expect([journey["fill the cart"].write, journey["fill the cart"].read]).toEqual([4, 1.5]);
});

test("a line more that every request or reaction logs is over the budgets", async () => {
  const chatty = {
    ...shop,
    request: async (request: Request) => {
      shop.ctx.log.info("a request was answered", { ...request, body: undefined });
      return shop.request(request);
    },
  };
  const [one] = await measure(chatty, goods, [3]);
  const over = one ? judge(one.journey, lifeOf(one.journey, one.hold)).filter(({ is, most }) => is > most) : [];
  expect(over.map(({ what }) => what)).toEqual(expect.arrayContaining([budgets.lifeLog.what, budgets.getLog.what]));
});
