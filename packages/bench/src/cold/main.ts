/**
 * `npm run bench:cold [-- --rounds 15] [--parts] [--against REF] [HANDLER...]`: builds each function as SST would and starts it in
 * processes of its own, beside a module that does nothing. Says its size, what loading takes and what loading with the first answer
 * takes; with `--against` the same of another version in the same run, with `--parts` what is in each bundle.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { buildFunction, type Built, deliveredFunctions, partsOf } from "@souk/platform/built";
import { short, table } from "../figure.ts";
import { firstEvent } from "./first-event.ts";
import { type Load, measureStarts, type Start } from "./measure.ts";
import { checkOut } from "./worktree.ts";

const root = path.resolve(import.meta.dirname, "../../../..");
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: "string", default: "15" },
    parts: { type: "boolean", default: false },
    against: { type: "string" },
  },
});

/**
 * What Lambda takes to start Node and a module that does nothing, arm64 with 512 MB, as of November 2026
 * (https://maxday.github.io/lambda-perf/); a function's own load comes to it.
 */
const emptyInitMilliseconds = 122;

interface Bundle extends Built {
  file: string;
}

async function buildAll(from: string, folder: string): Promise<Map<string, Bundle>> {
  mkdirSync(folder);
  const bundles = new Map<string, Bundle>();
  for (const node of await deliveredFunctions(from)) {
    if (positionals.length > 0 && !positionals.some((part) => node.handler.includes(part))) continue;
    const one = await buildFunction(from, node);
    const file = path.join(folder, `${node.id}.${node.nodejs["format"] === "cjs" ? "cjs" : "mjs"}`);
    writeFileSync(file, one.code);
    bundles.set(node.handler, { ...one, file });
  }
  return bundles;
}

const folder = mkdtempSync(path.join(os.tmpdir(), "souk-bench-"));
const leave = values.against === undefined ? undefined : checkOut(root, values.against, path.join(folder, "against"));
try {
  const empty = path.join(folder, "empty.cjs");
  writeFileSync(empty, "exports.handler = async () => {};\n");
  const bundles = await buildAll(root, path.join(folder, "now"));
  const before = leave ? await buildAll(path.join(folder, "against"), path.join(folder, "before")) : new Map<string, Bundle>();

  const starts = new Map<string, Start>([["empty", { file: empty }]]);
  for (const [version, built] of Object.entries({ now: bundles, before }))
    for (const [handler, { file }] of built) {
      const first = firstEvent(handler);
      starts.set(`${version} load ${handler}`, { file });
      if (first) starts.set(`${version} answer ${handler}`, { file, first });
    }
  const measured = measureStarts([...starts.values()], Number(values.rounds));
  const loads = new Map([...starts.keys()].map((name, index): [string, Load | undefined] => [name, measured[index]]));
  const cpu = (name: string) => loads.get(name)?.cpuMilliseconds ?? Number.NaN;
  const base = loads.get("empty");
  if (!base) throw new Error("the empty module was not measured");

  const rows = [...bundles].map(([handler, one]) => {
    const [load, answer] = [`load ${handler}`, `answer ${handler}`];
    const now = loads.get(`now ${load}`) ?? base;
    return [
      handler.replace(/^packages\/|\.handler$/g, ""),
      short(one.code.length / 1000),
      short(now.cpuMilliseconds),
      short(now.cpuMilliseconds / base.cpuMilliseconds),
      short(cpu(`now ${answer}`)),
      ...(leave ? [short(now.cpuMilliseconds / cpu(`before ${load}`)), short(cpu(`now ${answer}`) / cpu(`before ${answer}`))] : []),
      short(now.bytes / 1e6),
      short(emptyInitMilliseconds + now.milliseconds),
      ...(values.parts ? [partsText(one)] : []),
    ];
  });
  const against = leave ? ["load, of before", "with an answer, of before"] : [];
  const head = ["function", "kB", "load CPU ms", "x empty", "with an answer", ...against, "MB", "init ms, predicted"];
  console.log(
    `A module that does nothing: ${short(base.milliseconds)} ms, ${short(base.cpuMilliseconds)} CPU ms; Node itself ${short(base.wholeMilliseconds)} CPU ms. Medians of ${values.rounds}.\n`,
  );
  console.log(table([...head, ...(values.parts ? ["parts, kB"] : [])], rows));
} finally {
  leave?.();
  rmSync(folder, { recursive: true, force: true });
}

function partsText(one: Built): string {
  const largest = partsOf(one).slice(0, 8);
  return largest.map(({ name, bytes }) => `${name} ${short(bytes / 1000)}`).join(", ");
}
