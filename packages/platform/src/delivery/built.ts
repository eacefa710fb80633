import { existsSync } from "node:fs";
import path from "node:path";
import { build, type Metafile, type Plugin } from "esbuild";
import type { Graph } from "@souk/offline";
import { bundleOptions, handlerOf } from "@souk/offline/bundle";
import { recordedGraph } from "../parity/recorded.ts";

export type FunctionNode = Graph["functions"][string];

/** Functions of every stage that is delivered, by handler: one handler is one bundle, whatever function or stage it runs in. */
export async function deliveredFunctions(root: string, stages = ["staging", "production"]): Promise<FunctionNode[]> {
  const found = new Map<string, FunctionNode>();
  for (const stage of stages) {
    const { functions } = await recordedGraph(root, stage, () => "no bundle holds one");
    for (const node of Object.values(functions)) found.set(node.handler, node);
  }
  return [...found.values()].toSorted((a, b) => (a.handler < b.handler ? -1 : 1));
}

export interface Built {
  node: FunctionNode;
  /** As it is deployed, without its source map: that names folders of the machine. */
  code: Uint8Array;
  /** What is in it, by source. */
  metafile: Metafile;
}

/** As SST would; with other plugins in place of those that the function names. */
export async function buildFunction(root: string, node: FunctionNode, plugins?: Plugin[]): Promise<Built> {
  const { file } = handlerOf(node);
  const entry = [".ts", ".mts", ".js", ".mjs"].map((extension) => path.resolve(root, file + extension)).find((name) => existsSync(name));
  if (!entry) throw new Error(`The handler ${node.handler} has no file.`);
  const { sourceRoot: _machine, ...options } = await bundleOptions(root, entry, node);
  const { outputFiles, metafile } = await build({
    ...options,
    ...(plugins ? { plugins } : {}),
    minify: node.nodejs["minify"] === true,
    sourcemap: false,
    metafile: true,
    write: false,
  });
  const [output] = outputFiles;
  if (!output) throw new Error(`The bundle of ${node.handler} has no code.`);
  return { node, code: output.contents, metafile };
}

/** Bytes in a bundle by package: "zod", "packages/core". The largest first. */
export function partsOf({ metafile }: Built): { name: string; bytes: number }[] {
  const bytes = new Map<string, number>();
  for (const { inputs } of Object.values(metafile.outputs))
    for (const [file, { bytesInOutput }] of Object.entries(inputs)) {
      const name = packageOf(file);
      bytes.set(name, (bytes.get(name) ?? 0) + bytesInOutput);
    }
  return [...bytes].map(([name, size]) => ({ name, bytes: size })).toSorted((a, b) => b.bytes - a.bytes);
}

function packageOf(file: string): string {
  const [, installed] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file) ?? [];
  return installed ?? /packages\/[^/]+/.exec(file)?.[0] ?? file;
}
