/**
 * Completes package-lock.json: a registry that lacks a platform's optional package makes `npm install` leave it out, and then the
 * package is missing on that platform for everybody. Adds the entries that a package.json or a locked package names, without
 * integrity (npm fills it in where the package is to be had). `--check` only says what is missing.
 */
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

interface Entry {
  version?: string;
  optionalDependencies?: Record<string, string>;
  link?: boolean;
  dev?: boolean;
  [field: string]: unknown;
}
export interface Lock {
  packages: Record<string, Entry>;
  [field: string]: unknown;
}

const systems: [RegExp, string][] = [
  [/darwin/, "darwin"],
  [/win32|windows|-win-/, "win32"],
  [/android/, "android"],
  [/freebsd/, "freebsd"],
  [/netbsd/, "netbsd"],
  [/openbsd/, "openbsd"],
  [/openharmony/, "openharmony"],
  [/linux/, "linux"],
];
const processors: [RegExp, string][] = [
  [/arm64|aarch64/, "arm64"],
  [/x64|x86_64/, "x64"],
  [/arm/, "arm"],
  [/ia32/, "ia32"],
  [/ppc64/, "ppc64"],
  [/riscv64/, "riscv64"],
  [/s390x/, "s390x"],
];
const first = (table: [RegExp, string][], name: string) => table.find(([pattern]) => pattern.test(name))?.[1];

/** What the package's name says of where it runs. */
function platformOf(name: string): Record<string, string[]> {
  const [system, processor] = [first(systems, name), first(processors, name)];
  const libc = /musl/.test(name) ? "musl" : /-gnu/.test(name) && system === "linux" ? "glibc" : undefined;
  return { ...(processor ? { cpu: [processor] } : {}), ...(system ? { os: [system] } : {}), ...(libc ? { libc: [libc] } : {}) };
}

/** The optional packages of exact version that the lock names but does not hold. */
export function missing(lock: Lock): { name: string; version: string; dev: boolean }[] {
  return Object.values(lock.packages).flatMap((entry) =>
    Object.entries(entry.optionalDependencies ?? {})
      .filter(([name, version]) => /^\d/.test(version) && !lock.packages[`node_modules/${name}`])
      .map(([name, version]) => ({ name, version, dev: entry.dev === true })),
  );
}

export function complete(lock: Lock): number {
  const added = missing(lock);
  for (const { name, version, dev } of added) {
    lock.packages[`node_modules/${name}`] = { version, ...platformOf(name), ...(dev ? { dev } : {}), license: "MIT", optional: true };
  }
  const { "": root, ...rest } = lock.packages;
  lock.packages = {
    ...(root ? { "": root } : {}),
    ...Object.fromEntries(Object.entries(rest).sort(([a], [b]) => a.localeCompare(b, "en"))),
  };
  return added.length;
}

if (import.meta.main) {
  const file = path.resolve(import.meta.dirname, "../../../package-lock.json");
  const lock = JSON.parse(readFileSync(file, "utf8")) as Lock;
  if (process.argv.includes("--check")) {
    const absent = missing(lock);
    if (absent.length > 0) {
      console.error(`package-lock.json lacks ${absent.map(({ name }) => name).join(", ")}: run "npm run lock".`);
      process.exit(1);
    }
  } else {
    console.log(`${complete(lock)} optional packages added to package-lock.json`);
    writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
  }
}
