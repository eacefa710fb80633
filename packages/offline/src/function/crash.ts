import type { FaultName, Faults } from "../contract.ts";
import type { CrashPoint } from "./lambda-worker.ts";

/** Draws where, if anywhere, the next call's worker ends. The draws of one seed are the same on every run. */
export function createCrashes(faults: () => Faults, onFault: (name: FaultName) => void = () => {}): () => CrashPoint {
  let seed: number | undefined;
  let random = Math.random;
  return () => {
    const { crash = 0, seed: wanted } = faults();
    if (crash <= 0) return undefined;
    if (wanted !== seed) {
      seed = wanted;
      random = wanted === undefined ? Math.random : mulberry32(wanted);
    }
    if (random() >= crash) return undefined;
    onFault("crash");
    return random() < 0.5 ? "called" : "answered";
  };
}

/** Tommy Ettinger's mulberry32: 32 bits of state, enough for coin tosses. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
