import { beforeAll, expect, test } from "vitest";
import { runMany, type Summary } from "../src/many.ts";
import { emptyCells, matrixText, sumFired } from "../src/matrix.ts";
import { failureText, summaryText } from "../src/report.ts";

let seeds: Summary;
let milliseconds = 0;
beforeAll(async () => {
  const begun = Date.now();
  seeds = await runMany({ from: 1, to: 1000, workers: 2 });
  milliseconds = Date.now() - begun;
}, 3_600_000);

test("1,000 seeds break no invariant, and time goes a thousand times as fast as time", () => {
  process.stdout.write(`${summaryText(seeds, milliseconds)}\n`);
  expect(seeds.failed.map(failureText)).toEqual([]);
  expect(seeds.lines).toHaveLength(1000);
  const simulated = seeds.lines.reduce((sum, line) => sum + line.simulatedMilliseconds, 0);
  expect(simulated / milliseconds).toBeGreaterThan(1000);
});

test("every fault strikes every command and consumer that it applies to", () => {
  const fired = sumFired(seeds.lines);
  process.stdout.write(`${matrixText(fired)}\n`);
  expect(emptyCells(fired)).toEqual([]);
});

test("100 seeds run again, and once more in other processes, leave the same traces", async () => {
  const traces = seeds.lines.slice(0, 100).map(({ trace }) => trace);
  for (const workers of [1, 3]) expect((await runMany({ from: 1, to: 100, workers })).lines.map(({ trace }) => trace)).toEqual(traces);
});
