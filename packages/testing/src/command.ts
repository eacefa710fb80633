import { spawnSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import os from "node:os";
import path from "node:path";

/** What a command has said, without the space around it. */
export interface Said {
  status: number | null;
  out: string;
  error: string;
}

/** A command line of the project by its file, run in an empty folder with nothing in its environment but PATH. */
export function commandOf(file: string): { folder: string; run(...args: string[]): Said } {
  const folder = mkdtempSync(path.join(os.tmpdir(), "souk-command-"));
  return {
    folder,
    run(...args) {
      const env = { PATH: process.env["PATH"] ?? "" };
      const { status, stdout, stderr } = spawnSync(process.execPath, [file, ...args], { encoding: "utf8", cwd: folder, env });
      return { status, out: stdout.trim(), error: stderr.trim() };
    },
  };
}
