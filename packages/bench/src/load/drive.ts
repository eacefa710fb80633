import { percentile } from "../figure.ts";
import { createClient } from "./client.ts";
import type { Operation } from "./operation.ts";

export interface Run {
  perSecond: number;
  p50: number;
  p99: number;
  count: number;
  seconds: number;
}

/** So many clients, each with one request under way at a time, for so long. */
export async function drive(origin: string, operation: Operation, clients: number, seconds: number, seed: number): Promise<Run> {
  const times: number[] = [];
  const all = Array.from({ length: clients }, () => createClient(origin));
  try {
    const steps = await Promise.all(all.map((client, index) => operation(client, seed * 100 + index)));
    const began = performance.now();
    const end = began + seconds * 1000;
    await Promise.all(
      steps.map(async (step) => {
        while (performance.now() < end) {
          const from = performance.now();
          await step();
          times.push(performance.now() - from);
        }
      }),
    );
    const spent = (performance.now() - began) / 1000;
    return { perSecond: times.length / spent, p50: percentile(times, 50), p99: percentile(times, 99), count: times.length, seconds: spent };
  } finally {
    for (const client of all) client.close();
  }
}
