import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";
import type { Graph } from "@souk/offline";
import { bundleOptions, handlerOf } from "@souk/offline/bundle";
import { recordedGraph } from "../parity/recorded.ts";

type FunctionNode = Graph["functions"][string];

export const digestOf = (text: string | Uint8Array) => createHash("sha256").update(text).digest("hex");

/** Functions of every stage that is delivered; one handler is one bundle, whatever function or stage it runs in. */
async function functionsOf(root: string): Promise<FunctionNode[]> {
  const found = new Map<string, FunctionNode>();
  for (const stage of ["staging", "production"]) {
    const { functions } = await recordedGraph(root, stage, () => "no bundle holds one");
    for (const node of Object.values(functions)) found.set(node.handler, node);
  }
  return [...found.values()].toSorted((a, b) => (a.handler < b.handler ? -1 : 1));
}

/** The SHA-256 of each function's code as it is deployed, by handler: equal on every machine for one commit and one lock file. */
export async function bundleHashes(root: string, handlers?: string[]): Promise<Record<string, string>> {
  const hashes: Record<string, string> = {};
  const functions = await functionsOf(root);
  for (const node of functions.filter(({ handler }) => handlers?.includes(handler) ?? true))
    hashes[node.handler] = await hashOf(root, node);
  return hashes;
}

async function hashOf(root: string, node: FunctionNode): Promise<string> {
  const { file } = handlerOf(node);
  const entry = [".ts", ".mts", ".js", ".mjs"].map((extension) => path.resolve(root, file + extension)).find((name) => existsSync(name));
  if (!entry) throw new Error(`The handler ${node.handler} has no file.`);
  const { sourceRoot: _machine, ...options } = await bundleOptions(root, entry, node);
  // A source map names folders of the machine; the code does not.
  const { outputFiles } = await build({ ...options, minify: node.nodejs["minify"] === true, sourcemap: false });
  return digestOf(outputFiles?.[0]?.contents ?? "");
}

/** One digest of the lock file and of all bundles. */
export function digestOfAll(root: string, hashes: Record<string, string>): { lock: string; digest: string } {
  const lock = digestOf(readFileSync(path.join(root, "package-lock.json")));
  return { lock, digest: digestOf(JSON.stringify([lock, Object.entries(hashes).toSorted()])) };
}
