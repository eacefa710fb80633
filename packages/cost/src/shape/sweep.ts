import { dollars } from "../bill.ts";
import type { Counts } from "../counts.ts";
import { type Journey, walk } from "../journey.ts";
import { stockGoods } from "../process/goods.ts";
import { startProcessShop } from "../process/shop.ts";
import { copiesOfOrder, copiesOfProduct, rowsOf } from "./seed.ts";

export interface Point {
  products: number;
  orders: number;
  browse: Counts;
  /** Place and pay, with what follows. */
  order: Counts;
  usd: number;
  /** Of a whole journey, the quickest, which other work on the machine touches least; undefined when none was timed. */
  milliseconds: number | undefined;
}

interface Sizes {
  products: number[];
  orders: number[];
  /** How many journeys to time at each size. */
  timed?: number;
}

/** One journey at each size of the table, which only grows: products first, then orders. */
export async function sweep(sizes: Sizes, said: (point: Point) => void = () => {}): Promise<Point[]> {
  const shop = await startProcessShop();
  const points: Point[] = [];
  let [products, orders] = [0, 0];
  const measure = async (goods: { sku: string; handle: string }[]) => {
    const journey = await walk(shop, goods);
    const times: number[] = [];
    while (times.length < (sizes.timed ?? 0)) {
      const begun = performance.now();
      await walk(shop, goods);
      times.push(performance.now() - begun);
    }
    const milliseconds = times.length > 0 ? Math.min(...times) : undefined;
    const point = { products, orders, browse: journey.browse, ...orderOf(journey), milliseconds };
    points.push(point);
    said(point);
  };
  try {
    const goods = await stockGoods(shop.ctx, 4);
    const [copied, ...bought] = goods;
    if (!copied) throw new Error("nothing to copy");
    await shop.settle();
    // Fills what functions keep in memory.
    const { orderId } = await walk(shop, bought);
    const rows = await rowsOf(shop.send, shop.ctx.table.name);
    // What is timed first would be slow for being new.
    for (let warm = 0; warm < (sizes.timed ?? 0) * 2; warm += 1) await walk(shop, bought);
    const [copyProduct, copyOrder] = [copiesOfProduct(rows, copied), copiesOfOrder(rows, orderId)];
    for (const size of sizes.products) {
      await copyProduct(shop.ctx, shop.send, products, size);
      products = size;
      await measure(bought);
    }
    for (const size of sizes.orders) {
      await copyOrder(shop.ctx, shop.send, orders, size);
      orders = size;
      await measure(bought);
    }
    return points;
  } finally {
    await shop.stop();
  }
}

function orderOf({ place, pay }: Journey): { order: Counts; usd: number } {
  const order = Object.fromEntries(
    Object.keys(place).map((name) => [name, place[name as keyof Counts] + pay[name as keyof Counts]]),
  ) as unknown as Counts;
  return { order, usd: Math.round(dollars(order) * 100) / 100 };
}

/** By how much the dearest is above the cheapest, in percent. */
export function spread(values: number[]): number {
  const least = Math.min(...values);
  return Math.round((Math.max(...values) / least - 1) * 1000) / 10;
}
