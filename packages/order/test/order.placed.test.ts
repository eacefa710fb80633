import { useHarness } from "@souk/testing";
import { expect, test } from "vitest";
import { Order } from "../src/index.ts";
import { placed } from "./sample.ts";

const harness = useHarness();

test("every order is listed once, oldest first, over midnight and days without any, whatever the size of a page", async () => {
  const ids: string[] = [];
  const begin = new Date(harness.clock.now).toISOString();
  for (const minutes of [0, 0, 1, 5, 60 * 15, 60 * 24 * 3, 1, 1]) {
    harness.clock.advance(minutes * 60_000);
    ids.push((await placed(harness.ctx())).orderId);
  }
  const before = new Date(harness.clock.now).toISOString();
  for (const limit of [1, 2, 3, 50]) {
    const seen: string[] = [];
    let position = begin;
    for (let more = true; more;) {
      const page = await Order.listPlaced(harness.ctx(), { after: position, before, limit });
      seen.push(...page.items.map(({ orderId }) => orderId));
      ({ position, more } = page);
    }
    // The last is placed at the very end of the window, which belongs to the next.
    expect(seen.toSorted()).toEqual(ids.slice(0, -1).toSorted());
    expect(new Set(seen).size).toBe(seen.length);
    const rest = await Order.listPlaced(harness.ctx(), { after: position, before: "2030-01-01T00:00:00.000Z", limit: 50 });
    expect(rest.items.map(({ orderId }) => orderId)).toEqual(ids.slice(-1));
  }
});
