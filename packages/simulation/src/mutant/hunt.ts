import { runMany } from "../many.ts";
import type { Mutant } from "./list.ts";

export interface Found {
  name: string;
  seed: number;
  /** Seeds that were tried, this one in. */
  tried: number;
  violation: string;
}

const batches = [10, 30, 60, 100, 200, 300, 300];

/** The first seed by which the checker says of a mutant what it should; undefined when none of the first thousand does. */
export async function hunt({ name, edits, says }: Mutant, workers = 2): Promise<Found | undefined> {
  let from = 1;
  for (const size of batches) {
    const { lines } = await runMany({ from, to: from + size - 1, edits, workers });
    for (const { seed, violations } of lines) {
      const violation = violations.find((one) => says.test(one));
      if (violation !== undefined) return { name, seed, tried: seed, violation };
    }
    from += size;
  }
  return undefined;
}

export const foundText = ({ name, seed, violation }: Found): string =>
  `seed ${String(seed).padEnd(4)} ${violation.slice(0, 100)}  <- ${name}`;
