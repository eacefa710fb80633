import type { Lifetime } from "./lifetime.ts";

interface Kept<T> {
  value: T;
  bytes: number;
  /** When the origin gave it, or said that it is still so; seconds. */
  born: number;
  lifetime: Lifetime;
}

export interface Found<T> {
  value: T;
  /** Seconds since `born`. */
  age: number;
  /** `fresh` is given out; `stale` too, while the origin is asked; `expired` may only be asked about. */
  state: "fresh" | "stale" | "expired";
}

export interface CacheLimits {
  entries: number;
  bytes: number;
  /** Of one answer: a larger one is not kept. */
  entryBytes: number;
}

export const unlimited: CacheLimits = { entries: Infinity, bytes: Infinity, entryBytes: Infinity };

/** What a CDN keeps, by key. Time alone ends an answer; what was asked for longest ago leaves when there are too many. */
export class Cache<T> {
  readonly #limits: CacheLimits;
  /** In the order of use: a Map keeps that of insertion. */
  readonly #kept = new Map<string, Kept<T>>();
  #bytes = 0;

  constructor(limits: CacheLimits) {
    this.#limits = limits;
  }

  get size(): { entries: number; bytes: number } {
    return { entries: this.#kept.size, bytes: this.#bytes };
  }

  /** `at` is the time in seconds. */
  find(key: string, at: number): Found<T> | undefined {
    const kept = this.#kept.get(key);
    if (!kept) return undefined;
    this.#kept.delete(key);
    this.#kept.set(key, kept);
    const age = Math.max(0, at - kept.born);
    const { fresh, stale } = kept.lifetime;
    return { value: kept.value, age, state: age < fresh ? "fresh" : age < fresh + stale ? "stale" : "expired" };
  }

  /** False when it is too large to be kept. */
  keep(key: string, value: T, kept: { bytes: number; born: number; lifetime: Lifetime }): boolean {
    this.drop(key);
    const { entries, bytes, entryBytes } = this.#limits;
    if (kept.bytes > entryBytes) return false;
    this.#kept.set(key, { value, ...kept });
    this.#bytes += kept.bytes;
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= entries && this.#bytes <= bytes) break;
      this.drop(oldest);
    }
    return true;
  }

  drop(key: string): void {
    this.#bytes -= this.#kept.get(key)?.bytes ?? 0;
    this.#kept.delete(key);
  }

  clear(): void {
    this.#kept.clear();
    this.#bytes = 0;
  }
}
