import type { Resource } from "../evaluation.ts";
import type { Graph } from "../graph.ts";
import { idleCosts, total } from "../price.ts";

export interface Change {
  added: string[];
  removed: string[];
  /** With the inputs that differ. */
  changed: { resource: string; inputs: string[] }[];
  idleUsd: { before: number; after: number };
}

const mostLines = 40;

/** What AWS would be asked to do to lead one evaluation over to another of the same stage. */
export function changeBetween(before: Graph, after: Graph): Change {
  const [old, fresh] = [rowsOf(before), rowsOf(after)];
  return {
    added: [...fresh.keys()].filter((name) => !old.has(name)),
    removed: [...old.keys()].filter((name) => !fresh.has(name)),
    changed: [...fresh].flatMap(([resource, { inputs }]) => {
      const was = old.get(resource)?.inputs;
      if (!was) return [];
      const names = [...new Set([...Object.keys(was), ...Object.keys(inputs)])];
      const differing = names.filter((name) => JSON.stringify(was[name]) !== JSON.stringify(inputs[name])).sort();
      return differing.length > 0 ? [{ resource, inputs: differing }] : [];
    }),
    idleUsd: { before: total(idleCosts(before)), after: total(idleCosts(after)) },
  };
}

/** AWS's own resources; components only hold them. */
function rowsOf(graph: Graph): Map<string, Resource> {
  const rows = graph.resources
    .filter(({ custom, type }) => custom && type.startsWith("aws:"))
    .map((resource) => [`${resource.type.split(":").at(-1)} ${graph.steady(resource.name)}`, resource] as const);
  return new Map(rows.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** For a pull request's comment. */
export function markdownOf({ added, removed, changed, idleUsd }: Change): string {
  const cost = `Idle cost of a stage like this: $${idleUsd.before.toFixed(2)} → $${idleUsd.after.toFixed(2)} a month.`;
  if (added.length + removed.length + changed.length === 0) return `Infrastructure: no change. ${cost}`;
  const lines = [
    ...added.map((name) => `+ ${name}`),
    ...removed.map((name) => `- ${name}`),
    ...changed.map(({ resource, inputs }) => `! ${resource}: ${inputs.join(", ")}`),
  ];
  const more = lines.length > mostLines ? [`  … and ${lines.length - mostLines} more`] : [];
  return [
    `Infrastructure: ${added.length} added, ${removed.length} removed, ${changed.length} changed. ${cost}`,
    "",
    "```diff",
    ...lines.slice(0, mostLines),
    ...more,
    "```",
  ].join("\n");
}
