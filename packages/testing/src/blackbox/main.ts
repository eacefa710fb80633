import { parseArgs } from "node:util";
import { crashRounds, faultRounds, type Report } from "./rounds.ts";

const commands = { crash: crashRounds, faults: faultRounds };
const usage = "npm run crash -- [--rounds N] [--seed S], or npm run faults -- [--rounds N] [--seed S]";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: "string", default: "5" }, seed: { type: "string", default: "1" } },
});
const [name = ""] = positionals;
const [rounds, seed] = [Number(values.rounds), Number(values.seed)];
if (!(name in commands) || !Number.isSafeInteger(rounds) || rounds < 1 || !Number.isSafeInteger(seed)) {
  console.error(usage);
  process.exit(2);
}

/** What went wrong on purpose, what was looked at, and what should not have been. */
export function textOf({ fired, checked, redriven, readyAfter, violations, seed: drawn }: Report): string {
  const row = ([what, count]: [string, number]) => `  ${what.padEnd(48)}${String(count).padStart(8)}`;
  const at = (share: number) => readyAfter[Math.floor(share * (readyAfter.length - 1))] ?? 0;
  return [
    "faults that struck",
    ...Object.entries(fired).map(row),
    "",
    "checked, when nothing failed any more",
    ...checked.map(row),
    row(["dead letters that were sent again", redriven]),
    "",
    `ready after the start, without the site: ${at(0.5)} ms in the middle, ${at(1)} ms at most`,
    `seed ${drawn}: ${violations.length === 0 ? "no invariant broken" : `${violations.length} violations`}`,
    ...violations.map((violation) => `  ${violation}`),
  ].join("\n");
}

const report = await commands[name as keyof typeof commands]({ rounds, seed });
console.log(textOf(report));
process.exitCode = report.violations.length > 0 ? 1 : 0;
