import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type { BuildContext, BuildFailure, BuildResult, Message } from "esbuild";
import { context } from "esbuild";
import type { FunctionNode } from "../graph.ts";
import { bundleOptions, handlerOf } from "./bundle-options.ts";

/** A built handler file, or the sentence that says why there is none. */
export type Build = { ok: true; file: string } | { ok: false; message: string };

interface Entry {
  /** Kept between builds, so that a rebuild parses only what changed. */
  context?: BuildContext;
  build?: Build;
  inputs: Set<string>;
  stale: boolean;
  running?: Promise<Build>;
  /** Folders of the current and the previous bundle; workers may still read the source map of the previous. */
  kept: string[];
}

export interface Bundler {
  /** Functions with the same handler file and settings share a bundle; this tells them apart. */
  keyOf(node: FunctionNode): string;
  build(node: FunctionNode): Promise<Build>;
  /** Marks the bundles made of these files, and all broken ones, to be built again; returns their keys. */
  invalidate(files: Iterable<string>): string[];
  /** Every source of every bundle, without installed packages. */
  sources(): Set<string>;
  close(): Promise<void>;
}

const extensions = [".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs"];

export function createBundler({ root, folder }: { root: string; folder: string }): Bundler {
  const entries = new Map<string, Entry>();
  /** Asked for at each call: a function's digest is made once for each graph that names it. */
  const keys = new WeakMap<FunctionNode, string>();

  function keyOf(node: FunctionNode): string {
    const known = keys.get(node);
    if (known !== undefined) return known;
    const key = hash(JSON.stringify([handlerOf(node).file, node.nodejs]));
    keys.set(node, key);
    return key;
  }

  async function rebuild(entry: Entry, key: string, node: FunctionNode): Promise<Build> {
    const { file } = handlerOf(node);
    const source = extensions.map((extension) => path.resolve(root, file + extension)).find(existsSync);
    if (!source) return missing(entry, root, node);
    entry.inputs.add(source);
    try {
      entry.context ??= await context(await bundleOptions(root, source, node));
      const result = await entry.context.rebuild();
      entry.inputs = new Set(Object.keys(result.metafile?.inputs ?? {}).map((input) => path.resolve(root, input)));
      return { ok: true, file: await write(entry, path.join(folder, key), result) };
    } catch (failure) {
      const [first] = isBuildFailure(failure) ? failure.errors : [];
      if (!first) throw failure;
      if (first.location) entry.inputs.add(path.resolve(root, first.location.file));
      return { ok: false, message: sentence(first) };
    }
  }

  return {
    keyOf,
    build(node) {
      const key = keyOf(node);
      const entry = entries.get(key) ?? { inputs: new Set(), stale: true, kept: [] };
      entries.set(key, entry);
      if (entry.running) return entry.running;
      if (entry.build && !entry.stale) return Promise.resolve(entry.build);
      entry.stale = false;
      entry.running = rebuild(entry, key, node)
        .then((build) => (entry.build = build))
        .finally(() => delete entry.running);
      return entry.running;
    },
    invalidate(files) {
      const changed = [...files];
      const touched = [...entries].filter(([, entry]) => entry.build?.ok === false || changed.some((file) => entry.inputs.has(file)));
      for (const [, entry] of touched) entry.stale = true;
      return touched.map(([key]) => key);
    },
    sources: () =>
      new Set(
        [...entries.values()].flatMap((entry) => [...entry.inputs].filter((file) => !file.includes(`${path.sep}node_modules${path.sep}`))),
      ),
    async close() {
      await Promise.allSettled([...entries.values()].map((entry) => entry.running));
      await Promise.all([...entries.values()].map((entry) => entry.context?.dispose()));
    },
  };
}

/** Named after its contents: the same code is the same file, and a worker that is starting never sees half a bundle. */
async function write(entry: Entry, folder: string, result: BuildResult): Promise<string> {
  const files = result.outputFiles ?? [];
  const code = files.find((file) => !file.path.endsWith(".map"));
  if (!code) throw new Error("The bundle has no code.");
  const target = path.join(folder, code.hash.replaceAll(/[^a-zA-Z0-9]/g, "_"));
  if (!existsSync(target)) {
    const draft = `${target}.draft`;
    await mkdir(draft, { recursive: true });
    await Promise.all(files.map((file) => writeFile(path.join(draft, path.basename(file.path)), file.contents)));
    await rename(draft, target);
  }
  const dropped = entry.kept.filter((kept) => kept !== target).slice(0, -1);
  entry.kept = [...entry.kept.filter((kept) => kept !== target && !dropped.includes(kept)), target];
  await Promise.all(dropped.map((old) => rm(old, { recursive: true, force: true })));
  return path.join(target, path.basename(code.path));
}

function missing(entry: Entry, root: string, node: FunctionNode): Build {
  const { file } = handlerOf(node);
  entry.inputs.add(path.resolve(root, `${file}.ts`));
  return { ok: false, message: `${file}.ts: the handler of ${node.id} has no file.` };
}

function isBuildFailure(failure: unknown): failure is BuildFailure {
  return failure instanceof Error && "errors" in failure;
}

function sentence({ text, location }: Message): string {
  return `${location ? `${location.file}:${location.line}:${location.column + 1}: ` : ""}${text}`;
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}
