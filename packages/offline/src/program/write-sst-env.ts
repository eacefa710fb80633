import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { loadProgram } from "./load-program.ts";
import { ProgramError } from "./program-error.ts";
import { renderSstEnv, renderSstEnvReference } from "./sst-env.ts";

/**
 * Writes `sst-env.d.ts` as SST would, without an account: at the root, and a reference to it beside each package.json.
 * With `--check` it writes nothing and fails when the root's file, or a reference that exists, differs.
 */
async function main(root: string, check: boolean): Promise<void> {
  const nowhere = () => "http://localhost";
  const base = { api: nowhere, queue: nowhere, bucket: nowhere, function: nowhere, site: nowhere };
  const { graph } = await loadProgram({ root, stage: "dev", region: "eu-central-1", base, secrets: () => "" });
  const stale = [...filesOf(root, renderSstEnv(graph))].filter(([file, text]) =>
    differs(file, text, check && file !== path.join(root, "sst-env.d.ts")),
  );
  if (!check) for (const [file, text] of stale) writeFileSync(file, text);
  if (check && stale.length > 0) {
    const names = stale.map(([file]) => path.relative(root, file));
    throw new ProgramError(`${names.join(", ")} does not say what infra/ links: run node packages/offline/src/program/write-sst-env.ts.`);
  }
}

function filesOf(root: string, text: string): Map<string, string> {
  const rootFile = path.join(root, "sst-env.d.ts");
  const others = packageFolders(root).map((folder) => path.join(folder, "sst-env.d.ts"));
  return new Map([
    ...others.map((file) => [file, renderSstEnvReference(path.relative(path.dirname(file), rootFile).replaceAll(path.sep, "/"))] as const),
    [rootFile, text],
  ]);
}

/** Folders with a package.json, looked for where SST looks: not in node_modules, not in hidden folders. */
function packageFolders(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  const below = entries.filter((entry) => entry.isDirectory() && entry.name !== "node_modules" && !entry.name.startsWith("."));
  return [
    ...(entries.some((entry) => entry.name === "package.json") ? [folder] : []),
    ...below.flatMap((entry) => packageFolders(path.join(folder, entry.name))),
  ];
}

function differs(file: string, text: string, mayBeAbsent: boolean): boolean {
  if (!existsSync(file)) return !mayBeAbsent;
  return readFileSync(file, "utf8") !== text;
}

const root = path.resolve(import.meta.dirname, "../../../..");
await main(root, process.argv.includes("--check")).catch((error: unknown) => {
  if (!(error instanceof ProgramError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
});
