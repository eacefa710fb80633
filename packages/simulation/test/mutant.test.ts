import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { hunt } from "../src/mutant/hunt.ts";
import { mutants } from "../src/mutant/list.ts";

const source = (file: string) => readFileSync(new URL(`../../${file}`, import.meta.url), "utf8");

describe("planted bugs", () => {
  test("there are enough of them", () => expect(mutants.length).toBeGreaterThanOrEqual(20));

  test.each(mutants)("$name: each of its edits still fits the source, once", ({ edits }) => {
    expect(edits.map(({ file, find }) => [file, source(file).split(find).length - 1])).toEqual(edits.map(({ file }) => [file, 1]));
  });

  // The rest take minutes: `npm run test:long`.
  test.each([
    "a consumer keeps no inbox",
    "stock is lowered without asking whether there is any",
    "tax is a float, cut off",
    "a mail counts as sent before it is",
  ])(
    "found: %s",
    async (wanted) => {
      const planted = mutants.find(({ name }) => name === wanted);
      if (!planted) throw new Error(`there is no mutant "${wanted}"`);
      expect(await hunt(planted)).toMatchObject({ name: wanted, violation: expect.stringMatching(planted.says) });
    },
    240_000,
  );
});
