import { Invalid } from "@souk/core/http";
import type { Entry } from "./entry.ts";
import type { Sort } from "./search.model.ts";

/** Where an entry stands: compared in turn, the id last, so that no two stand at the same place. */
type Place = [number | string, string, string];
export interface Placed {
  entry: Entry;
  place: Place;
}

const titleKey = (title: string): string => title.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

const firstOf: Record<Sort, (entry: Entry, score: number, currency: string) => number | string> = {
  // Scores are rounded: the same index made in another order adds up its parts differently in the last digits.
  relevance: (_, score) => -Math.round(score * 1e6),
  newest: ({ publishedAt }) => -Date.parse(publishedAt),
  price: ({ offers }, _, currency) => offers[currency]?.from ?? 0,
  price_desc: ({ offers }, _, currency) => -(offers[currency]?.from ?? 0),
  title: () => 0,
};

const compare = (a: Place, b: Place): number => {
  const at = a.findIndex((part, index) => part !== b[index]);
  return at < 0 ? 0 : (a[at] ?? 0) < (b[at] ?? 0) ? -1 : 1;
};

export function inOrder(entries: Entry[], sort: Sort, scores: Map<string, number> | undefined, currency: string): Placed[] {
  return entries
    .map((entry): Placed => {
      const first = firstOf[sort](entry, scores?.get(entry.productId) ?? 0, currency);
      return { entry, place: [first, titleKey(entry.title), entry.productId] };
    })
    .sort((a, b) => compare(a.place, b.place));
}

export function pageAfter(
  list: Placed[],
  sort: Sort,
  cursor: string | undefined,
  limit: number,
): { page: Placed[]; cursor: string | null } {
  const after = cursor === undefined ? undefined : placeOf(cursor, sort);
  const rest = after ? list.filter(({ place }) => compare(place, after) > 0) : list;
  const page = rest.slice(0, limit);
  const last = rest.length > limit ? page.at(-1) : undefined;
  return { page, cursor: last ? Buffer.from(JSON.stringify([sort, ...last.place])).toString("base64url") : null };
}

function placeOf(cursor: string, sort: Sort): Place {
  try {
    const [of, first, title, id]: unknown[] = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    const fits = of === sort && typeof first === "number" && typeof title === "string" && typeof id === "string";
    if (fits) return [first, title, id];
  } catch {
    // Said below, as for every other text that is no cursor.
  }
  throw Invalid({ in: "query", issues: [{ path: "cursor", message: "Not a cursor of this list in this order" }] });
}
