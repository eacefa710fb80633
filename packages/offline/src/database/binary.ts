import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { StageError } from "../stage/stage-error.ts";

const require = createRequire(import.meta.url);

/** The engine comes as one optional package per platform, the way npm picks them: `@dynoxide/linux-x64`. */
export function findBinary(platform: string = process.platform, arch: string = process.arch): string {
  const name = `@dynoxide/${platform}-${arch}`;
  try {
    const folder = dirname(require.resolve(`${name}/package.json`));
    return join(folder, platform === "win32" ? "dynoxide.exe" : "dynoxide");
  } catch {
    throw new StageError(
      `The database engine for ${platform}-${arch} (${name}) is not installed: run \`npm install\`, or set SOUK_DYNAMODB to the address of any DynamoDB-compatible endpoint.`,
    );
  }
}
