import type { FaultCounts, FaultName, Faults } from "../contract.ts";
import { StageError } from "./stage-error.ts";

const rates = ["duplicate", "reorder", "throttle", "crash", "lostAnswer"] as const;
const known = new Set<string>([...rates, "seed", "delay", "conflict"]);
/** Those that the proxy before the database injects. */
const proxied = ["conflict", "throttle", "lostAnswer"] as const;

export function parseFaults(text: string): Faults {
  try {
    return checkFaults(JSON.parse(text));
  } catch (error) {
    if (error instanceof StageError) throw error;
    throw new StageError(`--faults takes JSON, as in {"duplicate":0.1}, not ${text}.`);
  }
}

/** @throws StageError with a sentence that names the member. */
export function checkFaults(value: unknown): Faults {
  if (!isObject(value)) throw new StageError('Faults are a JSON object, as in {"duplicate":0.1}.');
  for (const name of Object.keys(value)) {
    if (!known.has(name)) throw new StageError(`There is no fault "${name}": there are ${[...known].join(", ")}.`);
  }
  const faults: Faults = {};
  for (const name of rates) if (value[name] !== undefined) faults[name] = rateOf(name, value[name]);
  if (value.seed !== undefined) faults.seed = numberOf("seed", value.seed);
  if (value.delay !== undefined) {
    const delay = isObject(value.delay) ? value.delay : {};
    faults.delay = { rate: rateOf("delay.rate", delay.rate), milliseconds: numberOf("delay.milliseconds", delay.milliseconds) };
  }
  if (value.conflict !== undefined) {
    const conflict = isObject(value.conflict) ? value.conflict : {};
    faults.conflict = { windowMilliseconds: numberOf("conflict.windowMilliseconds", conflict.windowMilliseconds) };
  }
  return faults;
}

export interface FaultSwitch {
  current: () => Faults;
  /** Draws what the faults decide; repeatable once they have a seed. */
  random: () => number;
  /** Whether functions reach the database through the proxy. */
  proxied: boolean;
  /** @throws StageError for a fault of the proxy when there is none. */
  set: (faults: Faults) => void;
  /** Told of every fault that strikes. */
  onFault: (name: FaultName) => void;
  counts: () => FaultCounts;
}

/** Faults given at the start, even none (`{}`), put the proxy before the database; they can be switched as the stage runs. */
export function createFaultSwitch(given: Faults | undefined): FaultSwitch {
  let faults = given ?? {};
  const random = createRandom(faults.seed);
  const counts: FaultCounts = {};
  return {
    onFault: (name) => void (counts[name] = (counts[name] ?? 0) + 1),
    counts: () => ({ ...counts }),
    current: () => faults,
    random: random.next,
    proxied: given !== undefined,
    set(next) {
      const refused = given ? undefined : proxied.find((name) => next[name] !== undefined);
      if (refused)
        throw new StageError(
          `The fault "${refused}" needs a stage that was started with --faults: start again with \`npm run dev -- --faults '{}'\`.`,
        );
      if (next.seed !== faults.seed) random.reseed(next.seed);
      faults = next;
    },
  };
}

/** Numbers from 0 up to 1; the same ones again after the same seed (mulberry32). */
export function createRandom(seed: number | undefined): { next: () => number; reseed: (seed: number | undefined) => void } {
  let state = seed;
  return {
    next() {
      if (state === undefined) return Math.random();
      state = (state + 0x6d2b79f5) | 0;
      let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
    },
    reseed(next) {
      state = next;
    },
  };
}

function rateOf(name: string, value: unknown): number {
  if (typeof value !== "number" || !(value >= 0 && value <= 1))
    throw new StageError(`The fault "${name}" is a rate from 0 to 1, not ${JSON.stringify(value)}.`);
  return value;
}

function numberOf(name: string, value: unknown): number {
  if (typeof value !== "number" || !(value >= 0))
    throw new StageError(`The fault "${name}" is a number from 0 up, not ${JSON.stringify(value)}.`);
  return value;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
