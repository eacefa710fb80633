import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { linearize, type Operation, type Specification } from "../../src/history/linearize.ts";
import { type StockOperation, stockSpecification } from "../../src/history/stock.ts";

type Input = { write: number } | "read";
/** A cell that holds one number. */
const cell: Specification<number, Input, number> = {
  begin: 0,
  next(state, input, output) {
    if (input !== "read") return input.write;
    return output === undefined || output === state ? state : undefined;
  },
};
const at = (input: Input, output: number | undefined, calledAt: number, answeredAt = Infinity): Operation<Input, number> => ({
  key: "cell",
  input,
  output,
  calledAt,
  answeredAt,
});

describe("a history", () => {
  test.each([
    [
      "is right when operations that overlap can be put in some order",
      true,
      [at({ write: 1 }, 1, 1, 4), at("read", 1, 2, 3), at("read", 1, 5, 6)],
    ],
    ["is wrong when an answer comes too late for what it says", false, [at({ write: 1 }, 1, 1, 2), at("read", 0, 3, 4)]],
    ["is wrong when two see the change in turns", false, [at({ write: 1 }, 1, 1, 9), at("read", 1, 2, 3), at("read", 0, 4, 5)]],
    ["may contain what nobody was answered, or not", true, [at({ write: 1 }, undefined, 1), at("read", 0, 2, 3), at("read", 1, 4, 5)]],
    ["may leave it out for good", true, [at({ write: 1 }, undefined, 1), at("read", 0, 2, 3)]],
    ["must contain what surely happened", false, [at({ write: 1 }, 1, 1), at({ write: 2 }, 2, 3, 4), at("read", 3, 5, 6)]],
  ] as const)("%s", (_, right, history) => {
    expect(linearize("cell", [...history], cell) === undefined).toBe(right);
  });
});

const begin = { onHand: 1000, available: 1000 };

/** A true history of one SKU: each operation takes effect at an instant of its own, somewhere between call and answer. */
function recorded(drawn: { quantity: number; early: number; late: number; read: boolean }[]): StockOperation[] {
  let { available } = begin;
  return drawn.map(({ quantity, early, late, read }, index) => {
    const instant = 10 * index;
    if (!read) available -= quantity;
    const output = read ? { onHand: begin.onHand, available } : {};
    const input = read ? ({ act: "read" } as const) : ({ act: "reserve", quantity } as const);
    return { key: "SKU", input, output, calledAt: instant - early, answeredAt: instant + late };
  });
}
const drawn = fc.array(fc.record({ quantity: fc.integer({ min: 1, max: 2 }), early: fc.nat(60), late: fc.nat(60), read: fc.boolean() }), {
  minLength: 40,
  maxLength: 200,
});

test("whatever happened one after the other is found to have, however the answers overlap", () => {
  const explained = fc.property(drawn, (steps) => linearize("SKU", recorded(steps), stockSpecification(begin)) === undefined);
  expect(fc.check(explained, { numRuns: 200, seed: 7 }).failed).toBe(false);
});

test("a unit sold twice among two hundred operations is found", () => {
  const found = fc.property(drawn, fc.nat(), (steps, index) => {
    const history = recorded(steps);
    const sales = history.flatMap(({ input }) => (input.act === "reserve" ? [input.quantity] : []));
    // A lost update: she was told that she has it, and when all is quiet the stock does not say so.
    const lost = sales[index % sales.length] ?? 0;
    const available = begin.available - sales.reduce((a, b) => a + b, 0) + lost;
    const last = 10_000;
    const read: StockOperation = { key: "SKU", input: { act: "read" }, output: { available }, calledAt: last, answeredAt: last + 1 };
    return (linearize("SKU", [...history, read], stockSpecification(begin)) !== undefined) === lost > 0;
  });
  expect(fc.check(found, { numRuns: 200, seed: 7 }).failed).toBe(false);
});
