import type { FSWatcher } from "node:fs";
import { watch } from "node:fs";
import path from "node:path";

export interface FileWatch {
  /** Watches the folders of these files instead of those before. */
  set(files: Iterable<string>): void;
  close(): void;
}

/** One save is often several writes. */
const settleMilliseconds = 25;

/**
 * Tells of changed files once they have settled. Folders are watched rather than files, because editors replace a file
 * by another of its name, and not recursively, because that would take a watch on every folder of `node_modules`.
 * Reports every file that changes in those folders.
 */
export function watchFiles(changed: (files: string[]) => void): FileWatch {
  const watches = new Map<string, FSWatcher>();
  const pending = new Set<string>();
  let settled: NodeJS.Timeout | undefined;

  function note(file: string): void {
    pending.add(file);
    clearTimeout(settled);
    settled = setTimeout(() => {
      const files = [...pending];
      pending.clear();
      changed(files);
    }, settleMilliseconds);
  }
  function open(folder: string): void {
    try {
      const opened = watch(folder, { persistent: false }, (_event, name) => name && note(path.join(folder, name)));
      opened.on("error", () => watches.delete(folder));
      watches.set(folder, opened);
    } catch {
      // The folder is gone, or will come: whoever misses it sets the files again.
    }
  }

  return {
    set(files) {
      const folders = new Set([...files].map((file) => path.dirname(file)));
      for (const [folder, opened] of watches) {
        if (folders.has(folder)) continue;
        opened.close();
        watches.delete(folder);
      }
      for (const folder of folders) if (!watches.has(folder)) open(folder);
    },
    close() {
      clearTimeout(settled);
      for (const opened of watches.values()) opened.close();
      watches.clear();
    },
  };
}
