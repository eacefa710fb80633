import { describe, expect, test } from "vitest";
import { foundText, hunt } from "../src/mutant/hunt.ts";
import { mutants } from "../src/mutant/list.ts";

describe("every planted bug is found in at most 1,000 seeds, and for the right reason", () => {
  test.each(mutants)("$name", async (mutant) => {
    const found = await hunt(mutant);
    process.stdout.write(`${found ? foundText(found) : `not found  <- ${mutant.name}`}\n`);
    expect(found).toBeDefined();
  });
});
