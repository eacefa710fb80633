import { type Category, getCategories } from "./catalog.ts";
import { memo } from "./memo.ts";
import { type Address, listAddresses } from "./search.ts";
import { getShop } from "./shop.ts";

/** The protocol allows 50,000 addresses and 50 MB in a file (https://www.sitemaps.org/protocol.html); a tenth of it is sent quickly. */
const perFile = 5000;
/** A million products; a shop that is larger tells the first. */
const filesAtMost = 200;

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;").replaceAll("'", "&apos;");

const schema = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"';
const declaration = '<?xml version="1.0" encoding="UTF-8"?>';

/** Where each file of products begins: "" for the first. */
const starts = memo<string[] | undefined>(
  300,
  async () => {
    const found = [""];
    let cursor: string | undefined;
    while (found.length < filesAtMost) {
      const page = await listAddresses(perFile, cursor);
      if (!page.ok) return undefined;
      if (page.value.cursor === null) return found;
      cursor = page.value.cursor;
      found.push(cursor);
    }
    return found;
  },
  (value) => value !== undefined,
);

/** The list of files; undefined while the API does not answer. */
export async function sitemapIndex(origin: string): Promise<string | undefined> {
  const found = await starts();
  if (!found) return undefined;
  const files = ["/sitemap/pages", ...found.map((start) => (start === "" ? "/sitemap/products" : `/sitemap/products?after=${start}`))];
  const entries = files.map((file) => `<sitemap><loc>${escaped(origin + file)}</loc></sitemap>`);
  return [declaration, `<sitemapindex ${schema}>`, ...entries, "</sitemapindex>"].join("\n");
}

/** The home page, categories and policies. */
export async function pagesSitemap(origin: string): Promise<string | undefined> {
  const [shop, categories] = await Promise.all([getShop(), getCategories()]);
  if (!shop.ok || !categories.ok) return undefined;
  const policies = Object.keys(shop.value.policies).map((name) => `/policies/${name}`);
  const all = ["/", ...paths(categories.value.items), ...policies];
  return urlset(
    origin,
    all.map((path) => ({ path })),
  );
}

const paths = (categories: Category[]): string[] => categories.flatMap(({ path, children }) => [`/c/${path}`, ...paths(children)]);

export async function productsSitemap(origin: string, after: string | undefined): Promise<string | undefined> {
  const page = await listAddresses(perFile, after);
  return page.ok ? urlset(origin, page.value.items.map(toUrl)) : undefined;
}

const toUrl = ({ handle, updatedAt }: Address) => ({ path: `/products/${handle}`, updatedAt });

function urlset(origin: string, urls: { path: string; updatedAt?: string }[]): string {
  const entries = urls.map(({ path, updatedAt }) => {
    const changed = updatedAt === undefined ? "" : `<lastmod>${updatedAt}</lastmod>`;
    return `<url><loc>${escaped(origin + encodeURI(path))}</loc>${changed}</url>`;
  });
  return [declaration, `<urlset ${schema}>`, ...entries, "</urlset>"].join("\n");
}

export function xml(text: string | undefined): Response {
  if (text === undefined) return new Response("The shop does not answer.\n", { status: 503, headers: { "retry-after": "60" } });
  return new Response(text, { headers: { "content-type": "application/xml; charset=utf-8", "cache-control": "public, max-age=300" } });
}
