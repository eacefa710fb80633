import path from "node:path";
import { pathToFileURL } from "node:url";
import type { BuildOptions, Loader, Plugin } from "esbuild";
import type { FunctionNode } from "../graph.ts";

/** SST's `nodejs` settings of a function, as far as they shape its bundle. */
interface NodeSettings {
  format?: "cjs" | "esm";
  plugins?: string;
  banner?: string;
  loader?: Record<string, Loader>;
  install?: string[] | Record<string, string>;
  esbuild?: Pick<BuildOptions, "define" | "external" | "keepNames" | "mainFields" | "conditions" | "nodePaths" | "target">;
}

/** What an ES module lacks and bundled CommonJS asks for. */
const esmBanner = [
  'import { createRequire as topLevelCreateRequire } from "module";',
  'import { fileURLToPath as topLevelFileUrlToPath } from "url";',
  "const require = topLevelCreateRequire(import.meta.url);",
  "const __filename = topLevelFileUrlToPath(import.meta.url);",
  "const __dirname = topLevelFileUrlToPath(new URL('.', import.meta.url));",
].join("\n");

/** "packages/order/src/http.handler" is the export `handler` of `packages/order/src/http`. */
export function handlerOf({ handler }: FunctionNode): { file: string; exportName: string } {
  const dot = handler.lastIndexOf(".");
  return { file: handler.slice(0, dot), exportName: handler.slice(dot + 1) };
}

/** Bundles as `sst dev` does: the deployed code with its plugins, but not minified, and with a source map. */
export async function bundleOptions(root: string, entry: string, node: FunctionNode): Promise<BuildOptions> {
  const settings: NodeSettings = node.nodejs;
  const cjs = settings.format === "cjs";
  const { install = [], esbuild = {} } = settings;
  return {
    absWorkingDir: root,
    entryPoints: [entry],
    outfile: path.join(root, `bundle.${cjs ? "cjs" : "mjs"}`),
    bundle: true,
    write: false,
    metafile: true,
    logLevel: "silent",
    platform: "node",
    target: esbuild.target ?? "es2024",
    format: cjs ? "cjs" : "esm",
    mainFields: esbuild.mainFields ?? (cjs ? ["main"] : ["module", "main"]),
    keepNames: esbuild.keepNames ?? true,
    sourcemap: "linked",
    sourcesContent: false,
    // Absolute, so that stacks name the source wherever the bundle lies.
    sourceRoot: pathToFileURL(`${root}/`).href,
    banner: { js: [cjs ? "" : esmBanner, settings.banner ?? ""].join("\n").trim() },
    external: ["sharp", "pg-native", ...(Array.isArray(install) ? install : Object.keys(install)), ...(esbuild.external ?? [])],
    plugins: settings.plugins ? await pluginsOf(path.resolve(root, settings.plugins)) : [],
    ...(settings.loader ? { loader: settings.loader } : {}),
    ...(esbuild.define ? { define: esbuild.define } : {}),
    ...(esbuild.conditions ? { conditions: esbuild.conditions } : {}),
    ...(esbuild.nodePaths ? { nodePaths: esbuild.nodePaths } : {}),
  };
}

async function pluginsOf(file: string): Promise<Plugin[]> {
  const { default: plugins } = (await import(pathToFileURL(file).href)) as { default: Plugin[] };
  return plugins;
}
