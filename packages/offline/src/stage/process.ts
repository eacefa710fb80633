import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/** A process id alone may belong to another process by now: its start tells them apart. */
export interface ProcessIdentity {
  pid: number;
  startedAt: string;
}

/** Undefined when no such process runs. */
export function identify(pid: number): ProcessIdentity | undefined {
  const startedAt = process.platform === "linux" ? startOnLinux(pid) : startElsewhere(pid);
  return startedAt === undefined ? undefined : { pid, startedAt };
}

export function isRunning(identity: ProcessIdentity): boolean {
  return identify(identity.pid)?.startedAt === identity.startedAt;
}

/** Ends exactly this process: asks first, insists after two seconds. False when it was not there any more. */
export async function endProcess(identity: ProcessIdentity): Promise<boolean> {
  if (!isRunning(identity)) return false;
  signal(identity.pid, "SIGTERM");
  for (let waited = 0; waited < 4_000; waited += 20) {
    if (!isRunning(identity)) return true;
    if (waited === 2_000) signal(identity.pid, "SIGKILL");
    await sleep(20);
  }
  return true;
}

/** The process that started this one; undefined where that cannot be told, and for the first process of all. */
export function parentOf(pid: number): ProcessIdentity | undefined {
  if (process.platform === "win32") return undefined;
  const found = process.platform === "linux" ? Number(statOf(pid)?.[1]) : Number(run("ps", ["-o", "ppid=", "-p", String(pid)]));
  return found > 1 ? identify(found) : undefined;
}

export function isIdentity(value: unknown): value is ProcessIdentity {
  return (
    typeof value === "object" &&
    value !== null &&
    "pid" in value &&
    typeof value.pid === "number" &&
    "startedAt" in value &&
    typeof value.startedAt === "string"
  );
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It ended by itself in between.
  }
}

/** Clock ticks since boot, field 22 of stat. */
function startOnLinux(pid: number): string | undefined {
  const fields = statOf(pid);
  // Z: it has ended, and its parent has not asked for its result yet.
  if (!fields || fields[0] === "Z" || fields[0] === "X") return undefined;
  return `${read("/proc/sys/kernel/random/boot_id")?.trim() ?? ""}/${fields[19] ?? ""}`;
}

/** From field 3 on: the name in brackets before it may hold anything, so count from its end. */
function statOf(pid: number): string[] | undefined {
  const stat = read(`/proc/${pid}/stat`);
  return stat?.slice(stat.lastIndexOf(")") + 2).split(" ");
}

function startElsewhere(pid: number): string | undefined {
  if (process.platform === "win32") return run("powershell", ["-NoProfile", "-Command", `(Get-Process -Id ${pid}).StartTime.Ticks`]);
  return run("ps", ["-o", "lstart=", "-p", String(pid)]);
}

function run(command: string, args: string[]): string | undefined {
  try {
    return execFileSync(command, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim() || undefined;
  } catch {
    return undefined;
  }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
