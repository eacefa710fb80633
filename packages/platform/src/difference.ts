import type { Graph } from "./graph.ts";

/**
 * How two evaluations differ, one line per resource, when names that depend on the stage's name are left aside. Long names are cut
 * to fit: the stages' names must be of one length, or more than they differ.
 */
export function stageDifferences(left: Graph, right: Graph): string[] {
  const [a, b] = [rowsOf(left), rowsOf(right)];
  const names = [...new Set([...a.keys(), ...b.keys()])].sort();
  return names
    .filter((name) => a.get(name) !== b.get(name))
    .map((name) => `${name}:\n  ${a.get(name) ?? "not there"}\n  ${b.get(name) ?? "not there"}`);
}

function rowsOf(graph: Graph): Map<string, string> {
  const stage = String(graph.evaluation.app["stage"]);
  const text = (value: string) =>
    graph
      .steady(value)
      .replaceAll(stage, "<stage>")
      .replaceAll(stage.slice(0, -1), "<stage cut>")
      // SST's names in CloudFront's key-value store are hashes of the stage's name.
      .replaceAll(/\b[0-9a-f]{4}\b/g, "<hash>");
  return new Map(
    graph.resources.map(({ name, type, inputs, protect, retainOnDelete }) => [
      text(`${type} ${name}`),
      text(JSON.stringify({ inputs, protect, retainOnDelete })),
    ]),
  );
}
