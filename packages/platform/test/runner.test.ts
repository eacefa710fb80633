import { spawn } from "node:child_process";
import path from "node:path";
import { createInterface } from "node:readline";
import type { OnLoadResult, OnResolveResult, Plugin } from "esbuild";
import { afterAll, expect, test } from "vitest";
import { buildFunction, deliveredFunctions } from "../src/delivery/built.ts";

const root = path.resolve(import.meta.dirname, "../../..");

type Reply = OnResolveResult & OnLoadResult;

/** SST's own runner of plugins in a process, asked over its standard input as SST's builder asks it: for everything. */
function startRunner(plugins: string) {
  const runner = path.join(root, ".sst/platform/functions/nodejs-runtime/plugin.mjs");
  const child = spawn(process.execPath, [runner, path.join(root, plugins)], { stdio: ["pipe", "pipe", "inherit"] });
  const waiting: ((reply: Reply) => void)[] = [];
  createInterface({ input: child.stdout }).on("line", (line) => {
    const { id, value } = JSON.parse(line) as { id: number; value: Reply };
    waiting[id]?.(value);
  });
  const ask = (command: "resolve" | "load", value: object) =>
    new Promise<Reply>((resolve) => {
      child.stdin.write(`${JSON.stringify({ id: waiting.push(resolve) - 1, command, value })}\n`);
    });
  const plugin: Plugin = {
    name: "nodejs-plugin",
    setup(build) {
      build.onResolve({ filter: /.*/ }, (args) => ask("resolve", args));
      build.onLoad({ filter: /.*/ }, (args) => ask("load", args));
    },
  };
  return { plugin, stop: () => child.kill() };
}

const runner = startRunner("infra/bundle.mjs");
afterAll(() => runner.stop());

test("SST's own runner of plugins makes the bundles that are measured here, to the byte", { timeout: 60_000 }, async () => {
  const named = ["packages/catalog/src/http.handler", "packages/docs/src/http.handler", "packages/core/src/relay.handler"];
  const functions = (await deliveredFunctions(root)).filter(({ handler }) => named.includes(handler));
  expect(functions.map(({ nodejs }) => nodejs["plugins"])).toEqual(named.map(() => "infra/bundle.mjs"));
  for (const node of functions) {
    const { code } = await buildFunction(root, node);
    const { code: theirs } = await buildFunction(root, node, [runner.plugin]);
    expect(Buffer.compare(theirs, code), node.handler).toBe(0);
  }
});
