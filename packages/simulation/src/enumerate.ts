import type { Fault } from "./fault.ts";
import { type Outcome, run } from "./run.ts";

export interface Enumerated {
  /** How many runs there were: one for each place. */
  runs: number;
  /** By what they did: `F4 placeOrder`. */
  struck: Record<string, number>;
  failed: { place: string; outcome: Outcome }[];
}

/** The same run again and again, without any fault but one: at each place in turn where it could strike. */
export async function enumerate(seed: number, faults: Fault[]): Promise<Enumerated> {
  const bare = await run({ seed, profile: {}, only: new Set() });
  const places = bare.places.filter((id) => faults.some((fault) => id.startsWith(`${fault}@`)));
  const found: Enumerated = { runs: places.length, struck: {}, failed: [] };
  for (const place of places) {
    const outcome = await run({ seed, profile: {}, only: new Set([place]) });
    for (const { id, fault, kind } of outcome.fired)
      if (id === place) found.struck[`${fault} ${kind}`] = (found.struck[`${fault} ${kind}`] ?? 0) + 1;
    if (outcome.violations.length > 0) found.failed.push({ place, outcome });
  }
  return found;
}

export const enumeratedText = ({ failed }: Enumerated): string[] =>
  failed.map(
    ({ place, outcome }) =>
      `seed ${outcome.seed} with ${place}: ${outcome.violations.map(({ invariant, message }) => `${invariant} ${message}`).join("; ")}`,
  );
