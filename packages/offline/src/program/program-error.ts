/** A mistake in the program: one plain sentence that names file and line where they are known. */
export class ProgramError extends Error {
  override readonly name = "ProgramError";
  /** Relative to the root: "infra/cart.ts". */
  readonly file: string | undefined;
  readonly line: number | undefined;
  /** What to watch for the cure. */
  readonly files: string[];

  constructor(message: string, place: { file?: string; line?: number; files?: string[]; cause?: unknown } = {}) {
    super(place.file ? `${place.file}:${place.line ?? 1}: ${message}` : message, { cause: place.cause });
    this.file = place.file;
    this.line = place.line;
    this.files = place.files ?? [];
  }
}
