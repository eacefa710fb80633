import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { buildFunction, deliveredFunctions } from "./built.ts";

export const digestOf = (text: string | Uint8Array) => createHash("sha256").update(text).digest("hex");

/** The SHA-256 of each function's code as it is deployed, by handler: equal on every machine for one commit and one lock file. */
export async function bundleHashes(root: string, handlers?: string[]): Promise<Record<string, string>> {
  const hashes: Record<string, string> = {};
  const functions = await deliveredFunctions(root);
  for (const node of functions.filter(({ handler }) => handlers?.includes(handler) ?? true))
    hashes[node.handler] = digestOf((await buildFunction(root, node)).code);
  return hashes;
}

/** One digest of the lock file and of all bundles. */
export function digestOfAll(root: string, hashes: Record<string, string>): { lock: string; digest: string } {
  const lock = digestOf(readFileSync(path.join(root, "package-lock.json")));
  return { lock, digest: digestOf(JSON.stringify([lock, Object.entries(hashes).toSorted()])) };
}
