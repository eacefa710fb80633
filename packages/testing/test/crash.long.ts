import { expect, test } from "vitest";
import { crashRounds } from "../src/crash.ts";

const rounds = Number(process.env["SOUK_ROUNDS"] ?? 50);

test(`kill -9 under load, ${rounds} times`, async () => {
  const result = await crashRounds(rounds);
  console.log(`${rounds} kills`, result);
  expect(result.placed).toBeGreaterThanOrEqual(rounds * 8);
});
