/**
 * esbuild plugins for every function: SST takes them from this file, and so do the offline stage, the hashes of bundles and the
 * benchmarks.
 */
import { readFileSync } from "node:fs";
import path from "node:path";
import { brotliCompressSync } from "node:zlib";
import { packed } from "./packed.mjs";

/** Our own schemas are made when they are first looked into: `deferred-zod.mjs`. */
const deferredSchemas = {
  name: "deferred-schemas",
  setup(build) {
    const here = import.meta.dirname;
    build.onResolve({ filter: /^zod$/ }, ({ importer }) =>
      importer.includes("node_modules") || importer.startsWith(here)
        ? undefined
        : { path: path.join(here, "deferred-zod.mjs"), sideEffects: false },
    );
  },
};

/** So is Node's network and crypto, for whoever imports it. */
const deferredBuiltins = {
  name: "deferred-builtins",
  setup(build) {
    build.onResolve({ filter: /^(node:)?(crypto|dns\/promises|http|https|net|stream\/promises|zlib)$/ }, ({ path: name, kind }) =>
      kind === "import-statement" ? { path: name.replace(/^node:/, ""), namespace: "builtin", sideEffects: false } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: "builtin" }, ({ path: name }) => ({ contents: deferredBuiltin(name), loader: "js" }));
  },
};

/** A module of Node's that is run when something of it is first used: TLS, HTTP and crypto are a sixth of a start. */
function deferredBuiltin(name) {
  // Functions too: callers look at properties of their own, as `promisify` does.
  const parts = Object.entries(process.getBuiltinModule(name)).map(
    ([key, value]) => `export const ${key} = /* @__PURE__ */ standing(() => whole().${key}, ${typeof value === "function"});`,
  );
  return `let loaded;
    const whole = () => (loaded ??= process.getBuiltinModule(${JSON.stringify(name)}));
    const standing = (real, callable) => new Proxy(callable ? function () {} : {}, {
      apply: (_, self, args) => Reflect.apply(real(), self, args),
      construct: (_, args) => Reflect.construct(real(), args),
      get: (_, key) => {
        const value = real()[key];
        return typeof value === "function" && !callable ? value.bind(real()) : value;
      },
    });
    ${parts.join("\n")}
    export default /* @__PURE__ */ standing(whole, false);`;
}

/** Hono answers with light classes: the platform's load all of `fetch` with the first of them. */
export const answering = /[\\/]hono[\\/]dist[\\/](context|hono-base|request|http-exception)\.js$/;
export function lightened(file) {
  const from = path.resolve(import.meta.dirname, "../packages/core/src/http/light");
  return `import { LightHeaders as Headers } from ${JSON.stringify(path.join(from, "headers.ts"))};
    import { LightResponse as Response } from ${JSON.stringify(path.join(from, "response.ts"))};
    ${readFileSync(file, "utf8")}`;
}
const lightAnswers = {
  name: "light-answers",
  setup(build) {
    build.onLoad({ filter: answering }, ({ path: file }) => ({ contents: lightened(file), loader: "js" }));
  },
};

/** The sanitizer's parser of styles, which it is told to leave alone: no style is allowed (120 KB). */
const slimSanitizer = {
  name: "slim-sanitizer",
  setup(build) {
    build.onResolve({ filter: /^postcss$/ }, (args) =>
      /sanitize-html/.test(args.importer) ? { path: "postcss", namespace: "left-out" } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: "left-out" }, () => ({
      contents: 'exports.parse = () => { throw new Error("styles are not parsed"); };',
      loader: "js",
    }));
  },
};

/**
 * A domain is imported by its name, `import { Order } from "@souk/order"`, through an index that names its module, and esbuild keeps all of
 * what an index names so. Imported from the module itself, it is what is used of it that is kept.
 */
const directDomains = {
  name: "direct-domains",
  setup(build) {
    const packages = path.resolve(import.meta.dirname, "../packages");
    const named = new Map();
    const modulesOf = (domain) => {
      if (!named.has(domain)) {
        const index = readFileSync(path.join(packages, domain, "src/index.ts"), "utf8");
        const lines = [...index.matchAll(/^export \* as (\w+) from "\.\/(.+)";$/gm)];
        named.set(domain, new Map(lines.map(([, name, file]) => [name, path.join(packages, domain, "src", file)])));
      }
      return named.get(domain);
    };
    build.onLoad({ filter: /[\\/]packages[\\/]\w+[\\/]src[\\/].+\.ts$/ }, ({ path: file }) => {
      const contents = readFileSync(file, "utf8").replace(/^import \{([^}]+)\} from "@souk\/(\w+)";$/gm, (whole, list, domain) => {
        const names = list.split(",").map((name) => name.trim());
        const modules = modulesOf(domain);
        const direct = names.filter((name) => modules.has(name));
        if (direct.length === 0) return whole;
        const rest = names.filter((name) => name !== "" && !modules.has(name));
        const kept = rest.length > 0 ? [`import { ${rest.join(", ")} } from "@souk/${domain}";`] : [];
        // On one line, so that stacks name the lines that were written.
        return [...kept, ...direct.map((name) => `import * as ${name} from ${JSON.stringify(modules.get(name))};`)].join(" ");
      });
      return { contents, loader: "ts" };
    });
  },
};

/** The API's description is 200 kB of text that few requests ask for: it is carried compressed. */
const packedDescription = {
  name: "packed-description",
  setup(build) {
    build.onLoad({ filter: /openapi\.gen\.json$/ }, ({ path }) => {
      const packed = brotliCompressSync(JSON.stringify(JSON.parse(readFileSync(path, "utf8")))).toString("base64");
      return {
        contents: `import { brotliDecompressSync } from "node:zlib";
          export default JSON.parse(brotliDecompressSync(Buffer.from("${packed}", "base64")).toString("utf8"));`,
        loader: "js",
      };
    });
  },
};

/** ElectroDB brings the whole AWS SDK: core's entity makes the same commands without. */
const noElectro = {
  name: "no-electrodb",
  setup(build) {
    build.onResolve({ filter: /^electrodb$/ }, () => ({
      errors: [{ text: 'Import Entity from "@souk/core/entity": ElectroDB itself would bring 800 KB into the bundle.' }],
    }));
  },
};

const plugins = [packed([slimSanitizer]), deferredSchemas, deferredBuiltins, lightAnswers, directDomains, packedDescription, noElectro];

/**
 * All of them as one. SST's runner of plugins (`.sst/platform/functions/nodejs-runtime/plugin.mjs`) hands every import and every file to
 * every callback, or to none: it holds the filters against nothing and knows no namespaces (https://github.com/anomalyco/sst/issues/4514). So
 * this one asks for everything, which it is given by the runner and by esbuild alike, and looks itself whom it concerns.
 */
const souk = {
  name: "souk",
  setup(build) {
    const listeners = { onResolve: [], onLoad: [] };
    for (const { setup } of plugins)
      setup({
        onResolve: (concern, callback) => listeners.onResolve.push({ concern, callback }),
        onLoad: (concern, callback) => listeners.onLoad.push({ concern, callback }),
      });
    for (const [kind, all] of Object.entries(listeners))
      build[kind]({ filter: /.*/ }, async (args) => {
        for (const { concern, callback } of all) {
          const { filter, namespace = args.namespace } = concern;
          const result = filter.test(args.path) && namespace === args.namespace ? await callback(args) : undefined;
          if (result) return result;
        }
        return undefined;
      });
  },
};

export default [souk];
