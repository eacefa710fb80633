/**
 * Writes what is generated from the routes: `openapi.gen.json`, and the client's types. `--check` writes nothing and fails when a
 * file differs from what the routes say.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { documentOf } from "./document.ts";

const docs = path.resolve(import.meta.dirname, "openapi.gen.json");
const types = path.resolve(import.meta.dirname, "../../client/src/schema.gen.ts");
const check = process.argv.includes("--check");

const scratch = path.join(mkdtempSync(path.join(os.tmpdir(), "souk-openapi-")), "openapi.json");
const text = `${JSON.stringify(documentOf(), null, 2)}\n`;
writeFileSync(scratch, text);

const generator = path.resolve(import.meta.dirname, "../../client/node_modules/openapi-typescript/bin/cli.js");
const generated = execFileSync(process.execPath, [generator, scratch], {
  encoding: "utf8",
  stdio: ["ignore", "pipe", "ignore"],
  maxBuffer: 64 * 1024 * 1024,
});

const read = (file: string) => {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
};
const stale = [
  [docs, text],
  [types, generated],
].filter(([file = "", content]) => read(file) !== content);

if (check && stale.length > 0) {
  console.error(
    `Generated files do not fit the routes: run "npm run generate". ${stale.map(([file = ""]) => path.basename(file)).join(", ")}`,
  );
  process.exit(1);
}
for (const [file = "", content = ""] of stale) writeFileSync(file, content);
console.log(check ? "Generated files fit the routes." : `${stale.length} generated files written.`);
