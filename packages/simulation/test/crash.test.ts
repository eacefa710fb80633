import { expect, test } from "vitest";
import { enumerate, enumeratedText } from "../src/enumerate.ts";

/** In it an order is placed, paid, shipped and refunded, and stock is counted; `crash.long.ts` has more, and every other fault. */
const seed = 53;

test("a function that dies before or after any one of its effects leaves nothing half done and no event too many or too few", async () => {
  const found = await enumerate(seed, ["F4", "F5"]);
  expect(enumeratedText(found)).toEqual([]);
  expect(Object.values(found.struck).reduce((a, b) => a + b)).toBe(found.runs);
  const commands = ["placeOrder", "confirmPayment", "fulfillOrder", "refundPayment", "adjustStock", "webhook"];
  const reactions = ["Order", "Payment", "Inventory", "Notification", "Hold", "Customer", "Relay"];
  expect(Object.keys(found.struck)).toEqual(
    expect.arrayContaining([...commands, ...reactions].flatMap((kind) => [`F4 ${kind}`, `F5 ${kind}`])),
  );
}, 240_000);
