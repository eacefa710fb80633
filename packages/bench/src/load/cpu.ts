import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

const ticksPerSecond = Number(execFileSync("getconf", ["CLK_TCK"], { encoding: "utf8" }));

/** Fields after the command's name, which may hold anything. */
const statOf = (pid: number): string[] => {
  const text = readFileSync(`/proc/${pid}/stat`, "utf8");
  return text.slice(text.lastIndexOf(")") + 2).split(" ");
};

export interface Processes {
  server: number;
  store: number;
}

/** The stage's own process and the database's engine below it. */
export function processesOf(stagePid: number): Processes {
  const children = readdirSync("/proc").filter((name) => /^\d+$/.test(name) && parentOf(Number(name)) === stagePid);
  const store = children.find((pid) => readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("dynoxide"));
  if (!store) throw new Error("the stage runs no database of its own");
  return { server: stagePid, store: Number(store) };
}

function parentOf(pid: number): number | undefined {
  try {
    return Number(statOf(pid)[1]);
  } catch {
    return undefined;
  }
}

/** CPU milliseconds that a process has used so far, all its threads together. */
export function cpuOf(pid: number): number {
  const stat = statOf(pid);
  return ((Number(stat[11]) + Number(stat[12])) * 1000) / ticksPerSecond;
}

export function memoryOf(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024;
}

/** Puts a running process with all its threads on one core. */
export const pin = (pid: number, core: number): void =>
  void execFileSync("taskset", ["-a", "-c", "-p", String(core), String(pid)], { stdio: "ignore" });
