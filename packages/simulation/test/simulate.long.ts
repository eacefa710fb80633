import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { runMany } from "../src/many.ts";
import { run } from "../src/run.ts";
import { rules } from "../src/world/bus.ts";

/** Long enough for the machine at its slowest; what the run must keep to is counted in steps. */
const patience = 240_000;

test(
  "200 seeds of the whole shop under faults break no invariant",
  async () => {
    const { lines, failed } = await runMany({ from: 1, to: 200 });
    expect(failed.map(({ seed, violations }) => `seed ${seed}: ${violations.join("; ")}`)).toEqual([]);
    expect(lines).toHaveLength(200);
    const done = (what: string) => lines.reduce((sum, { counts }) => sum + (counts[what] ?? 0), 0);
    // A shop in which nothing is sold is safe too.
    for (const deed of [
      "placeOrder 201",
      "confirmPayment 200",
      "fulfillOrder 201",
      "refundPayment 201",
      "cancelOrder 200",
      "placeOrder 409 checkout.out_of_stock",
    ])
      expect(done(deed), deed).toBeGreaterThan(20);
  },
  patience,
);

test("the same seed gives the same trace, here and in another process", async () => {
  const [first, second] = [await run({ seed: 4 }), await run({ seed: 4 })];
  const { lines } = await runMany({ from: 3, to: 4, workers: 1 });
  expect(second.trace).toBe(first.trace);
  expect(lines.map(({ trace }) => trace)).toContain(first.trace);
  expect(first.trace).toMatch(/^[0-9a-f]{64}$/);
  expect(lines[0]?.trace).not.toBe(first.trace);
});

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
