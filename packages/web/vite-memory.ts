import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Plugin } from "vite";

type Transform = (this: unknown, code: string, id: string, options?: { ssr?: boolean }) => unknown;

/**
 * Remembers what Solid's compiler made of a module between starts of the development server: it is most of the time that the first
 * page takes. Kept by content, in Vite's own cache folder, so that what is stale is never found.
 */
export const rememberTransforms: Plugin = {
  name: "souk:remember-transforms",
  apply: "serve",
  configResolved({ plugins, cacheDir }) {
    const folder = path.join(cacheDir, "souk-transforms");
    mkdirSync(folder, { recursive: true });
    for (const plugin of plugins) {
      if (plugin.name !== "solid" || !plugin.transform) continue;
      const hook = plugin.transform;
      const transform = (typeof hook === "function" ? hook : hook.handler) as Transform;
      const remembered = remember(transform, folder);
      if (typeof hook === "function") plugin.transform = remembered as never;
      if (typeof hook === "object") hook.handler = remembered as never;
    }
  },
};

function remember(transform: Transform, folder: string): Transform {
  return async function (code, id, options) {
    const key = createHash("sha256")
      .update(JSON.stringify([id, options?.ssr ?? false, code]))
      .digest("hex");
    const file = path.join(folder, `${key}.json`);
    const known = read(file);
    if (known !== undefined) return known;
    const made = await transform.call(this, code, id, options);
    if (made && typeof made === "object") writeFileSync(file, JSON.stringify(made));
    return made;
  };
}

function read(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}
