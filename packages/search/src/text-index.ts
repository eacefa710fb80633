import MiniSearch from "minisearch";
import type { Entry } from "./entry.ts";

/** Case and accents aside: "Krüge" is found by "kruge". */
const fold = (term: string): string => term.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

const texts: Record<string, (entry: Entry) => string> = {
  title: ({ title }) => title,
  tags: ({ tags }) => tags.join(" "),
  category: ({ category }) => category,
  vendor: ({ vendor }) => vendor ?? "",
  options: ({ options }) => options.flatMap(({ values }) => values).join(" "),
  skus: ({ skus }) => skus.join(" "),
};

const weights = { title: 5, tags: 2, category: 1.5, options: 1.5 };

/** One letter may be wrong in a word of four, two in a longer one; short words are meant as they are. */
const mistakes = (term: string): number | false => (term.length > 7 ? 2 : term.length > 3 && 1);

export interface TextIndex {
  /** Scores by product: of those that have all words, or, where there are none, some of them. */
  find(query: string): { scores: Map<string, number>; partial: boolean };
  /** What somebody who found nothing may have meant. */
  suggest(query: string): string[];
  /** Follows from one snapshot to the next: work for what changed alone. */
  move(before: ReadonlyMap<string, Entry>, after: ReadonlyMap<string, Entry>): void;
}

export function createIndex(entries: ReadonlyMap<string, Entry>): TextIndex {
  const index = new MiniSearch<Entry>({
    idField: "productId",
    fields: Object.keys(texts),
    extractField: (entry, field) => (field === "productId" ? entry.productId : (texts[field]?.(entry) ?? "")),
    processTerm: (term) => fold(term) || null,
    searchOptions: { boost: weights, prefix: (term) => term.length > 1, fuzzy: mistakes, weights: { fuzzy: 0.3, prefix: 0.6 } },
  });
  index.addAll([...entries.values()]);

  function find(query: string) {
    const all = index.search(query, { combineWith: "AND" });
    const found = all.length > 0 ? all : index.search(query, { combineWith: "OR" });
    return { scores: new Map(found.map(({ id, score }) => [String(id), score])), partial: all.length === 0 && found.length > 0 };
  }

  function suggest(query: string): string[] {
    const near = index.autoSuggest(query, { combineWith: "OR", fuzzy: 0.45, fields: ["title", "tags", "category"] });
    return [...new Set(near.flatMap(({ terms }) => terms.slice(0, 1)))].slice(0, 4);
  }

  function move(before: ReadonlyMap<string, Entry>, after: ReadonlyMap<string, Entry>): void {
    for (const id of before.keys()) if (!after.has(id)) index.discard(id);
    for (const [id, entry] of after) {
      const known = before.get(id);
      if (!known) index.add(entry);
      if (known && known.version !== entry.version) index.replace(entry);
    }
  }
  return { find, suggest, move };
}
