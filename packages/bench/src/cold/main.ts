/**
 * `npm run bench:cold [-- --rounds 15] [--parts] [HANDLER...]`: builds each function as SST would and loads it in processes of its own,
 * beside a module that does nothing. Says size, load time and memory, and with `--parts` what is in each bundle.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { buildFunction, deliveredFunctions, partsOf } from "@souk/platform/built";
import { short, table } from "../figure.ts";
import { measureLoads } from "./measure.ts";

const root = path.resolve(import.meta.dirname, "../../../..");
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: "string", default: "15" }, parts: { type: "boolean", default: false } },
});

/**
 * What Lambda takes to start Node and a module that does nothing, arm64 with 512 MB, as of November 2026
 * (https://maxday.github.io/lambda-perf/); a function's own load comes to it.
 */
const emptyInitMilliseconds = 122;

const folder = mkdtempSync(path.join(os.tmpdir(), "souk-bench-"));
try {
  const empty = path.join(folder, "empty.mjs");
  writeFileSync(empty, "export const handler = async () => {};\n");
  const functions = await deliveredFunctions(root);
  const chosen = functions.filter(({ handler }) => positionals.length === 0 || positionals.some((part) => handler.includes(part)));
  const built = [];
  for (const node of chosen) {
    const one = await buildFunction(root, node);
    const file = path.join(folder, `${node.id}.${node.nodejs["format"] === "cjs" ? "cjs" : "mjs"}`);
    writeFileSync(file, one.code);
    built.push({ ...one, file });
  }
  const [base, ...loads] = measureLoads([empty, ...built.map(({ file }) => file)], Number(values.rounds));
  if (!base) throw new Error("the empty module was not measured");
  const rows = built.map((one, index) => {
    const load = loads[index] ?? base;
    return [
      one.node.handler.replace(/^packages\/|\.handler$/g, ""),
      short(one.code.length / 1000),
      short(load.milliseconds),
      short(load.milliseconds / base.milliseconds),
      short(load.cpuMilliseconds),
      short(load.wholeMilliseconds / base.wholeMilliseconds),
      short(load.bytes / 1e6),
      short(emptyInitMilliseconds + load.milliseconds),
      ...(values.parts
        ? [
            partsOf(one)
              .slice(0, 8)
              .map(({ name, bytes }) => `${name} ${short(bytes / 1000)}`)
              .join(", "),
          ]
        : []),
    ];
  });
  const head = [
    "function",
    "kB",
    "load ms",
    "x empty",
    "CPU ms",
    "x Node's start",
    "MB",
    "init ms, predicted",
    ...(values.parts ? ["parts, kB"] : []),
  ];
  console.log(
    `A module that does nothing: ${short(base.milliseconds)} ms, ${short(base.cpuMilliseconds)} CPU ms; Node itself ${short(base.wholeMilliseconds)} CPU ms. Medians of ${values.rounds}.\n`,
  );
  console.log(table(head, rows));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
