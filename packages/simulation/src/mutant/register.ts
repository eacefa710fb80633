import { readFileSync } from "node:fs";
import { registerHooks } from "node:module";

/** A change of one source as it is loaded. The text must be there exactly once: a mutant that no longer fits says so. */
export interface Edit {
  /** Below `packages/`. */
  file: string;
  find: string;
  replace: string;
}

/** Set by whoever starts the process: a file with the edits as JSON. */
const list = process.env["SIMULATION_EDITS"];
const edits = list === undefined ? [] : (JSON.parse(readFileSync(list, "utf8")) as Edit[]);

if (edits.length > 0) {
  registerHooks({
    load(url, context, next) {
      const loaded = next(url, context);
      const own = edits.filter(({ file }) => url.endsWith(`/packages/${file}`));
      if (own.length === 0) return loaded;
      const source = own.reduce(edited, String(loaded.source));
      return { ...loaded, source };
    },
  });
}

function edited(source: string, { file, find, replace }: Edit): string {
  const parts = source.split(find);
  if (parts.length !== 2) throw new Error(`${file} holds the text ${parts.length - 1} times: ${find}`);
  return parts.join(replace);
}
