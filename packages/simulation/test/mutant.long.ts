import { describe, expect, test } from "vitest";
import { runMany } from "../src/many.ts";
import { mutants } from "../src/mutant/list.ts";

const mostSeeds = 1000;
const step = 100;

describe("every planted bug is found, and for the right reason", () => {
  test("there are enough of them", () => expect(mutants.length).toBeGreaterThanOrEqual(20));

  test.each(mutants)("$name", async ({ edits, says }) => {
    for (let from = 1; from <= mostSeeds; from += step) {
      const { failed } = await runMany({ from, to: from + step - 1, edits });
      if (failed.some(({ violations }) => violations.some((violation) => says.test(violation)))) return;
    }
    expect.unreachable(`not found in ${mostSeeds} seeds`);
  });
});
