import { type Card, type Category, getCategories, listProducts } from "../catalog.ts";
import { broken, type Loaded, ready, refusedBy } from "../loaded.ts";
import { currentMarket } from "../visit.ts";

const categoriesShown = 8;
const perCategory = 3;
const shown = 8;

export interface HomePage {
  /** Categories, each with the picture of one of its products. */
  tiles: { category: Category; card: Card | undefined }[];
  /** Some of everything. */
  cards: Card[];
}

/** A look into every category. */
export async function homePage(): Promise<Loaded<HomePage>> {
  const [market, categories] = await Promise.all([currentMarket(), getCategories()]);
  if (!market) return broken();
  if (!categories.ok) return refusedBy(categories.problem);
  const top = categories.value.items.slice(0, categoriesShown);
  const lists = await Promise.all(top.map(({ path }) => listProducts({ category: path, country: market.country, limit: perCategory })));
  const shelves = lists.map((list) => (list.ok ? list.value.items : []));
  return ready({
    tiles: top.map((category, index) => ({ category, card: shelves[index]?.[0] })),
    cards: interleave(shelves.map((shelf) => shelf.slice(1))).slice(0, shown),
  });
}

/** The first of each list, then the second of each, and so on. */
export function interleave<T>(lists: T[][]): T[] {
  const longest = Math.max(0, ...lists.map((list) => list.length));
  return Array.from({ length: longest }, (_, index) => lists.flatMap((list) => list.slice(index, index + 1))).flat();
}
