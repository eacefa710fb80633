import { Inventory } from "@souk/inventory";
import { Shop } from "@souk/shop";
import { setupContext, start, trackedSkus } from "./base.ts";
import { Random } from "./random.ts";
import { tables, type World } from "./world/world.ts";

export interface Opening {
  capture: "automatic" | "manual";
  mostStock: number;
}

/** Stock on the shelves, and the rule by which money is taken: at once, or when goods leave. */
export async function open(world: World, random: Random, { capture, mostStock }: Opening): Promise<void> {
  const chance = new Random(`${world.seed}/setup`);
  const quantities = trackedSkus.map((sku) => ({ sku, quantity: random.int(mostStock > 10 ? 10 : 0, mostStock) }));
  await Inventory.initialize(setupContext(world.table, start, chance), quantities);
  // By each of the tables that functions use: saving, and looking at the stock, replace what the last run left in memory.
  for (const table of tables) {
    const ctx = setupContext(table, start, chance);
    await Shop.save(ctx, { ...Shop.defaults, policies: { capture } });
    await Inventory.plan(
      ctx,
      trackedSkus.map((sku) => ({ sku, quantity: 1 })),
    );
  }
}
