import { solidStart } from "@solidjs/start/config";
import { nitro } from "nitro/vite";
import { defineConfig, type Plugin } from "vite";
import { clientEntry } from "./vite-entry.ts";
import { rememberTransforms } from "./vite-memory.ts";

/**
 * Pages are rendered on the server only, so the browser's build has one entry: the style sheet and the small scripts. SolidStart adds
 * every route to it, which would publish the pages' server code as files that nobody loads.
 */
const oneClientEntry: Plugin = {
  name: "souk:one-client-entry",
  configEnvironment(name, { build }) {
    const input = build?.rolldownOptions?.input;
    if (name === "client" && Array.isArray(input)) input.splice(1);
  },
};

/** SolidStart waits a second at every start for server functions to turn up; there are none to wait for. */
const noServerFunctions: Plugin = {
  name: "souk:no-server-functions",
  enforce: "pre",
  load: (id) => (id === "solid-start:server-fn-manifest" ? "" : undefined),
};

/** Pages and dictionaries are in no browser's module graph: an edit reloads the page. */
const reloadOnEdit: Plugin = {
  name: "souk:reload-on-edit",
  apply: "serve",
  hotUpdate({ file, server }) {
    if (this.environment.name === "ssr" && /\/src\/.*\.tsx?$/.test(file)) server.environments.client?.hot.send({ type: "full-reload" });
  },
};

export default defineConfig(({ command }) => ({
  plugins: [
    noServerFunctions,
    rememberTransforms,
    solidStart({
      middleware: "./src/middleware.ts",
      devOverlay: false,
      // There are none: forms post to routes. Nothing is searched for them, and nothing answers below /_server.
      serverFunctions: { filter: { include: [], exclude: ["**"] } },
    }),
    oneClientEntry,
    clientEntry(),
    reloadOnEdit,
    // In development SolidStart's own server runs: a third of the modules to load, and no worker between.
    command === "build" ? nitro() : [],
  ],
  nitro: {
    // SST sets SST=1 while it builds.
    preset: process.env.NITRO_PRESET ?? (process.env.SST ? "aws-lambda" : "node-server"),
    compatibilityDate: "2026-10-01",
    awsLambda: { streaming: true },
  },
}));
