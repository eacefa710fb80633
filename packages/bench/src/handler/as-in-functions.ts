import { registerHooks } from "node:module";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

interface Bundling {
  /** Hono's files that make answers. */
  answering: RegExp;
  /** What bundles have in place of one. */
  lightened(file: string): string;
}

/** Hono in this process answers with light classes, as it does in functions: `infra/bundle.mjs` is theirs. */
export async function asInFunctions(): Promise<void> {
  const file = path.resolve(import.meta.dirname, "../../../../infra/bundle.mjs");
  const { answering, lightened } = (await import(pathToFileURL(file).href)) as Bundling;
  registerHooks({
    load: (url, context, next) =>
      url.startsWith("file:") && answering.test(fileURLToPath(url))
        ? { format: "module", source: lightened(fileURLToPath(url)), shortCircuit: true }
        : next(url, context),
  });
}
