import type { Violation } from "./check/evidence.ts";
import { type Outcome, run } from "./run.ts";

export interface Shrunk {
  outcome: Outcome;
  /** What the run leaves out. */
  denied: Set<string>;
  /** What is left: people and acts, and the faults that struck. */
  actions: string[];
  faults: string[];
  runs: number;
}

/** The same failure, whoever it befell. */
const kindOf = ({ invariant, message }: Violation) =>
  `${invariant} ${message.replace(/_[0-9a-z]{20,}|[0-9a-f]{6,}|\d+/g, "")}`.slice(0, 60);

const mostRuns = 400;

/** Leaves out people, acts and faults, many at once and then one by one, as long as the same violation remains. */
export async function shrink(failed: Outcome): Promise<Shrunk> {
  const [first] = failed.violations;
  if (!first) throw new Error(`seed ${failed.seed} did not fail`);
  const wanted = kindOf(first);
  let best = failed;
  let denied = new Set<string>();
  let runs = 0;

  async function without(names: string[]): Promise<boolean> {
    if (names.length === 0 || runs >= mostRuns) return false;
    runs += 1;
    const next = new Set([...denied, ...names]);
    const outcome = await run({ seed: failed.seed, denied: next });
    if (!outcome.violations.some((violation) => kindOf(violation) === wanted)) return false;
    best = outcome;
    denied = next;
    return true;
  }

  /** Halves what does not go as a whole. */
  async function drop(names: string[]): Promise<void> {
    if (names.length === 0 || (await without(names)) || names.length === 1) return;
    await drop(names.slice(0, names.length >> 1));
    await drop(names.slice(names.length >> 1));
  }

  const left = (names: string[]) => names.filter((name) => !denied.has(name));
  const drawn = () => left([...new Set(best.fired.map(({ id }) => id).filter((id) => !id.endsWith("#met")))]);
  for (let size = -1; size !== denied.size && runs < mostRuns;) {
    size = denied.size;
    for (const name of left(best.actions.filter((action) => !action.includes(".")))) await without([name]);
    await drop(drawn());
    await drop(left(best.actions.filter((action) => action.includes("."))));
  }
  const outcome = await run({ seed: failed.seed, denied, keepTrace: 100_000 });
  return { outcome, denied, actions: left(outcome.actions), faults: drawn(), runs };
}
