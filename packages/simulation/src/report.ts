import type { Line, Summary } from "./many.ts";
import { countFired } from "./matrix.ts";
import type { Outcome } from "./run.ts";
import type { Shrunk } from "./shrink.ts";

const mostShown = 8;

/** What a process says of one seed. */
export const lineOf = ({ seed, trace, steps, simulatedMilliseconds, violations, profile, fired, counts }: Outcome): Line => ({
  seed,
  trace,
  steps,
  simulatedMilliseconds,
  violations: violations.map(({ invariant, message, step }) => `${invariant} ${message} (step ${step})`),
  faults: Object.keys(profile),
  fired: countFired(fired),
  counts,
});

/** A failure as people read it: the seed, the step, the invariant. */
export function failureText({ seed, violations, faults, steps }: Line): string {
  const shown = violations.slice(0, mostShown).map((violation) => `  ${violation}`);
  const more = violations.length > mostShown ? [`  and ${violations.length - mostShown} more`] : [];
  const replay = `  npm run simulate -- --seed ${seed} --shrink`;
  return [`seed ${seed} failed after ${steps} steps, faults ${faults.join(" ") || "none"}`, ...shown, ...more, replay].join("\n");
}

export function summaryText({ lines, failed }: Summary, realMilliseconds: number): string {
  const sum = (of: (line: Line) => number) => lines.reduce((total, line) => total + of(line), 0);
  const simulated = sum((line) => line.simulatedMilliseconds);
  return [
    `${lines.length} seeds, ${failed.length} failed, ${sum(({ steps }) => steps)} steps`,
    `${Math.round(simulated / 86_400_000)} simulated days in ${(realMilliseconds / 1000).toFixed(1)} s: ${Math.round(simulated / realMilliseconds)} times as fast as time`,
  ].join("\n");
}

/** What is left of a failure: who acts, which faults strike, and all that then happens. */
export function shrunkText({ outcome, actions, faults, runs }: Shrunk): string {
  const happened = outcome.lines
    .filter((line) => / commit | answered | error: | dead | crashed| timed out/.test(line))
    .map((line) => `    ${line.slice(0, 300)}`);
  return [
    `shrunk in ${runs} runs to ${outcome.steps} steps`,
    `  who: ${actions.join(", ")}`,
    `  faults: ${faults.join(", ") || "none"}`,
    `  ${outcome.violations.map(({ invariant, message }) => `${invariant}: ${message}`).join("\n  ")}`,
    ...happened,
  ].join("\n");
}
