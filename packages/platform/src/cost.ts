/** `npm run idle`: resources and idle cost a month of each kind of stage and of the account, line by line, with the source of each price. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { evaluate } from "./evaluate.ts";
import { idlePrices, idlePricesChecked } from "./price-list.ts";
import { type IdleCost, idleCosts, total } from "./price.ts";
import { secrets } from "./stage.ts";

const root = path.resolve(import.meta.dirname, "../../..");

function print(title: string, lines: IdleCost[]): void {
  console.log(`${title}; idle $${total(lines).toFixed(2)} a month`);
  for (const { item, count, usd, source } of lines)
    console.log(`  ${String(count).padStart(6)}  ${item.padEnd(68)} $${usd.toFixed(2).padStart(5)}  ${source}`);
}

/** The stacks of the account, as their reviewed templates say: backups, logs and trails cost by what they hold. */
function accountCosts(): { resources: number; lines: IdleCost[] } {
  const folder = path.join(root, "stacks/test/template");
  const types = readdirSync(folder).flatMap((file) => {
    const { Resources } = JSON.parse(readFileSync(path.join(folder, file), "utf8")) as { Resources: Record<string, { Type: string }> };
    return Object.values(Resources).map(({ Type }) => Type);
  });
  const count = types.filter((type) => type === "AWS::CloudWatch::Alarm").length;
  const { usd, source } = idlePrices.alarmMetric;
  return { resources: types.length, lines: [{ item: "alarm of the whole account", count, usd: count * usd, source }] };
}

for (const [title, stage] of [
  ["a developer's stage", "dev"],
  ["a pull request's stage", "pr-1"],
  ["staging", "staging"],
  ["production", "production"],
] as const) {
  const graph = await evaluate({ root, stage, secrets, sites: ["packages/web"] });
  const own = graph.resources.filter(({ custom, type }) => custom && type.startsWith("aws:")).length;
  print(`${title}: ${graph.resources.length} resources, ${own} of them AWS's`, idleCosts(graph));
}
const { resources, lines } = accountCosts();
print(`the account's stacks: ${resources} resources`, lines);
console.log(`Before free tiers, at the prices of ${idlePricesChecked}.`);
