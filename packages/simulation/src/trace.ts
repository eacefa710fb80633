import { createHash } from "node:crypto";

/** All that happens, in order, as one hash; with its last lines for people. */
export class Trace {
  readonly #hash = createHash("sha256");
  readonly #keep: number;
  readonly lines: string[] = [];
  constructor(keep = 0) {
    this.#keep = keep;
  }

  add(line: string): void {
    this.#hash.update(line).update("\n");
    if (this.#keep === 0) return;
    this.lines.push(line);
    if (this.lines.length > this.#keep) this.lines.shift();
  }

  digest = (): string => this.#hash.copy().digest("hex");
}
