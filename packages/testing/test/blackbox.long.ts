import { expect, test } from "vitest";
import { textOf } from "../src/blackbox/report.ts";
import { crashRounds, faultRounds } from "../src/blackbox/rounds.ts";

const rounds = Number(process.env["SOUK_ROUNDS"] ?? 50);

test.each([
  [`kill -9 under load, ${rounds} times`, crashRounds],
  [`${rounds} rounds of faults while clients shop`, faultRounds],
])("%s", async (_, run) => {
  const report = await run({ rounds, seed: 7 });
  console.log(textOf(report));
  expect(report.violations).toEqual([]);
});
