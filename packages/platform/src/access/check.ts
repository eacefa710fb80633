/**
 * `node packages/platform/src/access/check.ts FILE`, after a test run with SOUK_ACCESS_LOG=FILE: fails when a function did what its
 * role would not let it do on AWS, or is granted what nothing used and no reason is given for.
 */
import { readFileSync } from "node:fs";
import path from "node:path";
import { evaluate } from "../evaluate.ts";
import { sentence, stale, unexcused } from "../rule/rule.ts";
import { secrets } from "../stage.ts";
import { accessExceptions } from "./exception.ts";
import { judgeAccess, type SeenAccess } from "./rule.ts";

const root = path.resolve(import.meta.dirname, "../../../..");
const lines = readFileSync(process.argv[2] ?? "", "utf8").split("\n");
const seen = lines.filter((line) => line !== "").map((line) => JSON.parse(line) as SeenAccess);
const graph = await evaluate({ root, stage: "dev", secrets, sites: ["packages/web"] });
const findings = judgeAccess(graph, seen);
const open = unexcused(findings, accessExceptions).map(sentence);
const needless = stale(findings, accessExceptions).map(
  ({ subject }) => `packages/platform/src/access/exception.ts: ${subject} is used now, take its exception away`,
);
for (const line of [...new Set([...open, ...needless])].sort()) console.error(line);
console.log(
  `${seen.length} kinds of access by ${new Set(seen.map(({ functionName }) => functionName)).size} functions, ${open.length} findings.`,
);
process.exit(open.length + needless.length === 0 ? 0 : 1);
