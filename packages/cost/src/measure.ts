import { type Counts, minus } from "./counts.ts";
import { type Journey, type Shop, walk } from "./journey.ts";

export interface Measured {
  lines: number;
  journey: Journey;
  /** The look at an order whose hold has ended. */
  hold: Counts;
}

interface Measurable extends Shop {
  begin?(): void;
  endHolds(): Promise<void>;
}

/**
 * A first journey fills what functions keep in memory, as it is while shoppers come. Then one for each number of lines. Holds end last: the clock is
 * moved for them, and memory is good for a minute.
 */
export async function measure(shop: Measurable, goods: { sku: string; handle: string }[], sizes = [1, 3, 5]): Promise<Measured[]> {
  shop.begin?.();
  await walk(shop, goods.slice(0, 1));
  const journeys: Omit<Measured, "hold">[] = [];
  for (const lines of sizes) {
    shop.begin?.();
    journeys.push({ lines, journey: await walk(shop, goods.slice(0, lines)) });
  }
  const before = await shop.counts();
  await shop.endHolds();
  const hold = shareOf(minus(await shop.counts(), before), sizes.length + 1);
  return journeys.map((one) => ({ ...one, hold }));
}

const shareOf = (counts: Counts, of: number): Counts =>
  Object.fromEntries(Object.entries(counts).map(([name, value]) => [name, value / of])) as unknown as Counts;
