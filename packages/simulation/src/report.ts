import type { Outcome } from "./run.ts";
import type { Shrunk } from "./shrink.ts";

const mostShown = 8;

/** A failure as people read it: the seed, the step, the invariant. */
export function failureText({ seed, violations, profile, steps }: Outcome): string {
  const shown = violations.slice(0, mostShown).map(({ invariant, message, step }) => `  ${invariant} at step ${step}: ${message}`);
  const more = violations.length > mostShown ? [`  and ${violations.length - mostShown} more`] : [];
  return [`seed ${seed} failed after ${steps} steps, faults ${Object.keys(profile).join(" ") || "none"}`, ...shown, ...more].join("\n");
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
