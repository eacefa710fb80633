import { type Category, getCategories, trailOf } from "../catalog.ts";
import { readFilter } from "../filter.ts";
import { broken, type Loaded, missing, ready, refusedBy } from "../loaded.ts";
import { currentEvent, currentMarket } from "../visit.ts";
import { type Listing, loadListing } from "./listing.ts";

export interface CategoryPage {
  /** From the root to the category itself. */
  trail: Category[];
  category: Category;
  listing: Listing;
}

export async function categoryPage(path: string): Promise<Loaded<CategoryPage>> {
  const market = await currentMarket();
  if (!market) return broken();
  const filter = { ...readFilter(new URL(currentEvent().request.url).searchParams), q: "", category: "" };
  const [categories, listing] = await Promise.all([getCategories(), loadListing(`/c/${path}`, path, filter, market)]);
  if (!categories.ok) return refusedBy(categories.problem);
  const trail = trailOf(categories.value.items, path);
  const category = trail.at(-1);
  if (category?.path !== path) return missing;
  if (!listing.ok) return refusedBy(listing.problem);
  return ready({ trail, category, listing: listing.value });
}
