import { expect, test } from "vitest";
import { crashRounds, faultRounds } from "../src/blackbox/rounds.ts";

test("kill -9 under load, twice: what was acknowledged is there, charged once, mailed, and nothing else was done", async () => {
  const { violations, checked } = await crashRounds({ rounds: 2, seed: 1 });
  expect(violations).toEqual([]);
  expect(Object.fromEntries(checked)["orders in the table"]).toBeGreaterThanOrEqual(8);
});

test("duplicates, delays, throttling, conflicts, crashes and lost answers while clients shop break no invariant", async () => {
  const { violations, fired } = await faultRounds({ rounds: 2, seed: 1, journeys: 1 });
  expect(violations).toEqual([]);
  expect(Object.keys(fired).length).toBeGreaterThanOrEqual(3);
});
