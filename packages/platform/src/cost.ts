/** `node packages/platform/src/cost.ts`: resources and idle cost a month of each kind of stage, line by line. */
import path from "node:path";
import { evaluate } from "./evaluate.ts";
import { idleCosts, total } from "./price.ts";
import { secrets } from "./stage.ts";

const root = path.resolve(import.meta.dirname, "../../..");

for (const [title, stage] of [
  ["a developer's stage", "dev"],
  ["a pull request's stage", "pr-1"],
  ["staging", "staging"],
  ["production", "production"],
] as const) {
  const graph = await evaluate({ root, stage, secrets, sites: ["packages/web"] });
  const lines = idleCosts(graph);
  const own = graph.resources.filter(({ custom, type }) => custom && type.startsWith("aws:")).length;
  console.log(`${title}: ${graph.resources.length} resources, ${own} of them AWS's; idle $${total(lines).toFixed(2)} a month`);
  for (const { item, count, usd } of lines) console.log(`  ${String(count).padStart(4)}  ${item.padEnd(70)} $${usd.toFixed(2)}`);
}
