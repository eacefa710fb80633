import { createHash } from "node:crypto";
import { parseArgs } from "node:util";
import type { Line } from "./many.ts";
import { countFired, type Counts, matrixText } from "./matrix.ts";
import { failureText, shrunkText } from "./report.ts";
import { type Outcome, run } from "./run.ts";
import { shrink } from "./shrink.ts";

const usage = `npm run simulate -- [--seed N | --seeds A..B] [--shrink] [--trace] [--matrix] [--step K] [--until-failure] [--json]`;

const { values } = parseArgs({
  options: {
    seed: { type: "string" },
    seeds: { type: "string" },
    /** Every so many-th seed: several processes share a range. */
    step: { type: "string", default: "1" },
    shrink: { type: "boolean", default: false },
    trace: { type: "boolean", default: false },
    matrix: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
    "until-failure": { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});

const [from = 1, to = from] = (values.seeds ?? values.seed ?? "1..20").split("..").map(Number);
if (values.help || !Number.isSafeInteger(from) || !Number.isSafeInteger(to)) {
  console.log(usage);
  process.exit(values.help ? 0 : 2);
}

const lineOf = ({ seed, trace, steps, simulatedMilliseconds, violations, fired, counts }: Outcome): Line => ({
  seed,
  trace,
  steps,
  simulatedMilliseconds,
  violations: violations.map(({ invariant, message }) => `${invariant} ${message}`),
  fired: countFired(fired),
  counts,
});

const traces: string[] = [];
const fired: Counts = {};
let failures = 0;
for (let seed = from; seed <= to; seed += Number(values.step)) {
  const outcome = await run({ seed, keepTrace: values.trace ? 1_000_000 : 0 });
  traces.push(outcome.trace);
  countFired(outcome.fired, fired);
  if (values.json) console.log(JSON.stringify(lineOf(outcome)));
  if (values.trace) console.log(outcome.lines.join("\n"));
  if (outcome.violations.length === 0) continue;
  failures += 1;
  if (!values.json) console.log(failureText(outcome));
  if (values.shrink) console.log(shrunkText(await shrink(outcome)));
  if (values["until-failure"]) break;
}
if (!values.json) {
  if (values.matrix) console.log(matrixText(fired));
  console.log(`${traces.length} seeds, ${failures} failed`);
  const [only] = traces;
  console.log(`trace ${traces.length === 1 && only ? only : createHash("sha256").update(traces.join("\n")).digest("hex")}`);
}
process.exitCode = failures > 0 ? 1 : 0;
