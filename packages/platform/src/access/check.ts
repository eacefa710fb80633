/**
 * `node packages/platform/src/access/check.ts FILE`, after a test run with SOUK_ACCESS_LOG=FILE: fails when a function did what its
 * role would not let it do on AWS, or is granted what nothing used and no reason is given for. `npm test` runs it after its own.
 */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { evaluate } from "../evaluate.ts";
import { secrets } from "../stage.ts";
import { accessExceptions } from "./exception.ts";
import { complaintsOf, type SeenAccess } from "./rule.ts";

const root = path.resolve(import.meta.dirname, "../../../..");
const file = process.argv[2] ?? "";
const lines = existsSync(file) ? readFileSync(file, "utf8").split("\n") : [];
const seen = lines.filter((line) => line !== "").map((line) => JSON.parse(line) as SeenAccess);
const graph = await evaluate({ root, stage: "dev", secrets, sites: ["packages/web"] });
const complaints = complaintsOf(graph, seen, accessExceptions);
for (const line of complaints) console.error(line);
const functions = new Set(seen.map(({ functionName }) => functionName)).size;
console.log(`Grants: ${seen.length} accesses by ${functions} functions were seen, ${complaints.length} complaints.`);
process.exit(complaints.length === 0 ? 0 : 1);
