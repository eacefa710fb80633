import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import type { Plugin } from "vite";

const id = "virtual:souk-entry";

/**
 * Tells the server where the browser's script is and what it hashes to, so that pages can be held to that script alone. The browser's build
 * is written before the server's begins; in development SolidStart's own tag stands for it.
 */
export function clientEntry(): Plugin {
  let entry: { file: string; integrity: string } | undefined;
  let serving = false;
  return {
    name: "souk:client-entry",
    sharedDuringBuild: true,
    configResolved({ command }) {
      serving = command === "serve";
    },
    resolveId: (wanted) => (wanted === id ? `\0${id}` : undefined),
    load(wanted) {
      if (wanted !== `\0${id}`) return undefined;
      if (!entry && !serving) this.error("the server was built before the browser's script was there");
      const { file, integrity } = entry ?? { file: "", integrity: "" };
      return `export const file = ${JSON.stringify(file)}; export const integrity = ${JSON.stringify(integrity)};`;
    },
    writeBundle({ dir = "" }, bundle) {
      if (this.environment.name !== "client") return;
      const written = Object.values(bundle).find((part) => part.type === "chunk" && part.isEntry);
      if (!written) this.error("the browser's build has no script");
      const bytes = readFileSync(path.join(dir, written.fileName));
      entry = { file: `/${written.fileName}`, integrity: `sha256-${createHash("sha256").update(bytes).digest("base64")}` };
    },
  };
}
