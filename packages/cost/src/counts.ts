/** What something consumed, in the things that AWS charges for. */
export interface Counts {
  /** Of the HTTP API. */
  requests: number;
  /** Calls of DynamoDB with the units that they consumed, indexes in. */
  calls: number;
  read: number;
  write: number;
  /** Put on the bus. */
  events: number;
  /** Messages that a queue took: each event once for every rule that wants it. */
  messages: number;
  mails: number;
  /** What handlers wrote themselves. */
  logBytes: number;
  /** Bodies and headers of responses. */
  bytesOut: number;
  /** Measured here; not part of the price. */
  cpuMilliseconds: number;
}

export const nothing: Counts = {
  requests: 0,
  calls: 0,
  read: 0,
  write: 0,
  events: 0,
  messages: 0,
  mails: 0,
  logBytes: 0,
  bytesOut: 0,
  cpuMilliseconds: 0,
};

const names = Object.keys(nothing) as (keyof Counts)[];

const combined = (a: Counts, b: Counts, combine: (a: number, b: number) => number): Counts =>
  Object.fromEntries(names.map((name) => [name, combine(a[name], b[name])])) as unknown as Counts;

export const plus = (a: Counts, b: Counts): Counts => combined(a, b, (x, y) => x + y);
export const minus = (a: Counts, b: Counts): Counts => combined(a, b, (x, y) => x - y);
export const sumOf = (all: Counts[]): Counts => all.reduce(plus, nothing);
