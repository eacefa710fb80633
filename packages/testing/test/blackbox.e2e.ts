import { expect, test } from "vitest";
import { crashRounds, faultRounds } from "../src/blackbox/rounds.ts";

test("kill -9 under load, three times: what was acknowledged is there, charged once, mailed, and nothing else was done", async () => {
  const { violations, checked } = await crashRounds({ rounds: 3, seed: 1 });
  expect(violations).toEqual([]);
  expect(Object.fromEntries(checked)["orders in the table"]).toBeGreaterThanOrEqual(12);
});

test("duplicates, delays, throttling, conflicts, crashes and lost answers while clients shop break no invariant", async () => {
  const { violations, fired } = await faultRounds({ rounds: 2, seed: 1 });
  expect(violations).toEqual([]);
  expect(Object.keys(fired).length).toBeGreaterThanOrEqual(4);
});
