import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildFunction, deliveredFunctions } from "../src/delivery/built.ts";
import { runsAtLoad } from "../src/delivery/bundle-budget.ts";

const root = path.resolve(import.meta.dirname, "../../..");
const folder = mkdtempSync(path.join(os.tmpdir(), "souk-start-"));
let loaded: Record<string, string[]>;

/** Loads a bundle in a process of its own and says which of Node's modules ran for it, and whether zod did. */
const child = `
  const before = new Set(process.moduleLoadList);
  require(process.argv[1]);
  const ran = process.moduleLoadList.filter((name) => !before.has(name) && /^NativeModule (?!internal)/.test(name)).map((name) => name.slice(13));
  process.stderr.write(JSON.stringify([...ran, ...(globalThis.__zod_globalConfig ? ["zod"] : [])]));`;

const links = ["App", "SandboxWebhooks", "SandboxTable", "SandboxSecret"];
const env = {
  AWS_REGION: "eu-central-1",
  ...Object.fromEntries(links.map((name) => [`SST_RESOURCE_${name}`, '{"name":"souk","url":"https://souk.example","value":"1"}'])),
};

beforeAll(async () => {
  loaded = {};
  for (const node of await deliveredFunctions(root)) {
    const file = path.join(folder, `${node.id}.cjs`);
    writeFileSync(file, (await buildFunction(root, node)).code);
    const { stderr } = spawnSync(process.execPath, ["--eval", child, file], { encoding: "utf8", env });
    loaded[node.handler] = JSON.parse(stderr) as string[];
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("no function makes a schema or runs Node's network and crypto before its first request", () => {
  const waiting = /^(zod|crypto|http|https|tls|zlib)$/;
  const ran = Object.entries(loaded).map(([handler, names]): [string, string[]] => [
    handler,
    names.filter((name) => waiting.test(name)).sort(),
  ]);
  expect(ran.length).toBeGreaterThan(20);
  expect(Object.fromEntries(ran.filter(([, names]) => names.length > 0))).toEqual(runsAtLoad);
});
