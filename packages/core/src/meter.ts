import type { Capacity } from "./dynamo/client.ts";

/**
 * Counts what the code consumes, for whoever runs it: the offline stage puts one in place before it loads a handler. On AWS there is
 * none, and DynamoDB is not asked what a call consumed.
 */
export interface Meter {
  dynamo(capacity: Capacity): void;
  /** All that `run` consumes belongs to this trace: the messages of one batch are of different ones. */
  within<T>(traceparent: string, run: () => Promise<T>): Promise<T>;
}

const slot = Symbol.for("souk.meter");

export const findMeter = (): Meter | undefined => (globalThis as { [slot]?: Meter })[slot];
