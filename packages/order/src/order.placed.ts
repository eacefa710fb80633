import type { Context } from "@souk/core";
import type { Head } from "./order.model.ts";
import { heads, positionOf, spreads, toHead } from "./order.store.ts";

export interface PlacedPage {
  /** Position of the last order of the page before; an instant begins there. */
  after: string;
  /** Orders placed before this instant. */
  before: string;
  limit: number;
}

const dayMilliseconds = 86_400_000;
const nextDay = (day: string) => new Date(Date.parse(day) + dayMilliseconds).toISOString().slice(0, 10);

/**
 * Orders by the time of their placing, oldest first, as of a second ago: for jobs that go through all of them, a page at a time. The next
 * page begins after `position`; without `more`, everything before `before` was seen. Four queries for each day.
 */
export async function listPlaced(
  ctx: Context,
  { after, before, limit }: PlacedPage,
): Promise<{ items: Head[]; position: string; more: boolean }> {
  const last = before.slice(0, 10);
  let from = after;
  for (let day = after.slice(0, 10); day <= last; day = nextDay(day), from = day) {
    const pages = await Promise.all(spreads.map((spread) => ofDay(ctx, { day, spread, from, before, limit })));
    const items = pages
      .flat()
      .sort((a, b) => (positionOf(a) < positionOf(b) ? -1 : 1))
      .slice(0, limit);
    const end = items.at(-1);
    if (end) return { items, position: positionOf(end), more: items.length === limit || day < last };
  }
  return { items: [], position: after > before ? after : before, more: false };
}

interface Part {
  day: string;
  spread: string;
  from: string;
  before: string;
  limit: number;
}

async function ofDay(ctx: Context, { day, spread, from, before, limit }: Part): Promise<Head[]> {
  // An instant alone comes before everything that is placed at it.
  const [placedAt = from, orderId] = from.split("#");
  const { data } = await heads(ctx)
    .query.byDay({ shopId: ctx.shopId, day, spread })
    .gt({ placedAt, ...(orderId ? { orderId } : {}) })
    .go({ order: "asc", limit });
  return data.map(toHead).filter((head) => head.placedAt < before);
}
