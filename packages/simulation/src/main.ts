import os from "node:os";
import { parseArgs } from "node:util";
import { runMany } from "./many.ts";
import { countFired, matrixText, sumFired } from "./matrix.ts";
import { failureText, lineOf, shrunkText, summaryText } from "./report.ts";
import { run } from "./run.ts";
import { shrink } from "./shrink.ts";

const usage = `npm run simulate -- [--seed N | --seeds A..B] [--workers N] [--matrix] [--shrink] [--trace] [--until-failure]`;

const { values } = parseArgs({
  options: {
    seed: { type: "string" },
    seeds: { type: "string" },
    workers: { type: "string", default: String(Math.min(4, os.availableParallelism())) },
    matrix: { type: "boolean", default: false },
    shrink: { type: "boolean", default: false },
    trace: { type: "boolean", default: false },
    "until-failure": { type: "boolean", default: false },
    /** One process of several: every so many-th seed, each told as one line of JSON. */
    step: { type: "string", default: "1" },
    json: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});

const [from = 1, to = from] = (values.seeds ?? values.seed ?? "1..20").split("..").map(Number);
const workers = Number(values.workers);
if (values.help || ![from, to, workers].every(Number.isSafeInteger)) {
  console.log(usage);
  process.exit(values.help ? 0 : 2);
}

async function here(): Promise<number> {
  let failures = 0;
  for (let seed = from; seed <= to; seed += Number(values.step)) {
    const outcome = await run({ seed });
    console.log(JSON.stringify(lineOf(outcome)));
    if (outcome.violations.length === 0) continue;
    failures += 1;
    if (values["until-failure"]) break;
  }
  return failures;
}

async function one(seed: number): Promise<number> {
  const outcome = await run({ seed, keepTrace: values.trace ? 1_000_000 : 0 });
  if (values.trace) console.log(outcome.lines.join("\n"));
  if (values.matrix) console.log(matrixText(countFired(outcome.fired)));
  if (outcome.violations.length > 0) console.log(failureText(lineOf(outcome)));
  if (outcome.violations.length > 0 && values.shrink) console.log(shrunkText(await shrink(outcome)));
  console.log(`${outcome.steps} steps, ${(outcome.simulatedMilliseconds / 3_600_000).toFixed(1)} simulated hours`);
  console.log(`trace ${outcome.trace}`);
  return outcome.violations.length;
}

async function many(): Promise<number> {
  const begun = Date.now();
  const summary = await runMany({ from, to, workers, untilFailure: values["until-failure"] });
  for (const line of summary.failed) console.log(failureText(line));
  const [first] = summary.failed;
  if (first && values.shrink) console.log(shrunkText(await shrink(await run({ seed: first.seed }))));
  if (values.matrix) console.log(matrixText(sumFired(summary.lines)));
  console.log(summaryText(summary, Date.now() - begun));
  console.log(`trace ${summary.trace}`);
  return summary.failed.length;
}

const failures = await (values.json ? here() : from === to ? one(from) : many());
process.exitCode = failures > 0 ? 1 : 0;
