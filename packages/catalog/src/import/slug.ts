import { createHash } from "node:crypto";

/** Lower-case words joined by hyphens, without accents: `Café Noir!` is `cafe-noir`. Other scripts stay. */
export const slugOf = (text: string): string =>
  text
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{Ll}\p{Lo}\p{M}\p{N}_]+/gu, "-")
    .replace(/^-+|-+$/g, "");

const digest = (text: string) => createHash("sha256").update(text).digest("hex").slice(0, 8);

const skuLength = 64;

/**
 * SKUs for variants that have none, the same on every run: handle and option values, with dots between, which neither has, so that those
 * of two products never meet. Values that look alike as slugs are told apart by a digest of what they really say.
 */
export function skusFor(handle: string, choices: string[][]): string[] {
  const plain = choices.map((values) => [handle, ...values.map((value) => slugOf(value) || "-")].join("."));
  return plain.map((sku, index) => {
    const unique = plain.filter((other) => other === sku).length === 1;
    if (unique && sku.length <= skuLength) return sku;
    return `${sku.slice(0, skuLength - 9)}.${digest(JSON.stringify([handle, choices[index]]))}`;
  });
}

/** `Apparel & Accessories > Shirts` as a path of slugs and the names of its categories, four levels at most. */
export function categoryOf(text: string): { path: string; names: string[] } {
  const parts = text
    .split(">")
    .map((name) => ({ name: name.trim().slice(0, 100), slug: slugOf(name).slice(0, 45).replace(/-+$/, "") }))
    .filter(({ slug }) => slug !== "")
    .slice(0, 4);
  if (parts.length === 0) return { path: "other", names: ["Other"] };
  return { path: parts.map(({ slug }) => slug).join("/"), names: parts.map(({ name }) => name) };
}
