import { type Stage, startStage } from "@souk/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { crush, rush } from "./rush.ts";

const rounds = Number(process.env["SOUK_ROUNDS"] ?? 50);

let stage: Stage;
beforeAll(async () => {
  stage = await startStage({ faults: { seed: 7, conflict: { windowMilliseconds: 10 } } });
});
afterAll(async () => stage?.stop());

test(`1,000 buyers at once for 100 units, ${rounds} times: exactly 100 orders, 900 clean refusals`, async () => {
  for (let round = 0; round < rounds; round += 1)
    expect(await rush(stage, { sku: `LAST-${round}`, buyers: 1000, units: 100 })).toEqual({
      placed: 100,
      soldOut: 900,
      failed: 0,
      left: 0,
      onHand: 100,
    });
});

test("200 clients at once for one thing, ten times, are each served or told to come again", async () => {
  for (let round = 0; round < 10; round += 1) {
    const { statuses, milliseconds } = await crush(stage, { sku: `WANTED-${round}`, clients: 200 });
    console.log(`200 clients answered within ${milliseconds} ms`);
    expect(statuses.filter((status) => ![201, 409, 429].includes(status))).toEqual([]);
  }
});
