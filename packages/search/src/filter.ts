import type { Entry } from "./entry.ts";
import type { Facets, Filter } from "./search.model.ts";

/** How many values of an option are told, the most frequent first, and of how many options. */
const valuesAtMost = 40;
const optionsAtMost = 8;

type Test = (entry: Entry) => boolean;
/** One test per filter that was set, by the facet it belongs to: `category`, `price`, `stock`, `option:Color`. */
export type Tests = Map<string, Test>;

export function testsOf({ category, minPrice, maxPrice, inStock, option = [] }: Filter, currency: string): Tests {
  const tests: Tests = new Map();
  const price = (entry: Entry) => entry.offers[currency]?.from ?? 0;
  if (category !== undefined) tests.set("category", (entry) => `${entry.category}/`.startsWith(`${category}/`));
  if (minPrice !== undefined || maxPrice !== undefined)
    tests.set("price", (entry) => price(entry) >= (minPrice ?? 0) && price(entry) <= (maxPrice ?? Number.MAX_SAFE_INTEGER));
  if (inStock) tests.set("stock", (entry) => !entry.soldOut);
  for (const [name, values] of choicesOf(option))
    tests.set(`option:${name}`, (entry) =>
      entry.options.some((one) => one.name === name && one.values.some((value) => values.includes(value))),
    );
  return tests;
}

function choicesOf(choices: string[]): Map<string, string[]> {
  const byName = new Map<string, string[]>();
  for (const choice of choices) {
    const at = choice.indexOf(":");
    const [name, value] = [choice.slice(0, at), choice.slice(at + 1)];
    byName.set(name, [...(byName.get(name) ?? []), value]);
  }
  return byName;
}

/** Those that pass all tests, the one of a facet aside. */
export const passing = (entries: Entry[], tests: Tests, but?: string): Entry[] =>
  entries.filter((entry) => [...tests].every(([facet, test]) => facet === but || test(entry)));

export function facetsOf(entries: Entry[], tests: Tests, currency: string): Facets {
  const among = (facet: string) => (tests.has(facet) ? passing(entries, tests, facet) : chosen);
  const chosen = passing(entries, tests);
  const prices = among("price").map(({ offers }) => offers[currency]?.from ?? 0);
  const money = (amount: number) => ({ amount, currency });
  return {
    categories: counted(among("category").flatMap(({ category }) => ancestry(category)))
      .map(([path, count]) => ({ path, count }))
      .sort((a, b) => (a.path < b.path ? -1 : 1)),
    options: optionFacets(entries, tests, among),
    price: prices.length > 0 ? { min: money(least(prices)), max: money(-least(prices.map((price) => -price))) } : null,
    inStock: among("stock").filter(({ soldOut }) => !soldOut).length,
  };
}

/** Not `Math.min(...list)`: a call takes only so many arguments. */
const least = (list: number[]): number => list.reduce((best, one) => (one < best ? one : best));

const ancestry = (path: string): string[] => {
  const parts = path.split("/");
  return parts.map((_, index) => parts.slice(0, index + 1).join("/"));
};

function counted(names: string[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts];
}

const byCount = ([a, m]: [string, number], [b, n]: [string, number]) => n - m || (a < b ? -1 : 1);

/** A name with a colon cannot be asked for and is not offered. */
function optionFacets(entries: Entry[], tests: Tests, among: (facet: string) => Entry[]): Facets["options"] {
  const asked = new Set([...tests.keys()].flatMap((facet) => (facet.startsWith("option:") ? [facet.slice("option:".length)] : [])));
  const chosen = passing(entries, tests);
  const present = counted(chosen.flatMap(({ options }) => options.map(({ name }) => name)))
    .sort(byCount)
    .map(([name]) => name);
  const names = [...new Set([...asked, ...present.slice(0, optionsAtMost)])].filter((name) => !name.includes(":")).sort();
  return names.map((name) => {
    const values = among(`option:${name}`).flatMap(({ options }) =>
      options.filter((one) => one.name === name).flatMap((one) => one.values),
    );
    return {
      name,
      values: counted(values)
        .sort(byCount)
        .slice(0, valuesAtMost)
        .map(([value, count]) => ({ value, count })),
    };
  });
}
