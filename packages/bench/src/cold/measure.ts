import { spawnSync } from "node:child_process";
import path from "node:path";
import { median } from "../figure.ts";

export interface Load {
  milliseconds: number;
  cpuMilliseconds: number;
  /** CPU of the whole process: Node's own start is in it. */
  wholeMilliseconds: number;
  bytes: number;
  /** What was answered, where something was asked. */
  status?: number;
}

/** A file to load, and what to ask it then. */
export interface Start {
  file: string;
  first?: { event: unknown; status?: number } | undefined;
}

const child = path.join(import.meta.dirname, "load-once.mjs");

/** What a function's code may look for when it is loaded; links are read by requests. */
const links = {
  App: { name: "souk", stage: "bench" },
  DefaultShop: { id: "shop_bench" },
  StaffApiKey: { value: "bench-staff-key-0123456789" },
  TokenSecret: { value: "bench-token-secret-0123456789abcdef" },
  Table: { name: "bench" },
  SandboxTable: { name: "bench" },
  SandboxSecret: { value: "bench" },
  SandboxWebhooks: { url: "https://bench.example" },
};
const environment = {
  AWS_REGION: "eu-central-1",
  ...Object.fromEntries(Object.entries(links).map(([name, link]) => [`SST_RESOURCE_${name}`, JSON.stringify(link)])),
};

function startOnce({ file, first }: Start): Load {
  const event = first ? [JSON.stringify(first.event)] : [];
  const { stdout, stderr } = spawnSync(process.execPath, [child, file, ...event], { encoding: "utf8", env: environment });
  // What a function logs stands in lines before.
  const said = stdout.slice(stdout.lastIndexOf("\n") + 1);
  const reason = stderr.split("\n").filter((line) => line.length < 500);
  if (!said.startsWith("{")) throw new Error(`${file} does not start: ${reason.slice(0, 6).join("\n")}`);
  const load = JSON.parse(said) as Load;
  if (load.status !== first?.status) throw new Error(`${file} answered ${load.status} in place of ${first?.status}`);
  return load;
}

/** Starts each in so many processes of its own, taking turns, so that all meet the same machine; the medians. */
export function measureStarts(starts: Start[], rounds: number): Load[] {
  const loads = starts.map((): Load[] => []);
  for (let round = 0; round < rounds; round += 1) for (const [index, start] of starts.entries()) loads[index]?.push(startOnce(start));
  const middle = (all: Load[], of: (load: Load) => number) => median(all.map(of));
  return loads.map((all) => ({
    milliseconds: middle(all, (load) => load.milliseconds),
    cpuMilliseconds: middle(all, (load) => load.cpuMilliseconds),
    wholeMilliseconds: middle(all, (load) => load.wholeMilliseconds),
    bytes: middle(all, (load) => load.bytes),
  }));
}
