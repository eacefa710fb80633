import type { Invocation } from "../contract.ts";
import { type Cost, costOf } from "../function/usage.ts";

/** All that followed from one request: the functions that were called about its trace, or about an order that the trace tells of. */
export interface TraceCost {
  trace: string;
  at: number;
  calls: { id: string; functionId: string; source: Invocation["source"]; cost: Cost }[];
  total: Cost;
}

const isTrace = (subject: string) => subject.length === 32;
const none: Cost = { calls: 0, read: 0, write: 0, logBytes: 0, cpuMilliseconds: 0 };

export const sumOf = (costs: Cost[]): Cost =>
  costs.reduce(
    (sum, cost) => ({
      calls: sum.calls + cost.calls,
      read: sum.read + cost.read,
      write: sum.write + cost.write,
      logBytes: sum.logBytes + cost.logBytes,
      cpuMilliseconds: Math.round((sum.cpuMilliseconds + cost.cpuMilliseconds) * 10) / 10,
    }),
    none,
  );

/** Newest first. A batch of several traces is shown whole with each. */
export function costsByTrace(invocations: Invocation[], most: number): TraceCost[] {
  const traces = new Map<string, Invocation[]>();
  for (const invocation of invocations)
    for (const subject of invocation.subjects) if (isTrace(subject)) traces.set(subject, [...(traces.get(subject) ?? []), invocation]);
  return [...traces]
    .map(([trace, found]) => {
      const calls = found.flatMap(({ id, functionId, source, usage, logBytes }) =>
        usage ? [{ id, functionId, source, cost: costOf(usage, logBytes) }] : [],
      );
      return { trace, at: found[0]?.startedAt ?? 0, calls, total: sumOf(calls.map(({ cost }) => cost)) };
    })
    .sort((a, b) => b.at - a.at)
    .slice(0, most);
}

/** What a function's calls consumed in the mean. */
export function meanCost(invocations: Invocation[]): Cost {
  const costs = invocations.flatMap(({ usage, logBytes }) => (usage ? [costOf(usage, logBytes)] : []));
  const sum = sumOf(costs);
  const mean = (value: number) => Math.round((value / Math.max(1, costs.length)) * 10) / 10;
  return {
    calls: mean(sum.calls),
    read: mean(sum.read),
    write: mean(sum.write),
    logBytes: Math.round(mean(sum.logBytes)),
    cpuMilliseconds: mean(sum.cpuMilliseconds),
  };
}
