import { spawn } from "node:child_process";
import path from "node:path";
import { median } from "../figure.ts";
import { driveLean, type LeanRun } from "./lean.ts";

export interface KeptRead {
  /** Router over bare `node:http`: answers a second. */
  throughput: number;
  /** Bare `node:http` over the router: CPU for each answer. */
  cpu: number;
  router: LeanRun;
  bare: LeanRun;
  bytes: number;
}

/**
 * A product that the router keeps, beside a server that does nothing but give the same bytes with the same headers: in pairs, taking
 * turns, both on the stage's core; medians of the pairs' ratios.
 */
export async function measureKept(url: URL, pid: number, { pairs, seconds }: { pairs: number; seconds: number }): Promise<KeptRead> {
  const answer = await fetch(url);
  const body = await answer.text();
  const headers = [...(await fetch(url)).headers].filter(([name]) => !["connection", "keep-alive", "date"].includes(name));
  if (!headers.some(([name, value]) => name === "x-cache" && value.startsWith("Hit"))) throw new Error(`${url.href} is not kept`);
  const child = spawn("taskset", ["-c", "0", process.execPath, path.join(import.meta.dirname, "bare.mjs")], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  try {
    child.stdin.end(JSON.stringify({ headers, body }));
    const port = await new Promise<string>((resolve) => child.stdout.once("data", (chunk: Buffer) => resolve(chunk.toString().trim())));
    const runs: { router: LeanRun; bare: LeanRun }[] = [];
    for (let pair = 0; pair <= pairs; pair += 1) {
      const bare = await driveLean(new URL(`http://127.0.0.1:${port}/`), child.pid ?? 0, 8, seconds);
      const router = await driveLean(url, pid, 8, seconds);
      // The first warms both.
      if (pair > 0) runs.push({ router, bare });
    }
    const middle = (of: "router" | "bare"): LeanRun => ({
      perSecond: median(runs.map((run) => run[of].perSecond)),
      cpuMilliseconds: median(runs.map((run) => run[of].cpuMilliseconds)),
    });
    return {
      throughput: median(runs.map(({ router, bare }) => router.perSecond / bare.perSecond)),
      cpu: median(runs.map(({ router, bare }) => bare.cpuMilliseconds / router.cpuMilliseconds)),
      router: middle("router"),
      bare: middle("bare"),
      bytes: Buffer.byteLength(body),
    };
  } finally {
    child.kill();
  }
}
