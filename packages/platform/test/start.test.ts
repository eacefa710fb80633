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
const answered: Record<string, { status: number; fetch: boolean }> = {};

/**
 * Loads a bundle in a process of its own and says which of Node's modules ran for it, and whether zod did; then, of an API, whether its
 * first answer ran Node's \`fetch\`.
 */
const child = `
  const before = new Set(process.moduleLoadList);
  const { handler } = require(process.argv[1]);
  const ran = process.moduleLoadList.filter((name) => !before.has(name) && /^NativeModule (?!internal)/.test(name)).map((name) => name.slice(13));
  const loaded = [...ran, ...(globalThis.__zod_globalConfig ? ["zod"] : [])];
  const [, , event] = process.argv;
  Promise.resolve(event && handler(JSON.parse(event), {})).then((answer) => {
    const answered = answer && { status: answer.statusCode, fetch: process.moduleLoadList.some((name) => /undici/.test(name)) };
    process.stderr.write(JSON.stringify({ loaded, answered }));
  });`;

/** What an API is asked first: a list by a limit that is none, and where there is no list, something that is not there. */
const firstPaths: Record<string, [path: string, query: string, status: number]> = {
  catalog: ["/v1/catalog/products", "limit=none", 400],
  search: ["/v1/search/products", "limit=none", 400],
  order: ["/v1/orders", "", 401],
  sandbox: ["/v1/nothing", "", 401],
};

function firstOf(handler: string): [event: string] | [] {
  const [, name] = /^packages\/(\w+)\/src\/(?:import-)?http\.handler$/.exec(handler) ?? [];
  if (!name) return [];
  const [rawPath, rawQueryString] = firstPaths[name] ?? ["/v1/nothing", ""];
  const requestContext = { requestId: "first", domainName: "souk.example", http: { method: "GET", path: rawPath } };
  return [JSON.stringify({ rawPath, rawQueryString, headers: { host: "souk.example" }, requestContext, isBase64Encoded: false })];
}

const links = ["App", "DefaultShop", "Table", "TokenSecret", "SandboxWebhooks", "SandboxTable", "SandboxSecret"];
const link = { name: "souk", stage: "first", id: "demo", url: "https://souk.example", value: "a-secret-of-more-than-thirty-two-letters" };
const env = {
  AWS_REGION: "eu-central-1",
  ...Object.fromEntries(links.map((name) => [`SST_RESOURCE_${name}`, JSON.stringify(link)])),
};

beforeAll(async () => {
  loaded = {};
  for (const node of await deliveredFunctions(root)) {
    const file = path.join(folder, `${node.id}.cjs`);
    writeFileSync(file, (await buildFunction(root, node)).code);
    const { stderr } = spawnSync(process.execPath, ["--eval", child, file, ...firstOf(node.handler)], { encoding: "utf8", env });
    const said = JSON.parse(stderr) as { loaded: string[]; answered?: { status: number; fetch: boolean } };
    loaded[node.handler] = said.loaded;
    if (said.answered) answered[node.handler] = said.answered;
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

test("no API runs Node's own fetch for its first answer, which would cost more than all of its load", () => {
  const expected = Object.keys(answered).map((handler) => {
    const [, name = ""] = handler.split("/");
    return [handler, { status: handler.includes("import") ? 404 : (firstPaths[name]?.[2] ?? 404), fetch: false }];
  });
  expect(expected.length).toBeGreaterThan(11);
  expect(answered).toEqual(Object.fromEntries(expected));
});
