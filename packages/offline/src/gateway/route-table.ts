import type { Route } from "../graph.ts";

export interface Match {
  route: Route;
  pathParameters: Record<string, string> | undefined;
}

interface Pattern {
  route: Route;
  method: string;
  segments: string[];
}

/** Finds routes as API Gateway does: the most specific path wins, a named method before ANY, `$default` last. */
export function createRouteTable(routes: Route[]): (method: string, path: string) => Match | undefined {
  const fallback = routes.find((route) => route.key === "$default");
  const patterns = routes.filter((route) => route !== fallback).map(patternOf);
  patterns.sort(bySpecificity);
  return (method, path) => {
    const segments = segmentsOf(path);
    for (const pattern of patterns) {
      if (pattern.method !== "ANY" && pattern.method !== method) continue;
      const parameters = parametersOf(pattern.segments, segments);
      if (parameters) return { route: pattern.route, pathParameters: Object.keys(parameters).length > 0 ? parameters : undefined };
    }
    return fallback ? { route: fallback, pathParameters: undefined } : undefined;
  };
}

function patternOf(route: Route): Pattern {
  const [method = "", path = ""] = route.key.split(" ");
  return { route, method, segments: segmentsOf(path) };
}

function segmentsOf(path: string): string[] {
  return path.split("/").slice(1);
}

function rank(segment: string | undefined): number {
  if (segment === undefined) return 3;
  if (segment.endsWith("+}")) return 2;
  return segment.startsWith("{") ? 1 : 0;
}

function bySpecificity(left: Pattern, right: Pattern): number {
  for (let index = 0; index < Math.max(left.segments.length, right.segments.length); index++) {
    const difference = rank(left.segments[index]) - rank(right.segments[index]);
    if (difference !== 0) return difference;
  }
  return Number(left.method === "ANY") - Number(right.method === "ANY");
}

function parametersOf(pattern: string[], segments: string[]): Record<string, string> | undefined {
  const parameters: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    const segment = segments[index];
    if (segment === undefined) return undefined;
    if (part.endsWith("+}")) {
      const rest = segments.slice(index).join("/");
      return rest ? { ...parameters, [part.slice(1, -2)]: rest } : undefined;
    }
    if (part.startsWith("{")) {
      if (!segment) return undefined;
      parameters[part.slice(1, -1)] = segment;
    } else if (part !== segment) {
      return undefined;
    }
  }
  return pattern.length === segments.length ? parameters : undefined;
}
