import { expect, test } from "vitest";
import { crowd } from "../src/crowd.ts";

const rounds = Number(process.env["SOUK_ROUNDS"] ?? 30);
/** No two rounds are alike: later ones are run by where they begin. */
const from = Number(process.env["SOUK_FROM"] ?? 1);

test(`1,000 buyers at once for 100 units, ${rounds} times: exactly 100 orders, 900 clean refusals`, async () => {
  for (let round = from; round < from + rounds; round += 1) {
    const { orders, refused, others, available, onHand } = await crowd(`1,000 of 100, ${round}`, { buyers: 1000, units: 100 });
    expect({ orders, refused, others, available, onHand }, `round ${round}`).toEqual({
      orders: 100,
      refused: 900,
      others: [],
      available: 0,
      onHand: 100,
    });
  }
});
