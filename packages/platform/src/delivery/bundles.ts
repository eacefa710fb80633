/**
 * `npm run bundles [-- --expect DIGEST]`: the hash of each function's bundle and of the lock file, and one digest of them all in the last
 * line. Fails when another digest was expected; an empty one expects nothing.
 */
import path from "node:path";
import { parseArgs } from "node:util";
import { bundleHashes, digestOfAll } from "./bundle-hash.ts";

const root = path.resolve(import.meta.dirname, "../../../..");
const { values } = parseArgs({ options: { expect: { type: "string", default: "" } } });

const hashes = await bundleHashes(root);
const { lock, digest } = digestOfAll(root, hashes);
for (const [handler, hash] of Object.entries(hashes)) console.log(`${hash}  ${handler}`);
console.log(`${lock}  package-lock.json`);
if (values.expect !== "" && values.expect !== digest) {
  console.error(`Not what was tested: the digest is ${digest}, expected was ${values.expect}.`);
  process.exitCode = 1;
}
console.log(`${digest}  all`);
