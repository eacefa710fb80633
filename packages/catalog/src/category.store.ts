import { type Context, perTable, put, remove, update, type Write } from "@souk/core";
import { Entity } from "@souk/core/entity";
import { type CardInfo, nameOf } from "./product.rule.ts";

/**
 * | question                                         | key                                                        |
 * |--------------------------------------------------|------------------------------------------------------------|
 * | a page of a category, by title                   | `<shop>#category#<path>`, `<sortable title>#<product>`     |
 * | a page of all; of drafts; of archived ones       | `<shop>#category#*`, `#*draft`, `#*archived`, the same     |
 * | the tree of categories with counts               | `<shop>#category#*tree`, `<path>`                          |
 */
const memberships = perTable(
  (config) =>
    new Entity(
      {
        model: { entity: "membership", version: "1", service: "souk" },
        attributes: {
          shopId: { type: "string", required: true },
          path: { type: "string", required: true },
          sort: { type: "string", required: true },
          productId: { type: "string", required: true },
          card: { type: "any", required: true },
        },
        indexes: {
          primary: {
            pk: { field: "pk", composite: ["shopId", "path"], template: "${shopId}#category#${path}", casing: "none" },
            sk: { field: "sk", composite: ["sort", "productId"], template: "${sort}#${productId}", casing: "none" },
          },
        },
      } as const,
      config,
    ),
);

const categories = perTable(
  (config) =>
    new Entity(
      {
        model: { entity: "category", version: "1", service: "souk" },
        attributes: {
          shopId: { type: "string", required: true },
          path: { type: "string", required: true },
          name: { type: "string" },
          count: { type: "number" },
        },
        indexes: {
          primary: {
            pk: { field: "pk", composite: ["shopId"], template: "${shopId}#category#*tree", casing: "none" },
            sk: { field: "sk", composite: ["path"], template: "${path}", casing: "none" },
          },
        },
      } as const,
      config,
    ),
);

/** Where a card stands in its list: the last one of a page is where the next begins. */
export interface Place {
  sort: string;
  productId: string;
}

export interface Listed extends Place {
  card: CardInfo;
}

export async function listCards(ctx: Context, path: string, after: Place | undefined, limit: number): Promise<Listed[]> {
  const query = memberships(ctx).query.primary({ shopId: ctx.shopId, path });
  const { data } = await (after ? query.gt(after) : query).go({ limit });
  return data.map(({ sort, productId, card }) => ({ sort, productId, card: { ...(card as Omit<CardInfo, "productId">), productId } }));
}

/** The ids of all that stand in a list, as it is this very moment. */
export async function listIds(ctx: Context, path: string): Promise<string[]> {
  const { data } = await memberships(ctx).query.primary({ shopId: ctx.shopId, path }).go({ pages: "all", consistent: true });
  return data.map(({ productId }) => productId);
}

/** The cards that stand at these places of a list; what stands there no more is left out. At most 100. */
export async function findCards(ctx: Context, path: string, places: Place[]): Promise<CardInfo[]> {
  if (places.length === 0) return [];
  const { data, unprocessed } = await memberships(ctx)
    .get(places.map((place) => ({ shopId: ctx.shopId, path, ...place })))
    .go();
  if (unprocessed.length > 0) throw new Error(`${unprocessed.length} cards could not be read`);
  return data.map(({ productId, card }) => ({ ...(card as Omit<CardInfo, "productId">), productId }));
}

export const placing = (ctx: Context, path: string, sort: string, { productId, ...card }: CardInfo): Write =>
  put(`card:${path}`, memberships(ctx).put({ shopId: ctx.shopId, path, sort, productId, card }).params());

export const unplacing = (ctx: Context, path: string, place: Place): Write =>
  remove(
    `card:${path}`,
    memberships(ctx)
      .delete({ shopId: ctx.shopId, path, ...place })
      .params(),
  );

/** Counts commute: no condition, so that products of one category are written at the same time. The first name stays. */
export function counting(ctx: Context, path: string, change: number, name = nameOf(path)): Write {
  return update(
    `category:${path}`,
    categories(ctx)
      .update({ shopId: ctx.shopId, path })
      .data((item, { add, ifNotExists }) => {
        add(item.count, change);
        ifNotExists(item.name, name);
      })
      .params(),
  );
}

export interface CategoryRow {
  path: string;
  name: string;
  count: number;
}

/** By path, so that parents stand before their children. */
export async function listCategories(ctx: Context): Promise<CategoryRow[]> {
  const { data } = await categories(ctx).query.primary({ shopId: ctx.shopId }).go({ pages: "all" });
  return data.map(({ path, name, count }) => ({ path, name: name ?? nameOf(path), count: count ?? 0 }));
}
