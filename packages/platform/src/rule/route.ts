import type { Graph } from "../graph.ts";
import { textsAt } from "../json.ts";
import type { Complaint, Rule } from "./rule.ts";

interface Key {
  method: string;
  segments: string[];
}

function keyOf(text: string): Key {
  const [method = "", path = ""] = text.split(" ");
  return { method, segments: path.split("/").slice(1) };
}

const isVariable = (segment: string) => segment.startsWith("{");

/** True when API Gateway would send a request of this method and path to the route. */
function serves(route: Key, method: string, path: string): boolean {
  if (route.method !== "ANY" && route.method !== method) return false;
  const segments = path.split("/").slice(1);
  const greedy = route.segments.at(-1)?.endsWith("+}") ?? false;
  if (greedy ? segments.length < route.segments.length : segments.length !== route.segments.length) return false;
  return route.segments.every((segment, index) => isVariable(segment) || segment === segments[index]);
}

const routed: Rule = {
  name: "operation-has-a-route",
  check: ({ graph, operations }) =>
    Object.entries(operations).flatMap(([path, methods]) =>
      methods
        .filter((method) => !graph.routes().some(({ key }) => serves(keyOf(key), method, path)))
        .map((method) => ({ subject: `${method} ${path}`, reason: "is documented and has no route: the gateway answers 404" })),
    ),
};

/** A domain has one pair of routes, `/v1/orders` and all below: the pair is documented when any operation lies there. */
function isDocumented(route: Key, operations: Record<string, string[]>): boolean {
  const base = `/${route.segments.filter((segment) => !segment.endsWith("+}")).join("/")}`;
  return Object.entries(operations).some(
    ([path, methods]) => (path === base || path.startsWith(`${base}/`)) && (route.method === "ANY" || methods.includes(route.method)),
  );
}

const documented: Rule = {
  name: "route-is-documented",
  check: ({ graph, operations }) =>
    graph
      .routes()
      .filter(({ key }) => !isDocumented(keyOf(key), operations))
      .map(({ key }) => ({ subject: key, reason: "is not in the OpenAPI document" })),
};

const answered: Rule = {
  name: "route-has-a-function-that-it-may-call",
  check: ({ graph }: { graph: Graph }) =>
    graph.routes().flatMap(({ key, target }): Complaint[] => {
      if (!target) return [{ subject: key, reason: "leads to no function of the program" }];
      const { arn, name } = target.resource.outputs;
      const permissions = graph.all("aws:lambda/permission:Permission");
      const may = permissions.some(
        ({ inputs }) => inputs["principal"] === "apigateway.amazonaws.com" && [arn, name].includes(inputs["function"]),
      );
      return may ? [] : [{ subject: key, reason: `may not call ${target.name}` }];
    }),
};

/** What answers of the API differ by, as `Vary` says, and pages of the site; CloudFront reads no `Vary`. */
const credentials = ["authorization", "souk-token", "souk-visitor"];

const apart: Rule = {
  name: "cache-keeps-credentials-apart",
  check: ({ graph }) =>
    graph.all("aws:cloudfront/cachePolicy:CachePolicy").flatMap(({ name, inputs }) => {
      const items = textsAt(inputs, "parametersInCacheKeyAndForwardedToOrigin.headersConfig.headers.items");
      const missing = credentials.filter((header) => !items.some((item) => item.toLowerCase() === header));
      if (missing.length === 0) return [];
      return [{ subject: name, reason: `has no ${missing.join(", ")} in its key: who shows one may be given a stranger's answer` }];
    }),
};

const functionBytes = 10 * 1024;

/** A page is kept by what the CDN's own function says of who asks: nobody may say it themselves. */
const told: Rule = {
  name: "edge-says-who-asks",
  check: ({ graph }) =>
    graph
      .all("aws:cloudfront/function:Function")
      .filter(({ name }) => name.endsWith("FunctionRequest"))
      .flatMap(({ name, inputs }): Complaint[] => {
        const code = String(inputs["code"]);
        const [bytes, taken] = [Buffer.byteLength(code), /delete \w+\["souk-visitor"\]/.test(code)];
        if (bytes > functionBytes) return [{ subject: name, reason: `is ${bytes} bytes of code: CloudFront takes ${functionBytes}` }];
        if (taken) return [];
        return [{ subject: name, reason: "lets who asks say `souk-visitor`: they choose whose pages they are given" }];
      }),
};

export const routeRules = [routed, documented, answered, apart, told];
