import { expect, test } from "vitest";
import { median, percentile, short } from "../src/figure.ts";

const upTo = (count: number) => Array.from({ length: count }, (_, index) => count - index);

test.each([
  [50, 50],
  [99, 99],
  [100, 100],
  [1, 1],
])("of a hundred values, %i in a hundred do not exceed the %i smallest", (percent, value) => {
  expect(percentile(upTo(100), percent)).toBe(value);
});

test("a percentile is one of the values, however few there are", () => {
  expect(percentile([7], 99)).toBe(7);
  expect(percentile([1, 9], 50)).toBe(1);
  expect(percentile([1, 9], 51)).toBe(9);
});

test("of no values there is none", () => {
  expect(percentile([], 99)).toBeNaN();
  expect(median([])).toBeNaN();
  expect(short(Number.NaN)).toBe("");
});

test("the median of an odd number of values is the one in the middle", () => {
  expect(median([9, 1, 5])).toBe(5);
});
