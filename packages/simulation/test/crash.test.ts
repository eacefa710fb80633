import { expect, test } from "vitest";
import { enumerate, enumeratedText } from "../src/enumerate.ts";

/** In one an order is placed, paid, shipped and refunded, and stock is counted; in the other one is canceled. */
const seeds = [53, 27];

test("a function that dies before or after any one of its effects leaves nothing half done and no event too many or too few", async () => {
  const kinds = new Set<string>();
  for (const seed of seeds) {
    const found = await enumerate(seed, ["F4", "F5"]);
    expect(enumeratedText(found)).toEqual([]);
    expect(Object.values(found.struck).reduce((a, b) => a + b)).toBe(found.runs);
    for (const cell of Object.keys(found.struck)) kinds.add(cell);
  }
  const commands = ["placeOrder", "confirmPayment", "fulfillOrder", "refundPayment", "cancelOrder", "adjustStock", "webhook"];
  const reactions = ["Order", "Payment", "Inventory", "Notification", "Hold", "Customer", "Relay"];
  expect([...kinds]).toEqual(expect.arrayContaining([...commands, ...reactions].flatMap((kind) => [`F4 ${kind}`, `F5 ${kind}`])));
}, 240_000);
