import { type Category, getCategories, listProducts, type Page, trailOf } from "../catalog.ts";
import { broken, type Loaded, missing, ready, refusedBy } from "../loaded.ts";
import { currentEvent, currentMarket } from "../visit.ts";

const pageSize = 24;

export interface CategoryPage {
  /** From the root to the category itself. */
  trail: Category[];
  category: Category;
  products: Page;
  first: boolean;
}

export async function categoryPage(path: string): Promise<Loaded<CategoryPage>> {
  const market = await currentMarket();
  if (!market) return broken();
  const cursor = new URL(currentEvent().request.url).searchParams.get("cursor") ?? undefined;
  const [categories, products] = await Promise.all([
    getCategories(),
    listProducts({ category: path, country: market.country, limit: pageSize, ...(cursor ? { cursor } : {}) }),
  ]);
  if (!categories.ok) return refusedBy(categories.problem);
  const trail = trailOf(categories.value.items, path);
  const category = trail.at(-1);
  if (!category) return missing;
  if (!products.ok) return refusedBy(products.problem);
  return ready({ trail, category, products: products.value, first: cursor === undefined });
}
