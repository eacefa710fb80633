import { expect, test } from "vitest";
import { enumerate, enumeratedText } from "../src/enumerate.ts";

test.each([5, 18, 26, 27, 47, 49, 53, 58])("seed %i: whatever single fault strikes wherever it can, it comes right", async (seed) => {
  const found = await enumerate(seed, ["F1", "F4", "F5", "F6", "F9", "F12", "F13", "F14", "F18"]);
  process.stdout.write(`seed ${seed}: ${found.runs} places, each struck once\n`);
  expect(enumeratedText(found)).toEqual([]);
});
