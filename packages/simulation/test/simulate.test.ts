import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { runMany, type Summary } from "../src/many.ts";
import { run } from "../src/run.ts";
import { rules } from "../src/world/bus.ts";

/** Long enough for the machine at its slowest; what a run must keep to is counted in steps. */
const patience = 240_000;
let seeds: Summary;
beforeAll(async () => void (seeds = await runMany({ from: 1, to: 200 })), patience);

test("200 seeds of the whole shop under faults break no invariant", () => {
  expect(seeds.failed.map(({ seed, violations }) => `seed ${seed}: ${violations.join("; ")}`)).toEqual([]);
  expect(seeds.lines).toHaveLength(200);
});

test.each([
  "placeOrder 201",
  "confirmPayment 200",
  "fulfillOrder 201",
  "refundPayment 201",
  "cancelOrder 200",
  "placeOrder 409 checkout.out_of_stock",
])("a shop in which nothing happens is safe too, and this one is not it: %s", (deed) => {
  expect(seeds.lines.reduce((sum, { counts }) => sum + (counts[deed] ?? 0), 0)).toBeGreaterThan(20);
});

test(
  "the same seed gives the same trace, whatever else ran before it in its process",
  async () => {
    const again = await runMany({ from: 1, to: 10, workers: 1 });
    expect(again.lines.map(({ trace }) => trace)).toEqual(seeds.lines.slice(0, 10).map(({ trace }) => trace));
    expect(new Set(seeds.lines.map(({ trace }) => trace)).size).toBe(200);
    expect((await run({ seed: 4 })).trace).toBe(seeds.lines[3]?.trace);
  },
  patience,
);

test("without faults nobody is told of an error of ours", async () => {
  for (const seed of [1, 2, 3, 4, 5]) {
    const { counts, violations } = await run({ seed, profile: {} });
    expect(violations).toEqual([]);
    expect(Object.keys(counts).filter((what) => / 5\d\d/.test(what))).toEqual([]);
  }
});

describe("the simulation's bus is the program's", () => {
  const files = ["order", "payment", "inventory", "notification", "customer"].map((name) =>
    readFileSync(new URL(`../../../infra/${name}.ts`, import.meta.url), "utf8"),
  );
  const declared = Object.fromEntries(
    [...files.join("\n").matchAll(/consumer\("(\w+)", \{([^}]*?)events: \[([^\]]*)\]/g)].map(([, name, , events]) => [
      name,
      events?.match(/[\w.]+/g) ?? [],
    ]),
  );
  test.each(Object.entries(rules))("%s is told of the same events", (name, events) => expect(declared[name]).toEqual(events));
  test("and nobody else is", () => expect(Object.keys(declared).sort()).toEqual(Object.keys(rules).sort()));
});
