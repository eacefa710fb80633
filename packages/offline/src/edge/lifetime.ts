/** For how many seconds an answer may be given out, and for how many more while it is fetched anew. */
export interface Lifetime {
  fresh: number;
  stale: number;
}

const forbids = /\b(?:no-store|no-cache|private)\b/i;

/**
 * What a cache that many share makes of an answer's headers (RFC 9111, RFC 5861): undefined when it keeps nothing of it. `public` is asked
 * for in so many words: an origin that forgot to say something is not taken to have allowed it.
 */
export function lifetimeOf(status: number, header: (name: string) => string | null | undefined): Lifetime | undefined {
  const control = header("cache-control") ?? "";
  if (status !== 200 || forbids.test(control) || !/\bpublic\b/i.test(control)) return undefined;
  if (header("set-cookie") || header("vary")?.trim() === "*") return undefined;
  const fresh = secondsOf(control, "s-maxage") ?? secondsOf(control, "max-age") ?? 0;
  return fresh > 0 ? { fresh, stale: secondsOf(control, "stale-while-revalidate") ?? 0 } : undefined;
}

function secondsOf(control: string, directive: string): number | undefined {
  const found = new RegExp(`(?:^|[\\s,])${directive}=(\\d+)`, "i").exec(control)?.[1];
  return found === undefined ? undefined : Number(found);
}
