import type { Invocation } from "../contract.ts";

/** Kept in memory for the console: the latest calls with what they logged. */
const keptInvocations = 500;
const keptLines = 500;

export function createHistory() {
  let invocations: Invocation[] = [];
  return {
    add(invocation: Invocation): void {
      invocations.push(invocation);
      if (invocations.length > keptInvocations * 2) invocations = invocations.slice(-keptInvocations);
    },
    log(invocation: Invocation, line: string): void {
      invocation.logBytes += Buffer.byteLength(line) + 1;
      if (invocation.logs.length < keptLines) invocation.logs.push(line);
    },
    list: () => invocations.slice(-keptInvocations),
  };
}
