import type { Context } from "@souk/core";
import { listCategories } from "./category.store.ts";
import type { Category } from "./product.model.ts";

/** The tree of categories that have something published in them, by name. One query. */
export async function categories(ctx: Context): Promise<Category[]> {
  const nodes = new Map<string, Category>();
  const roots: Category[] = [];
  for (const { path, name, count } of await listCategories(ctx)) {
    if (count <= 0) continue;
    const node: Category = { path, name, count, children: [] };
    nodes.set(path, node);
    const parent = nodes.get(path.slice(0, Math.max(0, path.lastIndexOf("/"))));
    (parent?.children ?? roots).push(node);
  }
  return sorted(roots);
}

const sorted = (list: Category[]): Category[] =>
  list.map((node) => ({ ...node, children: sorted(node.children) })).sort((a, b) => a.name.localeCompare(b.name, "en"));
