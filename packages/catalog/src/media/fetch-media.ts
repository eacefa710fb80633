import { type Context, DomainError } from "@souk/core";
import { change } from "../product.ts";
import { liesElsewhere, type Product } from "../product.model.ts";
import { findProduct } from "../product.store.ts";
import { saveImage } from "./bucket.ts";
import { fetchImage, NoPicture } from "./fetch-image.ts";
import { findFetched, saveFetched } from "./media.store.ts";
import type { Network } from "./network.ts";

/** Each may hold 10 MB in memory. */
const atOnce = 4;
/** No fetch begins later: it takes eight seconds at most, and then the change must fit into the function's 30 s. */
const beginMilliseconds = 14_000;

export interface Outcome {
  /** Pictures that lay elsewhere. */
  elsewhere: number;
  /** Those of them that are worth another try. */
  again: number;
}

/**
 * Fetches a product's pictures that lie elsewhere and has it show the shop's own copies, in one change. What cannot be
 * fetched is logged and stays as it is.
 */
export async function fetchMedia(ctx: Context, network: Network, productId: string): Promise<Outcome> {
  const found = await findProduct(ctx, productId);
  const wanted = [...new Set(found?.product.media.map(({ src }) => src).filter(liesElsewhere))];
  const copies = new Map<string, string>();
  let again = 0;
  const latest = ctx.now().getTime() + beginMilliseconds;

  async function obtain(source: string): Promise<void> {
    try {
      if (ctx.now().getTime() > latest) throw new NoPicture("there was no time left", true);
      copies.set(source, await copyOf(ctx, network, source));
    } catch (error) {
      if (!(error instanceof NoPicture)) throw error;
      const { message: reason, mayPass } = error;
      if (mayPass) again += 1;
      ctx.log.info("picture not fetched", { productId, host: new URL(source).host, reason, mayPass });
    }
  }

  for (let start = 0; start < wanted.length; start += atOnce) await Promise.all(wanted.slice(start, start + atOnce).map(obtain));
  if (copies.size > 0) await show(ctx, productId, copies);
  return { elsewhere: wanted.length, again };
}

async function copyOf(ctx: Context, network: Network, source: string): Promise<string> {
  const known = await findFetched(ctx, source);
  if (known !== undefined) return known;
  const src = await saveImage(ctx, await fetchImage(network, source));
  await saveFetched(ctx, source, src);
  return src;
}

async function show(ctx: Context, productId: string, copies: Map<string, string>): Promise<void> {
  try {
    await change(ctx, productId, undefined, (before) => withCopies(before, copies));
  } catch (error) {
    // A product that cannot be changed as it is, such as one that would be too large: its next change asks again.
    if (!(error instanceof DomainError) || error.kind !== "rejected") throw error;
    ctx.log.warn("pictures not shown", { productId, code: error.code });
  }
}

/** Looks at the product as it is by now: whoever changed its pictures meanwhile is not overruled. */
function withCopies(before: Product, copies: Map<string, string>): Product {
  if (!before.media.some(({ src }) => copies.has(src))) return before;
  const own = (src: string) => copies.get(src) ?? src;
  const media = before.media.map((one) => (copies.has(one.src) ? { ...one, src: own(one.src), source: one.src } : one));
  const variants = before.variants.map((variant) => (variant.media === undefined ? variant : { ...variant, media: own(variant.media) }));
  return { ...before, media, variants };
}
