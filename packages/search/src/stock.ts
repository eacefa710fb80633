import { Catalog } from "@souk/catalog";
import type { Context } from "@souk/core";
import { wasReceived } from "@souk/core/consumer";
import { Inventory } from "@souk/inventory";

interface Quantity {
  sku: string;
  quantity: number;
}

/** How long a reaction waits for another one, before it leaves it to the queue. */
const waits = [50, 100, 200, 400, 800];

/** The products of these SKUs. */
export async function taken(ctx: Context, skus: string[]): Promise<string[]> {
  if (skus.length === 0) return [];
  return [...(await Catalog.variants(ctx, skus)).values()].map(({ productId }) => productId);
}

/** Those of which nothing is left: most orders change nothing of what can be found, and cost a read unit per line here. */
export async function soldOut(ctx: Context, lines: Quantity[]): Promise<string[]> {
  const levels = await levelsOf(ctx, lines);
  return lines.map(({ sku }) => sku).filter((sku) => (levels.get(sku)?.available ?? 1) <= 0);
}

/** The products that something comes back to which was sold out. Inventory gives it back behind the same event: its record says whether it has. */
export async function returned(ctx: Context, eventId: string, lines: Quantity[]): Promise<string[]> {
  const before = await levelsOf(ctx, lines);
  if (before.size === 0) return [];
  await givenBack(ctx, eventId);
  const levels = await levelsOf(ctx, lines);
  const back = lines.filter(({ sku, quantity }) => (levels.get(sku)?.available ?? Number.POSITIVE_INFINITY) <= quantity);
  return taken(
    ctx,
    back.map(({ sku }) => sku),
  );
}

async function givenBack(ctx: Context, eventId: string): Promise<void> {
  for (const wait of waits) {
    if (await wasReceived(ctx, "inventory", eventId)) return;
    await ctx.sleep(wait);
  }
  if (!(await wasReceived(ctx, "inventory", eventId))) throw new Error("The stock was not given back yet: looked at again later");
}

const levelsOf = (ctx: Context, lines: Quantity[]) =>
  Inventory.levels(
    ctx,
    lines.map(({ sku }) => sku),
    { consistent: true },
  );
