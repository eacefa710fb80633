/**
 * What stands alone and is run when something first needs it, carried as text: Node scans text ten times as quickly as code, which it
 * would look through once with the bundle and again when it is run. Stacks name it by its own name.
 */
import { createRequire } from "node:module";
import path from "node:path";

/** zod, for the first schema; what reads tokens; OpenAuth, for the first sign-in; what cleans a product's description. */
const names = /^(\.\/chosen-zod\.mjs|\.\/jose\.ts|\.\/openauth\.ts|sanitize-html)$/;

/** One text of each, whatever function carries it, by its name. */
const texts = new Map();

export const packed = (plugins) => ({
  name: "packed",
  setup(build) {
    build.onResolve({ filter: names }, ({ path: name, kind, resolveDir }) => {
      // Whoever imports it for good has it as code.
      if (kind !== "require-call" && kind !== "dynamic-import") return undefined;
      const file = name.startsWith(".") ? path.resolve(resolveDir, name) : createRequire(path.join(resolveDir, "_.js")).resolve(name);
      // Without its ending: what is carried is CommonJS.
      const stem = path.basename(name).replace(/\.\w+$/, "");
      if (!texts.has(stem)) texts.set(stem, textOf(file, plugins));
      return { path: stem, namespace: "packed" };
    });
    build.onLoad({ filter: /.*/, namespace: "packed" }, async ({ path: stem }) => {
      const contents = `const run = process.getBuiltinModule("vm").compileFunction(${JSON.stringify(await texts.get(stem))},
        ["module", "exports", "require"], { filename: "${stem}.packed.js" });
        run(module, module.exports, process.getBuiltinModule);`;
      return { contents, loader: "js" };
    });
  },
});

async function textOf(file, plugins) {
  const { build } = await import("esbuild");
  const { outputFiles } = await build({
    entryPoints: [file],
    bundle: true,
    minify: true,
    write: false,
    format: "cjs",
    platform: "node",
    target: "es2024",
    logLevel: "silent",
    plugins,
  });
  return outputFiles[0].text.trim();
}
