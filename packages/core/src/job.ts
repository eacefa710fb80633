import type { Context } from "./context.ts";
import { findLink, link, text } from "./resource.ts";
import { gaugeLine } from "./metric.ts";
import { createContext } from "./runtime.ts";

/** What a run counted, by the name of the metric: levels that stand, zero too. */
export type Gauges = Record<string, number>;

/**
 * The Lambda handler of a schedule. What a run counts goes out as metrics; where nobody watches the stage, zeros are not worth their
 * price. A run that throws lies in its dead letters, and the next one comes by itself.
 */
export function job(name: string, run: (ctx: Context) => Promise<Gauges>) {
  return async function handler(event: { id?: string } = {}): Promise<Gauges> {
    const ctx = createContext({ actor: { type: "system", name }, requestId: event.id ?? name });
    const gauges = await run(ctx);
    const shown = findLink("Watch")?.["gauges"] === true ? gauges : nonZero(gauges);
    // Not by the console: with JSON logs Lambda wraps what it says, and CloudWatch would not know the line for metrics.
    if (Object.keys(shown).length > 0) process.stdout.write(`${gaugeLine(shown, text(link("App"), "stage"), ctx.now().getTime())}\n`);
    return gauges;
  };
}

const nonZero = (gauges: Gauges): Gauges => Object.fromEntries(Object.entries(gauges).filter(([, value]) => value !== 0));
