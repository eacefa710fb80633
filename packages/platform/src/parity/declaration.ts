/** What both executions of the program must agree on. By section, then by name; texts name resources as `{arn OrderQueue}`. */
export type Declaration = Record<Section, Record<string, unknown>>;

export const sections = [
  "functions",
  "links",
  "routes",
  "rules",
  "mappings",
  "queues",
  "tables",
  "buckets",
  "buses",
  "schedules",
  "sites",
  "routers",
  "mails",
] as const;
export type Section = (typeof sections)[number];

/** Replaces names, ARNs and URLs, which differ between executions, by what they stand for. */
export type Naming = (value: unknown) => unknown;

export function naming(aliases: [text: string, meaning: string][]): Naming {
  // A URL holds a name, and a name may begin another: the longest first.
  const sorted = aliases.filter(([text]) => text !== "").sort(([a], [b]) => b.length - a.length);
  const rename = (text: string) => sorted.reduce((result, [alias, meaning]) => result.replaceAll(alias, `{${meaning}}`), text);
  const inner = (value: unknown): unknown => {
    if (typeof value === "string") return rename(value);
    if (Array.isArray(value)) return value.map(inner);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, inner(item)]));
  };
  return inner;
}

/** One line per difference, with the section and the name. Empty when the two agree. */
export function differences(offline: Declaration, real: Declaration): string[] {
  return sections.flatMap((section) => {
    const names = [...new Set([...Object.keys(offline[section]), ...Object.keys(real[section])])].sort();
    return names.flatMap((name) => difference(`${section} ${name}`, offline[section][name], real[section][name]));
  });
}

function difference(what: string, offline: unknown, real: unknown): string[] {
  if (offline === undefined) return [`${what}: the offline stage does not have it`];
  if (real === undefined) return [`${what}: only the offline stage has it`];
  const [left, right] = [sorted(offline), sorted(real)].map((value) => JSON.stringify(value));
  return left === right ? [] : [`${what}:\n  offline ${left}\n  real    ${right}`];
}

/** Order of keys says nothing. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [key, sorted(inner)]));
}
