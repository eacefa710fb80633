import { readdirSync } from "node:fs";
import { SourceMap } from "node:module";
import path from "node:path";
import type { BuildFailure, Message } from "esbuild";
import { build } from "esbuild";
import { ProgramError } from "./program-error.ts";

/** The program as one module in memory: read anew at each load, so that an edit counts. */
export interface ProgramBundle {
  code: string;
  /** Absolute paths of all sources, to watch. */
  files: string[];
  /** The first place in the program's own sources that an error's stack names. */
  placeOf(error: unknown): { file: string; line: number } | undefined;
}

let loads = 0;

export async function bundleProgram(root: string): Promise<ProgramBundle> {
  // Stands for the bundle in stacks, instead of a data URL of its whole text.
  const name = `program-${++loads}.mjs`;
  const result = await build({
    entryPoints: ["sst.config.ts"],
    absWorkingDir: root,
    outfile: path.join(root, name),
    bundle: true,
    write: false,
    metafile: true,
    platform: "node",
    target: "node24",
    format: "esm",
    sourcemap: "external",
    logLevel: "silent",
  }).catch((failure: unknown) => {
    throw syntaxError(failure, root);
  });
  const text = (ending: string) => result.outputFiles.find((file) => file.path.endsWith(ending))?.text ?? "";
  const map = new SourceMap(JSON.parse(text(".map")));
  // Some runners that format stacks themselves ignore the source URL and give the data URL.
  const frame = new RegExp(`(?:${name.replaceAll(".", "\\.")}|javascript;base64,[\\w+/=]+):(\\d+):(\\d+)`, "g");
  return {
    code: `${text(".mjs")}\n//# sourceURL=${name}`,
    files: Object.keys(result.metafile.inputs).map((file) => path.resolve(root, file)),
    placeOf(error) {
      for (const [, line, column] of (error instanceof Error ? (error.stack ?? "") : "").matchAll(frame)) {
        const origin = map.findOrigin(Number(line), Number(column));
        if ("fileName" in origin && origin.fileName && !origin.fileName.includes("node_modules"))
          return { file: origin.fileName, line: origin.lineNumber };
      }
      return undefined;
    },
  };
}

function syntaxError(failure: unknown, root: string): unknown {
  const [first] = isBuildFailure(failure) ? failure.errors : [];
  if (!first) return failure;
  const files = [path.join(root, "sst.config.ts"), ...infraFiles(root)];
  return new ProgramError(sentence(first), {
    ...(first.location ? { file: first.location.file, line: first.location.line } : {}),
    files,
    cause: failure,
  });
}

function isBuildFailure(failure: unknown): failure is BuildFailure {
  return failure instanceof Error && "errors" in failure;
}

function sentence({ text }: Message): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

/** What to watch when the program cannot be parsed and its imports are not known. */
export function infraFiles(root: string): string[] {
  try {
    return readdirSync(path.join(root, "infra")).map((file) => path.join(root, "infra", file));
  } catch {
    return [];
  }
}
