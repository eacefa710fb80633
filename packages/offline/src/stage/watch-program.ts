import { type FSWatcher, watch } from "node:fs";
import { basename, dirname } from "node:path";

/** Calls back once when sources of the program were saved. Folders are watched, since editors replace files. */
export function watchProgram(files: string[], onChange: () => void): () => void {
  const folders = new Map<string, Set<string>>();
  for (const file of files) folders.set(dirname(file), (folders.get(dirname(file)) ?? new Set()).add(basename(file)));
  let timer: NodeJS.Timeout | undefined;
  const notice = (names: Set<string>) => (_event: string, name: string | null) => {
    if (name !== null && !names.has(name)) return;
    clearTimeout(timer);
    timer = setTimeout(onChange, 50);
  };
  const watchers = [...folders].flatMap(([folder, names]) => watchFolder(folder, notice(names)));
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
}

function watchFolder(folder: string, onEvent: (event: string, name: string | null) => void): FSWatcher[] {
  try {
    const watcher = watch(folder, onEvent);
    watcher.on("error", () => watcher.close());
    return [watcher];
  } catch {
    return [];
  }
}
