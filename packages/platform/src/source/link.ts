import { existsSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";

/** Links that a handler's code reads: those it cannot do without, and those it names in any way. */
export interface LinkUse {
  needed: string[];
  named: string[];
}

/** Links that core's context reads only when they are asked for: needed by code that asks. */
const lazy: Record<string, RegExp> = { TokenSecret: /\.tokens\.(mint|verify)\(/ };

const bundles = new Map<string, Promise<string>>();

/** What the bundle of a handler says of links. Undefined while the handler's file is not there, or when it comes built. */
export async function linkUse(root: string, handler: string, links: string[]): Promise<LinkUse | undefined> {
  const entry = path.join(root, `${handler.slice(0, handler.lastIndexOf("."))}.ts`);
  if (!existsSync(entry)) return undefined;
  // One for all stages, which differ in their links.
  const bundle = bundles.get(entry) ?? bundled(entry);
  bundles.set(entry, bundle);
  const code = await bundle;
  const read = [...code.matchAll(/\b(?:link|linked)\("(\w+)"|\bResource\.(\w+)/g)].map(([, called, member]) => called ?? member ?? "");
  const needed = read.filter((link) => lazy[link]?.test(code) ?? true);
  return {
    needed: links.filter((link) => needed.includes(link)),
    named: links.filter((link) => needed.includes(link) || code.includes(`"${link}"`)),
  };
}

async function bundled(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    platform: "node",
    format: "esm",
    logLevel: "silent",
    // Links are read by the project's own code alone.
    packages: "bundle",
    external: ["@aws-sdk/*", "electrodb", "zod", "hono", "hono/*", "@hono/*", "sst"],
    legalComments: "none",
  });
  return outputFiles[0]?.text ?? "";
}
