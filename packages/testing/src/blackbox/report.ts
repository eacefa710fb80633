import type { Report } from "./rounds.ts";

/** What went wrong on purpose, what was looked at, and what should not have been. */
export function textOf({ fired, checked, redriven, readyAfter, violations, seed: drawn }: Report): string {
  const row = ([what, count]: [string, number]) => `  ${what.padEnd(48)}${String(count).padStart(8)}`;
  const at = (share: number) => readyAfter[Math.floor(share * (readyAfter.length - 1))] ?? 0;
  return [
    "faults that struck",
    ...Object.entries(fired).map(row),
    "",
    "checked, when nothing failed any more",
    ...checked.map(row),
    row(["dead letters that were sent again", redriven]),
    "",
    `ready after the start, without the site: ${at(0.5)} ms in the middle, ${at(1)} ms at most`,
    `seed ${drawn}: ${violations.length === 0 ? "no invariant broken" : `${violations.length} violations`}`,
    ...violations.map((violation) => `  ${violation}`),
  ].join("\n");
}
