import { spawnSync } from "node:child_process";
import path from "node:path";
import { median } from "../figure.ts";

export interface Load {
  milliseconds: number;
  cpuMilliseconds: number;
  /** CPU of the whole process: Node's own start is in it. */
  wholeMilliseconds: number;
  bytes: number;
}

const child = path.join(import.meta.dirname, "load-once.mjs");

/** What a function's code may look for when it is loaded; links are read by requests. */
const environment = { AWS_REGION: "eu-central-1", SST_RESOURCE_App: '{"name":"souk","stage":"bench"}' };

function loadOnce(file: string): Load {
  const { stdout, stderr } = spawnSync(process.execPath, [child, file], { encoding: "utf8", env: environment });
  try {
    return JSON.parse(stdout) as Load;
  } catch {
    throw new Error(`${file} does not load: ${stderr.slice(0, 500)}`);
  }
}

/** Loads each file in so many processes of its own, taking turns, so that all meet the same machine; the medians. */
export function measureLoads(files: string[], rounds: number): Load[] {
  const loads = files.map((): Load[] => []);
  for (let round = 0; round < rounds; round += 1) for (const [index, file] of files.entries()) loads[index]?.push(loadOnce(file));
  return loads.map((all) => ({
    milliseconds: median(all.map(({ milliseconds }) => milliseconds)),
    cpuMilliseconds: median(all.map(({ cpuMilliseconds }) => cpuMilliseconds)),
    wholeMilliseconds: median(all.map(({ wholeMilliseconds }) => wholeMilliseconds)),
    bytes: median(all.map(({ bytes }) => bytes)),
  }));
}
