import { type Category, getCategories, getProduct, type Product, trailOf } from "../catalog.ts";
import { type Choice, choose } from "../choice.ts";
import { type Stock, stockOf } from "../inventory.ts";
import { broken, type Loaded, ready, refusedBy } from "../loaded.ts";
import { findRelated, type Hit } from "../search.ts";
import type { Market } from "../shop.ts";
import { currentEvent, currentMarket } from "../visit.ts";

const relatedShown = 4;

export interface ProductPage {
  product: Product;
  market: Market;
  stock: Map<string, Stock>;
  choice: Choice;
  trail: Category[];
  related: Hit[];
  /** Why nothing was put into the cart. */
  problem: string | undefined;
}

/** A product with its stock. What stands beside it may be missing without harm. */
export async function productPage(handle: string): Promise<Loaded<ProductPage>> {
  const market = await currentMarket();
  if (!market) return broken();
  const [found, categories] = await Promise.all([getProduct(handle, market.country), getCategories()]);
  if (!found.ok) return refusedBy(found.problem);
  const product = found.value;
  const [stock, near] = await Promise.all([
    stockOf(product.variants.filter((variant) => variant.tracked).map((variant) => variant.sku)),
    findRelated(product.productId, market.country, relatedShown),
  ]);
  const query = new URL(currentEvent().request.url).searchParams;
  return ready({
    product,
    market,
    stock,
    choice: choose(product, stock, query),
    trail: categories.ok ? trailOf(categories.value.items, product.category) : [],
    related: near.ok ? near.value.items : [],
    problem: query.get("problem") ?? undefined,
  });
}
