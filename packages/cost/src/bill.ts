import { usePrices as price } from "@souk/platform/price-list";
import type { Counts } from "./counts.ts";

/** What no count says: how full batches are under load, and how long a handler runs on AWS. The assumptions of the budgets. */
export const assumed = {
  batch: 10,
  megabytes: 512,
  /** Of a handler by itself, and of each call of DynamoDB, one after the other. */
  handlerMilliseconds: 10,
  callMilliseconds: 5,
};

export interface Line {
  item: string;
  quantity: number;
  usd: number;
}

/** What a million of these would cost, line by line, without mail, which no design makes cheaper. */
export function bill(counts: Counts): Line[] {
  const { batch, megabytes, handlerMilliseconds, callMilliseconds } = assumed;
  const invocations = counts.requests + (counts.events + counts.messages) / batch;
  // Reactions of a batch run at the same time, so that a batch takes as long as one of them.
  const milliseconds = invocations * handlerMilliseconds + counts.calls * callMilliseconds;
  const gigabyteSeconds = (milliseconds / 1000) * (megabytes / 1024);
  const queueRequests = counts.messages * (1 + 2 / batch);
  const million = 1e6;
  const lines: [string, number, number][] = [
    ["write units", counts.write, price.writeUnit],
    ["read units", counts.read, price.readUnit],
    ["API requests", counts.requests, price.apiRequest],
    ["invocations", invocations, price.invocation],
    ["GB-s", gigabyteSeconds, price.gigabyteSecondArm],
    ["events", counts.events, price.event],
    ["SQS requests", queueRequests, price.queueRequest],
    ["log kB", counts.logBytes / 1000, price.logGigabyte / million],
    ["kB out", counts.bytesOut / 1000, price.outGigabyte / million],
  ];
  return lines.map(([item, quantity, each]) => ({ item, quantity, usd: quantity * each * million }));
}

export const dollars = (counts: Counts): number => bill(counts).reduce((sum, { usd }) => sum + usd, 0);
