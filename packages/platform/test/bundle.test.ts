import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { buildFunction, type Built, deliveredFunctions, partsOf } from "../src/delivery/built.ts";
import { apiBudget, bundleBudgets, leftOut } from "../src/delivery/bundle-budget.ts";

const root = path.resolve(import.meta.dirname, "../../..");
const handlers = Object.keys(bundleBudgets);
let built: Map<string, Built>;

beforeAll(async () => {
  built = new Map();
  for (const node of await deliveredFunctions(root)) built.set(node.handler, await buildFunction(root, node));
});

const find = (handler: string): Built => {
  const found = built.get(handler);
  if (!found) throw new Error(`No stage has the function ${handler}: take its budget away.`);
  return found;
};

test("every function that is delivered has a budget", () => {
  expect([...built.keys()].filter((handler) => !handlers.includes(handler))).toEqual([]);
});

describe.each(handlers)("%s", (handler) => {
  test("weighs no more than its budget", () => {
    const kilobytes = find(handler).code.length / 1000;
    expect(kilobytes).toBeLessThanOrEqual(bundleBudgets[handler] ?? 0);
  });

  test("carries nothing that was left out", () => {
    const parts = partsOf(find(handler)).map(({ name }) => name);
    const found = leftOut.flatMap(([name, instead]) => parts.filter((part) => name.test(part)).map((part) => `${part}: take ${instead}`));
    expect(found).toEqual([]);
  });
});

test("what a function loads later stands in its bundle as text: as code it would be looked through at every start, and again when it is run", () => {
  const asCode = [...built].flatMap(([handler, { metafile }]) =>
    Object.entries(metafile.inputs).flatMap(([file, { imports }]) =>
      imports
        .filter(({ kind, external, path: to }) => kind === "dynamic-import" && !external && !/^packed:|\.json$/.test(to))
        .map(({ path: to }) => `${handler}: ${file} imports ${to}: name it in infra/packed.mjs`),
    ),
  );
  expect(asCode).toEqual([]);
});

test("a schema's expression with Unicode's classes is one that waits: making it takes longer than a tenth of a start", () => {
  const sources = globSync("packages/*/src/**/*.ts", { cwd: root });
  const eager = sources.filter((file) => /\.regex\((\/.*\\p\{|new RegExp)/.test(readFileSync(path.join(root, file), "utf8")));
  expect(eager.map((file) => `${file}: write .regex(pattern(...))`)).toEqual([]);
});

test("no budget of an API function is above 350 kB", () => {
  expect(handlers.filter((handler) => handler.endsWith("http.handler") && (bundleBudgets[handler] ?? 0) > apiBudget)).toEqual([]);
});

test("zod is imported as a namespace: its own `z` would bring all of it, 100 kB", () => {
  const sources = globSync("packages/*/src/**/*.ts", { cwd: root });
  const whole = sources.filter((file) => /^import \{[^}]*\bz\b[^}]*\} from "zod"/m.test(readFileSync(path.join(root, file), "utf8")));
  expect(whole.map((file) => `${file}: write import * as z from "zod"`)).toEqual([]);
});
