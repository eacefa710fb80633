import type { Log } from "../contract.ts";
import type { FunctionNode } from "../graph.ts";
import type { Build, Bundler } from "./bundler.ts";
import { watchFiles } from "./watch-files.ts";

interface ReloaderOptions {
  bundler: Bundler;
  /** Bundle key -> the file that new workers load. */
  bundles: Map<string, string>;
  log: Log;
  nodes(): FunctionNode[];
  /** Ends the workers of functions whose code is old. */
  retire(concerns: (functionId: string) => boolean): void;
}

/** Builds functions when they are first called, and again when a source of theirs is saved; tells of each broken build once. */
export function createReloader({ bundler, bundles, log, nodes, retire }: ReloaderOptions) {
  const told = new Map<string, string>();
  const seen = new Map<string, Build>();
  let closed = false;
  const watch = watchFiles((files) => void rebuild(bundler.invalidate(files)));

  function tell(key: string, build: Build): void {
    if (build.ok) {
      if (told.delete(key)) log.info("The build is mended.");
      return;
    }
    if (told.get(key) === build.message) return;
    told.set(key, build.message);
    log.error(build.message);
  }

  async function build(node: FunctionNode): Promise<Build> {
    const key = bundler.keyOf(node);
    const result = await bundler.build(node);
    if (seen.get(key) === result) return result;
    seen.set(key, result);
    tell(key, result);
    if (!closed) watch.set(bundler.sources());
    const before = bundles.get(key);
    if (result.ok && result.file === before) return result;
    // The old code does not answer for a broken new one.
    if (result.ok) bundles.set(key, result.file);
    else bundles.delete(key);
    if (before) retire((id) => nodes().some((other) => other.id === id && bundler.keyOf(other) === key));
    return result;
  }

  /** One after the other, so that a save in a file that all share leaves the machine free for the call that waits. */
  async function rebuild(keys: string[]): Promise<void> {
    for (const key of keys) {
      const node = nodes().find((candidate) => bundler.keyOf(candidate) === key);
      if (node && !closed) await build(node).catch((error: unknown) => log.error(String(error)));
    }
  }

  return {
    build,
    close(): void {
      closed = true;
      watch.close();
    },
  };
}
