import { expect, test } from "vitest";
import { type Books, checkInvariants } from "../src/load/invariant.ts";

const books = (charges: Record<string, number>, reserved: number, wrong: string[] = []): Books => ({
  charges: new Map(Object.entries(charges)),
  reserved,
  wrong,
});
const before = books({ a: 1 }, 1);

test("what was there before the load is not the load's", () => {
  expect(checkInvariants(before, books({ a: 1, b: 1, c: 1 }, 3), 2)).toContain("2 orders: each charged once");
});

test.each([
  ["an order charged twice", books({ a: 1, b: 2 }, 2), "charged more than once"],
  ["an order that nobody was charged for", books({ a: 1 }, 2), "0 orders charged"],
  ["a charge that nobody was told of", books({ a: 1, b: 1, c: 1 }, 2), "2 orders charged"],
  ["a unit reserved twice", books({ a: 1, b: 1 }, 3), "2 reserved"],
  ["stock that cannot be", books({ a: 1, b: 1 }, 2, ["SKU-1: below nothing"]), "SKU-1"],
])("the load fails for %s", (_name, after, reason) => {
  expect(() => checkInvariants(before, after, 1)).toThrow(reason);
});
