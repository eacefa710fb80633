/** What a person can do something about: its message is printed as it is, without a stack. */
export class StageError extends Error {
  override readonly name = "StageError";
}

const sentences: Record<string, (error: NodeJS.ErrnoException) => string> = {
  ENOSPC: () => "The disk is full: free some space, then start again. Nothing that was acknowledged is lost.",
  EACCES: (error) =>
    `${error.path ?? "A file"} may not be read or written by this user: change its owner, or pass another folder with --state.`,
  EROFS: (error) => `${error.path ?? "The state folder"} is on a read-only disk: pass another folder with --state.`,
  EMFILE: () => "Too many files are open: raise the limit with `ulimit -n 4096`, then start again.",
  EADDRINUSE: (error) => {
    const port = "port" in error ? ` ${String(error.port)}` : "";
    return `Port${port} is taken by another program: stop it, or pass another one with --port.`;
  },
};

/** The sentence for an error of the system, or the message of any other. */
export function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (isFullDisk(error)) return sentences.ENOSPC?.(error) ?? error.message;
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  return sentences[code]?.(error) ?? error.message;
}

/** SQLite reports a full disk in words, as error 13 (SQLITE_FULL), not as ENOSPC. */
function isFullDisk(error: Error): boolean {
  return ("errcode" in error && error.errcode === 13) || /ENOSPC|database or disk is full|no space left/i.test(error.message);
}
