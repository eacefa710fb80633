import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { build, type Plugin } from "esbuild";

/** A change to a source of the program, made only in the bundle: tests plant their mistakes by it. */
export interface Edit {
  /** Relative to the root: "infra/table.ts". */
  file: string;
  /** What to replace; nothing for a file that the program does not have. */
  find: string;
  replace: string;
}

/** All that SST's bundler leaves to the platform's own node_modules. */
const external = ["@pulumi/*", "undici", "@pulumiverse/*", "@sst-provider/*", "@aws-sdk/*", "esbuild", "archiver", "glob", "vite"];
const banner = [
  'import { createRequire as topLevelCreateRequire } from "module";',
  "const require = topLevelCreateRequire(import.meta.url);",
  'import { fileURLToPath as topLevelFileUrlToPath, URL as topLevelURL } from "url";',
  "const __filename = topLevelFileUrlToPath(import.meta.url);",
  'const __dirname = topLevelFileUrlToPath(new topLevelURL(".", import.meta.url));',
].join("\n");

/** Bundles the program with SST's platform as SST's CLI does, and returns the file. The stage is read when it runs: one bundle serves all. */
export async function bundleProgram(root: string, edits: Edit[] = []): Promise<string> {
  const platform = path.join(root, ".sst/platform");
  if (!existsSync(path.join(platform, "node_modules/@pulumi"))) throw new Error("SST's platform is not installed: run `npm run platform`.");
  const { outputFiles } = await build({
    stdin: {
      contents: [
        `export { default as config } from ${JSON.stringify(path.join(root, "sst.config.ts"))};`,
        `export { run } from ${JSON.stringify(path.join(platform, "src/auto/run.ts"))};`,
      ].join("\n"),
      resolveDir: root,
      sourcefile: "evaluate.ts",
      loader: "ts",
    },
    bundle: true,
    write: false,
    platform: "node",
    format: "esm",
    mainFields: ["module", "main"],
    logLevel: "silent",
    inject: [path.join(platform, "src/shim/run.js")],
    nodePaths: [path.join(platform, "node_modules")],
    external,
    banner: { js: banner },
    plugins: [withGlobals(root, platform, edits)],
  });
  return keep(path.join(platform, "evaluate"), outputFiles[0]?.text ?? "");
}

/** SST gives every source of the program its providers and components as globals; and here are the edits made. */
function withGlobals(root: string, platform: string, edits: Edit[]): Plugin {
  const lock = JSON.parse(readFileSync(path.join(root, ".sst/provider-lock.json"), "utf8")) as { alias: string; package: string }[];
  const globals = [
    ...lock.map((provider) => `import * as ${provider.alias} from "${provider.package}";`),
    `import * as sst from ${JSON.stringify(path.join(platform, "src/components"))};`,
  ].join("\n");
  const waiting = new Set(edits);
  return {
    name: "sst-globals",
    setup(bundler) {
      for (const { file, find } of edits) {
        // A file that is only planted: its import must find it.
        if (find === "")
          bundler.onResolve({ filter: new RegExp(`^\\./${file.replace(/\.ts$/, "")}$`) }, () => ({ path: path.join(root, file) }));
      }
      bundler.onLoad({ filter: /\.(ts|js|mjs)$/ }, ({ path: file }) => {
        if (file.includes(`${path.sep}.sst${path.sep}`) || file.includes("node_modules")) return undefined;
        const relative = path.relative(root, file).replaceAll(path.sep, "/");
        const own = edits.filter((edit) => edit.file === relative);
        const source = own.some(({ find }) => find === "") ? "" : readFileSync(file, "utf8");
        const text = own.reduce((result, edit) => applied(edit, result, waiting), source);
        return { contents: `${globals}\n${text}`, loader: file.endsWith("ts") ? "ts" : "js" };
      });
      bundler.onEnd(() => {
        const [missed] = waiting;
        if (missed) throw new Error(`The program has no ${missed.file} to edit.`);
      });
    },
  };
}

function applied(edit: Edit, source: string, waiting: Set<Edit>): string {
  if (!source.includes(edit.find))
    throw new Error(`${edit.file} does not hold ${JSON.stringify(edit.find)}: the edit would change nothing.`);
  waiting.delete(edit);
  return source.replace(edit.find, () => edit.replace);
}

/** Beside the platform's node_modules, as SST's own; named by its content, so that processes agree. Files of earlier hours are dropped. */
function keep(folder: string, text: string): string {
  const file = path.join(folder, `program-${createHash("sha256").update(text).digest("hex").slice(0, 12)}.mjs`);
  if (existsSync(file)) return file;
  mkdirSync(folder, { recursive: true });
  const old = readdirSync(folder).map((name) => path.join(folder, name));
  for (const other of old) if (Date.now() - statSync(other).mtimeMs > 3_600_000) rmSync(other, { force: true });
  writeFileSync(`${file}.${process.pid}`, text);
  renameSync(`${file}.${process.pid}`, file);
  return file;
}
