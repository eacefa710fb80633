import { parseArgs } from "node:util";
import { textOf } from "./report.ts";
import { crashRounds, faultRounds } from "./rounds.ts";

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

const report = await commands[name as keyof typeof commands]({ rounds, seed, said: (line) => console.log(line) });
console.log(textOf(report));
process.exitCode = report.violations.length > 0 ? 1 : 0;
