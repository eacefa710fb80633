import type { Category, Product, Variant } from "./catalog.ts";
import type { Stock } from "./inventory.ts";
import { decimal } from "./money.ts";
import { sharePicture } from "./share.ts";

/** What schema.org calls the page's subject, for search engines: https://developers.google.com/search/docs/appearance/structured-data */
const context = "https://schema.org";

interface Place {
  origin: string;
}

interface ProductFacts extends Place {
  product: Product;
  stock: Map<string, Stock>;
  description: string;
}

/** One offer for each variant that is for sale in the market. */
export function productFacts({ product, stock, description, origin }: ProductFacts): object {
  const url = `${origin}/products/${encodeURIComponent(product.handle)}`;
  const picture = (src: string) => {
    const share = sharePicture(src);
    return origin + (share?.src ?? src);
  };
  const offers = product.variants.flatMap((variant) => offerFact(variant, stock, url));
  return {
    "@context": context,
    "@type": "Product",
    name: product.title,
    url,
    ...(description ? { description } : {}),
    ...(product.media.length > 0 ? { image: product.media.slice(0, 1).map(({ src }) => picture(src)) } : {}),
    ...(product.vendor ? { brand: { "@type": "Brand", name: product.vendor } } : {}),
    ...(product.variants[0] ? { sku: product.variants[0].sku } : {}),
    ...(offers.length > 0 ? { offers } : {}),
  };
}

function offerFact({ sku, title, price, barcode }: Variant, stock: Map<string, Stock>, url: string): object[] {
  if (!price) return [];
  const left = stock.get(sku)?.available ?? null;
  return [
    {
      "@type": "Offer",
      sku,
      ...(title ? { name: title } : {}),
      ...(barcode && /^\d{8}$|^\d{12,14}$/.test(barcode) ? { gtin: barcode } : {}),
      price: decimal(price),
      priceCurrency: price.currency,
      availability: `${context}/${left === 0 ? "OutOfStock" : "InStock"}`,
      itemCondition: `${context}/NewCondition`,
      url,
    },
  ];
}

interface TrailFacts extends Place {
  home: string;
  trail: Category[];
  /** The page itself, where it is no category. */
  here?: { name: string; path: string };
}

export function trailFacts({ home, trail, here, origin }: TrailFacts): object {
  const steps = [{ name: home, path: "/" }, ...trail.map(({ name, path }) => ({ name, path: `/c/${path}` })), ...(here ? [here] : [])];
  return {
    "@context": context,
    "@type": "BreadcrumbList",
    itemListElement: steps.map(({ name, path }, index) => ({
      "@type": "ListItem",
      position: index + 1,
      name,
      item: origin + encodeURI(path),
    })),
  };
}

/** The shop itself, on its home page. */
export const shopFacts = (name: string, origin: string): object => ({
  "@context": context,
  "@type": "WebSite",
  name,
  url: `${origin}/`,
  potentialAction: {
    "@type": "SearchAction",
    target: { "@type": "EntryPoint", urlTemplate: `${origin}/search?q={search_term_string}` },
    "query-input": "required name=search_term_string",
  },
});

/** The first sentences of a text, without its markup. */
export const plainText = (html: string, atMost = 160): string => {
  const text = html
    .replace(/<[^>]*>/g, " ")
    .replaceAll("&nbsp;", " ")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&")
    .replace(/\s+/g, " ")
    .trim();
  return text.length <= atMost ? text : `${text.slice(0, atMost).replace(/\s+\S*$/, "")}…`;
};
