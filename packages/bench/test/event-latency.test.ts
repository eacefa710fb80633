import { expect, test } from "vitest";
import { eventRun, soonEnough } from "../src/load/event-latency.ts";

const told = (count: number, milliseconds: (index: number) => number) =>
  Array.from({ length: count }, (_, index) => ({ id: `evt_${index}`, at: 1000, takenAt: 1005, doneAt: 1000 + milliseconds(index) }));
const ids = (count: number) => new Set(Array.from({ length: count }, (_, index) => `evt_${index}`));

test("an event's latency is from its own time to its last consumer's end, and others' events are not counted", () => {
  const run = eventRun(
    500,
    ids(100),
    told(200, (index) => index + 1),
  );
  expect(run).toEqual({ rate: 500, count: 100, missing: 0, p50: 50, p90: 90, p99: 99, taken90: 5 });
});

test("an event that nobody is done with is missing, and the rate is not held for it", () => {
  const run = eventRun(
    500,
    ids(100),
    told(99, () => 10),
  );
  expect(run.missing).toBe(1);
  expect(soonEnough(run)).toBe(false);
});

test.each([
  ["both percentiles are within the goal", 80, 250, true],
  ["the ninetieth is late", 81, 100, false],
  ["the ninety-ninth is late", 10, 251, false],
])("a rate is judged by its events: %s", (_name, p90, p99, holds) => {
  expect(soonEnough({ rate: 500, count: 10, missing: 0, p50: 5, p90, p99, taken90: 1 })).toBe(holds);
});
